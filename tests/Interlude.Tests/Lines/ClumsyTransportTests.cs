using System.Net.Sockets;
using Interlude.Lines;

namespace Interlude.Tests.Lines;

/// <summary>Whatever a transport or a callback throws, a connection ends once and says so, and a listener stops.</summary>
public class ClumsyTransportTests
{
    [Theory]
    [InlineData("end", LineCloseKind.Failed)]
    [InlineData("dispose", LineCloseKind.ClosedHere)]
    public async Task Closing_ends_whatever_the_transport_throws(string clumsyIn, LineCloseKind kind)
    {
        var connection = new LineConnection(new ClumsyTransport(clumsyIn), new() { LingerTime = TimeSpan.Zero });

        var reason = await connection.CloseAsync().WaitAsync(Peers.Limit);

        Assert.Equal(kind, reason.Kind);
    }

    [Fact]
    public async Task Aborting_ends_whatever_the_transport_throws()
    {
        var connection = new LineConnection(new ClumsyTransport("abort"));

        connection.Abort();

        Assert.Equal(LineCloseKind.ClosedHere, (await connection.Completion.WaitAsync(Peers.Limit)).Kind);
    }

    [Fact]
    public async Task A_receive_that_throws_when_nobody_waits_ends_the_connection_and_not_the_process()
    {
        var transport = new ClumsyTransport("nothing");
        var connection = new LineConnection(transport);
        var waiting = connection.WaitToReadAsync();
        connection.RequestStop();
        Assert.True(await waiting.AsTask().WaitAsync(Peers.Limit));   // called away, while the receive goes on

        transport.BreakReceive();

        Assert.Equal(LineCloseKind.Failed, (await connection.Completion.WaitAsync(Peers.Limit)).Kind);
    }

    [Fact]
    public async Task A_wait_is_not_cancelled_by_the_token_of_an_earlier_one()
    {
        var (near, far) = MemoryTransport.CreatePair();
        var connection = new LineConnection(near);
        using var first = new CancellationTokenSource();
        var called = connection.WaitToReadAsync(first.Token);
        connection.RequestStop();
        Assert.True(await called.AsTask().WaitAsync(Peers.Limit));
        Assert.Equal(LineStatus.NeedMore, connection.TryRead(out _));

        var second = connection.ReadLineAsync(CancellationToken.None).AsTask();
        await first.CancelAsync();
        await Peers.SendAsync(far, "hello\n");

        Assert.Equal("hello"u8.ToArray(), (await second.WaitAsync(Peers.Limit))?.ToArray());
    }

    [Fact]
    public async Task Closing_waits_for_an_end_of_sending_that_is_under_way()
    {
        var transport = new SlowToEnd();
        var connection = new LineConnection(transport);
        Assert.False(await connection.WaitToReadAsync());   // so that closing need not linger
        var completing = connection.CompleteAsync().AsTask();

        var closing = connection.CloseAsync();
        var wasDisposedBefore = transport.IsDisposed;
        transport.End.SetResult();
        await closing.WaitAsync(Peers.Limit);

        Assert.False(wasDisposedBefore);
        Assert.True(await completing.WaitAsync(Peers.Limit));
        Assert.True(transport.IsDisposed);
    }

    [Fact]
    public async Task A_listener_stops_though_a_callback_has_thrown()
    {
        var listener = LineListener.Open(new LineEndPoint.Tcp("127.0.0.1", 0));
        var accepted = new TaskCompletionSource<LineConnection>(TaskCreationOptions.RunContinuationsAsynchronously);
        listener.Start(connection =>
        {
            if (!accepted.TrySetResult(connection))
            {
                throw new InvalidOperationException("a bug of the program");
            }
        });
        using var first = Peers.Connect(listener);
        await accepted.Task.WaitAsync(Peers.Limit);
        using var second = Peers.Connect(listener);
        Assert.Throws<SocketException>(() => second.Receive(new byte[1]));   // nobody owns it

        await Assert.ThrowsAsync<InvalidOperationException>(() => listener.StopAsync(TimeSpan.Zero).WaitAsync(Peers.Limit));

        Assert.Equal(0, listener.OpenConnections);
    }

    [Fact]
    public async Task A_place_is_given_back_when_a_filter_cannot_be_made()
    {
        var listener = LineListener.Open(new LineEndPoint.Tcp("127.0.0.1", 0), new()
        {
            Connection = new() { Filter = () => throw new InvalidOperationException("a bug of the program") },
        });
        listener.Start(_ => { });
        using var peer = Peers.Connect(listener);

        Assert.Throws<SocketException>(() => peer.Receive(new byte[1]));
        await Assert.ThrowsAsync<InvalidOperationException>(() => listener.DisposeAsync().AsTask().WaitAsync(Peers.Limit));
        Assert.Equal(0, listener.OpenConnections);
    }

    [Fact]
    public async Task Disposing_a_listener_twice_leaves_the_file_of_its_successor()
    {
        using var folder = new TemporaryFolder();
        var place = new LineEndPoint.Unix(Path.Combine(folder.Path, "lines"));
        var first = LineListener.Open(place);
        await first.DisposeAsync();
        await using var second = LineListener.Open(place);

        await first.DisposeAsync();

        Assert.True(File.Exists(place.Path));
    }

    /// <summary>A peer that has ended already, and an end of ours that takes its time to say, as close_notify may.</summary>
    private sealed class SlowToEnd : LineTransport
    {
        public TaskCompletionSource End { get; } = new();

        public bool IsDisposed { get; private set; }

        public override string RemoteName => "a test";

        public override ValueTask WaitToReceiveAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) => new(0);

        public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes) => ValueTask.CompletedTask;

        public override ValueTask EndSendingAsync() => IsDisposed ? throw new ObjectDisposedException("it") : new(End.Task);

        public override void Abort() => IsDisposed = true;

        public override ValueTask DisposeAsync()
        {
            IsDisposed = true;
            return ValueTask.CompletedTask;
        }
    }
}
