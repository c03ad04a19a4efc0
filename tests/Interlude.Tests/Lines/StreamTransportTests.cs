using System.IO.Pipes;
using System.Net.Sockets;
using Interlude.Lines;

namespace Interlude.Tests.Lines;

/// <summary>What differs from stream to stream; the rest is in <see cref="TransportTests"/>.</summary>
public class StreamTransportTests
{
    [Fact]
    public async Task A_stream_that_heeds_no_token_cannot_hold_up_a_cancelled_wait_or_an_abort()
    {
        var (one, other) = Media.Sockets(unix: false);
        var connection = LineConnection.Over(new OpaqueStream(one, heedsTokens: false));
        using var cancel = new CancellationTokenSource();
        var cancelled = connection.WaitToReadAsync(cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled.WaitAsync(Peers.Limit));
        other.Send("kept\n"u8);
        Assert.True(await connection.WaitToReadAsync().AsTask().WaitAsync(Peers.Limit));
        Assert.Equal(LineStatus.Line, connection.TryRead(out var line));
        Assert.Equal("kept"u8, line.Span);
        Assert.Equal(LineStatus.NeedMore, connection.TryRead(out _));
        var read = connection.WaitToReadAsync().AsTask();

        connection.Abort();

        Assert.False(await read.WaitAsync(Peers.Limit));
        other.Dispose();
    }

    [Fact]
    public async Task Without_half_close_closing_does_not_wait_for_a_peer_that_cannot_know()
    {
        var (one, other) = Media.Sockets(unix: false);
        var connection = LineConnection.Over(new OpaqueStream(one), new() { LingerTime = TimeSpan.FromHours(1) });
        await connection.WriteLineAsync("owed"u8.ToArray());

        Assert.Equal(LineCloseKind.ClosedHere, (await connection.CloseAsync().WaitAsync(Peers.Limit)).Kind);

        await using var far = new SocketTransport(other);
        Assert.Equal("owed\r\n", await Peers.ReadToEndAsync(far));
    }

    [Fact]
    public async Task A_network_stream_holds_no_buffer_while_nothing_comes()
    {
        var (one, other) = Media.Sockets(unix: false);
        await using var stream = new WatchedStream(one);
        var connection = LineConnection.Over(stream);
        var read = connection.WaitToReadAsync().AsTask();
        Assert.Equal([0], stream.Reads);

        other.Send("x\n"u8);

        Assert.True(await read.WaitAsync(Peers.Limit));
        Assert.Equal(2, stream.Reads.Count);
        connection.Abort();
        other.Dispose();
    }

    [Fact]
    public async Task Half_close_can_be_given()
    {
        var (one, other) = Media.Sockets(unix: false);
        var transport = new StreamTransport(new OpaqueStream(one), () =>
        {
            one.Shutdown(SocketShutdown.Send);
            return ValueTask.CompletedTask;
        });
        await using var connection = new LineConnection(transport);
        await using var far = new SocketTransport(other);

        Assert.True(await connection.CompleteAsync());

        Assert.Equal("", await Peers.ReadToEndAsync(far));
        await Peers.SendAsync(far, "answer\n");
        await far.EndSendingAsync();
        Assert.Equal(["answer"], await Peers.ReadLinesAsync(connection).WaitAsync(Peers.Limit));
    }

    [Fact]
    public void A_stream_must_be_readable_and_writable()
    {
        using var readOnly = new MemoryStream([], writable: false);

        Assert.Throws<ArgumentException>(() => LineConnection.Over(readOnly));
    }

    [Fact]
    public async Task The_socket_of_a_network_stream_is_closed_too_though_the_stream_does_not_own_it()
    {
        var (one, other) = Media.Sockets(unix: false);
        var connection = LineConnection.Over(new NetworkStream(one, ownsSocket: false));
        await using var far = new SocketTransport(other);
        await far.EndSendingAsync();

        await connection.CloseAsync().WaitAsync(Peers.Limit);

        Assert.Equal("", await Peers.ReadToEndAsync(far));
        Assert.Throws<ObjectDisposedException>(() => one.Available);
    }

    [Fact]
    public async Task A_child_process_can_be_a_peer()
    {
        using var cat = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(Requires.Program("cat"))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        await using var connection = new LineConnection(
            new StreamTransport(cat.StandardOutput.BaseStream, cat.StandardInput.BaseStream, "cat"));

        await connection.WriteLineAsync("through"u8.ToArray());
        await connection.CompleteAsync();

        Assert.Equal(["through"], await Peers.ReadLinesAsync(connection).WaitAsync(Peers.Limit));
    }

    [Fact]
    public async Task A_pipe_whose_reader_has_gone_is_a_loss()
    {
        var back = new AnonymousPipeServerStream(PipeDirection.Out);
        var there = new AnonymousPipeServerStream(PipeDirection.Out);
        there.ClientSafePipeHandle.Dispose();
        var connection = new LineConnection(
            new StreamTransport(new AnonymousPipeClientStream(PipeDirection.In, back.ClientSafePipeHandle), there));

        await connection.WriteLineAsync("x"u8.ToArray());

        Assert.Equal(LineCloseKind.Reset, (await connection.Completion.WaitAsync(Peers.Limit)).Kind);
        await back.DisposeAsync();
    }

    private sealed class WatchedStream(Socket socket) : NetworkStream(socket, ownsSocket: true)
    {
        public List<int> Reads { get; } = [];

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Reads.Add(buffer.Length);
            return base.ReadAsync(buffer, cancellationToken);
        }
    }
}
