using System.Net.Sockets;
using System.Text;
using Interlude.Lines;

namespace Interlude.Tests.Lines;

public class CloseWakesTests : ListeningTests
{
    private readonly ManualTime _time = new();   // never moved: no bound of closing is ever reached

    [Fact]
    public async Task Closing_wakes_a_reader_though_the_peer_is_silent()
    {
        var (near, far) = MemoryTransport.CreatePair();
        var connection = new LineConnection(near, new() { TimeProvider = _time });
        Assert.True(connection.TryWrite("owed"u8));
        var read = connection.WaitToReadAsync().AsTask();

        connection.Close();

        Assert.False(await read.WaitAsync(Peers.Limit));
        Assert.Equal(LineInputEnd.Closed, connection.InputEnd);
        Assert.False(await connection.WaitToReadAsync());
        Assert.Equal(LineStatus.End, connection.TryRead(out _));
        Assert.Equal("owed", await Peers.ReadToEndAsync(far));
        Assert.False(connection.Completion.IsCompleted);

        await Peers.SendAsync(far, new string('x', 30_000));   // discarded by closing, not by the reader
        await far.EndSendingAsync();
        Assert.Equal(LineCloseKind.ClosedHere, (await connection.Completion.WaitAsync(Peers.Limit)).Kind);
    }

    [Fact]
    public async Task Closing_wakes_a_reader_of_a_socket_and_what_is_owed_arrives()
    {
        await using var listener = Open(
            new LineEndPoint.Tcp("127.0.0.1", 0), new() { Connection = new() { TimeProvider = _time } });
        var accepted = new TaskCompletionSource<LineConnection>();
        listener.Start(accepted.SetResult);
        using var client = Peers.Connect(listener);
        var connection = await accepted.Task.WaitAsync(Peers.Limit);
        var read = connection.WaitToReadAsync().AsTask();
        Assert.True(connection.TryWrite("owed"u8));

        connection.Close();

        Assert.False(await read.WaitAsync(Peers.Limit));
        await client.SendAsync(new byte[300_000]).WaitAsync(Peers.Limit);
        await using var transport = new SocketTransport(client);
        Assert.Equal("owed", await Peers.ReadToEndAsync(transport));
        client.Shutdown(SocketShutdown.Send);
        Assert.Equal(LineCloseKind.ClosedHere, (await connection.Completion.WaitAsync(Peers.Limit)).Kind);
    }

    [Fact]
    public async Task A_reader_that_was_woken_does_not_run_on_the_closing_thread()
    {
        var (near, _) = MemoryTransport.CreatePair();
        var connection = new LineConnection(near, new() { TimeProvider = _time });
        using var gate = new ManualResetEventSlim();
        var reader = ReadAsync();

        connection.Close();   // would not return if the reader ran here
        gate.Set();

        await reader.WaitAsync(Peers.Limit);
        connection.Abort();

        async Task ReadAsync()
        {
            Assert.False(await connection.WaitToReadAsync().ConfigureAwait(false));
            Assert.True(gate.Wait(Peers.Limit));
        }
    }

    [Fact]
    public async Task Closing_at_any_moment_of_a_read_ends_it_once()
    {
        for (var round = 0; round < 500; round++)
        {
            var (near, far) = MemoryTransport.CreatePair();
            var connection = new LineConnection(near, new() { TimeProvider = _time });
            using var start = new Barrier(3);
            var read = Task.Run(async () =>
            {
                start.SignalAndWait(Peers.Limit);
                var lines = await Peers.ReadLinesAsync(connection);
                Assert.All(lines, line => Assert.Equal("line", line));
            });
            var close = Task.Run(() =>
            {
                start.SignalAndWait(Peers.Limit);
                connection.Close();
            });
            start.SignalAndWait(Peers.Limit);
            for (var i = 0; i < 5; i++)
            {
                await Peers.SendAsync(far, "line\n");
            }

            await far.EndSendingAsync();
            await Task.WhenAll(read, close).WaitAsync(Peers.Limit);
            var reason = await connection.Completion.WaitAsync(Peers.Limit);
            Assert.True(reason.Kind is LineCloseKind.ClosedHere or LineCloseKind.PeerClosed);
        }
    }

    [Fact]
    public async Task Asked_to_stop_a_waiting_reader_comes_back_once_and_goes_on()
    {
        var (near, far) = MemoryTransport.CreatePair();
        var connection = new LineConnection(near, new() { TimeProvider = _time });
        var token = connection.Stopping;
        var read = connection.WaitToReadAsync().AsTask();

        connection.RequestStop();

        Assert.True(await read.WaitAsync(Peers.Limit));
        Assert.True(connection.IsStopRequested && token.IsCancellationRequested && connection.Stopping.IsCancellationRequested);
        Assert.Equal(LineStatus.NeedMore, connection.TryRead(out _));
        using var cancel = new CancellationTokenSource();
        var cancelled = connection.WaitToReadAsync(cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        var again = connection.WaitToReadAsync().AsTask();
        await Peers.SendAsync(far, "one more\n");
        Assert.True(await again.WaitAsync(Peers.Limit));
        Assert.Equal(LineStatus.Line, connection.TryRead(out var line));
        Assert.Equal(Encoding.ASCII.GetBytes("one more"), line.ToArray());
        connection.Abort();
    }
}
