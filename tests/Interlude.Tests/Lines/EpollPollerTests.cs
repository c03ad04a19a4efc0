using System.Net.Sockets;
using Interlude.Lines;

namespace Interlude.Tests.Lines;

/// <summary>The turns of the thread that polls.</summary>
public sealed class EpollPollerTests : IDisposable
{
    private readonly EpollPoller _poller;
    private readonly List<EpollTransport> _peers = [];

    public EpollPollerTests() => _poller = Requires.Poller();

    public void Dispose()
    {
        _poller.Dispose();
        _peers.ForEach(peer => peer.Abort());
    }

    [Fact]
    public async Task It_can_be_disposed_at_any_moment_of_a_turn()
    {
        for (var round = 0; round < 100; round++)
        {
            using var poller = new EpollPoller();
            var (one, other) = Media.Sockets(unix: false);
            var transport = new EpollTransport(one, poller);
            var waiting = transport.WaitToReceiveAsync(CancellationToken.None).AsTask();
            other.Send("x"u8);   // a turn begins about now

            poller.Dispose();

            try
            {
                await waiting.WaitAsync(Peers.Limit);
            }
            catch (ObjectDisposedException)
            {
                // It was aborted before its turn came.
            }

            other.Dispose();
        }
    }

    [Fact]
    public void Nothing_is_put_off_on_another_thread() => Assert.False(_poller.TryDefer(() => { }));

    [Fact]
    public async Task What_is_put_off_is_done_when_all_that_were_ready_have_gone_on()
    {
        var seen = new List<string>();
        var done = new TaskCompletionSource();
        using var isHeld = new ManualResetEventSlim();
        using var gate = new ManualResetEventSlim();
        var holding = OnPollerAsync(
            () =>
            {
                isHeld.Set();
                gate.Wait(Peers.Limit);
            },
            out var first);
        var one = OnPollerAsync(() => Act("one"), out var second);
        var two = OnPollerAsync(() => Act("two"), out var third);

        first.Send("x"u8);
        Assert.True(isHeld.Wait(Peers.Limit));   // in a turn of its own, during which the others become ready
        second.Send("x"u8);
        third.Send("x"u8);
        gate.Set();
        await Task.WhenAll(holding, one, two, done.Task).WaitAsync(Peers.Limit);

        Assert.Equal(["one", "two", "end"], seen);

        void Act(string name)
        {
            seen.Add(name);
            if (seen.Count == 1)
            {
                Assert.True(_poller.TryDefer(() =>
                {
                    seen.Add("end");
                    done.SetResult();
                }));
            }
        }
    }

    [Fact]
    public async Task What_is_put_off_at_the_end_of_a_turn_is_done_after_the_next_though_no_socket_is_ready()
    {
        var rounds = 0;
        var done = new TaskCompletionSource();
        var acting = OnPollerAsync(() => Again(), out var peer);

        peer.Send("x"u8);

        await Task.WhenAll(acting, done.Task).WaitAsync(Peers.Limit);
        Assert.Equal(100, rounds);

        void Again()
        {
            if (rounds++ < 99)
            {
                Assert.True(_poller.TryDefer(Again));
            }
            else
            {
                done.SetResult();
            }
        }
    }

    [Fact]
    public async Task What_another_thread_posts_is_done_on_the_polling_thread()
    {
        var done = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);

        Assert.True(_poller.TryPost(() => done.SetResult(_poller.IsCurrent)));

        Assert.True(await done.Task.WaitAsync(Peers.Limit));
    }

    [Fact]
    public async Task What_was_posted_is_done_before_it_ends_and_nothing_is_taken_afterwards()
    {
        using var isHeld = new ManualResetEventSlim();
        using var gate = new ManualResetEventSlim();
        var (done, deferred) = (false, true);
        Assert.True(_poller.TryPost(() =>
        {
            isHeld.Set();
            gate.Wait(Peers.Limit);
        }));
        Assert.True(isHeld.Wait(Peers.Limit));
        Assert.True(_poller.TryPost(() => (done, deferred) = (true, _poller.TryDefer(() => { }))));

        var ending = Task.Run(_poller.Dispose);
        Assert.True(SpinWait.SpinUntil(() => !_poller.TryPost(() => { }), Peers.Limit));
        gate.Set();
        await ending.WaitAsync(Peers.Limit);

        Assert.Equal((true, false), (done, deferred));
    }

    [Fact]
    public async Task Disposing_ends_who_stands_on_it()
    {
        var (one, other) = Media.Sockets(unix: false);
        var transport = new EpollTransport(one, _poller);
        var receive = transport.ReceiveAsync(new byte[1], CancellationToken.None).AsTask();

        _poller.Dispose();
        _poller.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => receive.WaitAsync(Peers.Limit));
        Assert.Throws<SocketException>(() => other.Receive(new byte[1]));
        Assert.Throws<ObjectDisposedException>(() => new EpollTransport(other, _poller));
        other.Dispose();
    }

    [Fact]
    public async Task It_can_be_disposed_where_it_polls()
    {
        var ended = OnPollerAsync(_poller.Dispose, out var peer);

        peer.Send("x"u8);

        await ended.WaitAsync(Peers.Limit);
    }

    [Fact]
    public async Task Disposing_ends_the_connections_of_a_listener_and_closes_what_it_accepts_later()
    {
        await using var listener = LineListener.Open(new LineEndPoint.Tcp("127.0.0.1", 0), new() { Poller = _poller });
        var accepted = new TaskCompletionSource<LineConnection>(TaskCreationOptions.RunContinuationsAsynchronously);
        listener.Start(accepted.SetResult);
        using var client = Peers.Connect(listener);
        var connection = await accepted.Task.WaitAsync(Peers.Limit);
        var read = connection.ReadLineAsync().AsTask();

        _poller.Dispose();

        await Record.ExceptionAsync(() => read.WaitAsync(Peers.Limit));
        Assert.Equal(LineCloseKind.Reset, (await connection.Completion.WaitAsync(Peers.Limit)).Kind);
        using var late = Peers.Connect(listener);
        late.ReceiveTimeout = (int)Peers.Limit.TotalMilliseconds;
        Assert.Equal(0, late.Receive(new byte[1]));
        Assert.Equal(1, listener.AcceptedConnections);
    }

    // Does it once on the polling thread, when the peer has sent something.
    private Task OnPollerAsync(Action action, out Socket peer)
    {
        var (one, other) = Media.Sockets(unix: false);
        peer = other;
        var transport = new EpollTransport(one, _poller);
        _peers.Add(transport);
        return RunAsync();

        async Task RunAsync()
        {
            await transport.WaitToReceiveAsync(CancellationToken.None).ConfigureAwait(false);
            action();
        }
    }
}
