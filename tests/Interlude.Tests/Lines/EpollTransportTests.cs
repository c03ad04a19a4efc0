using System.Net.Sockets;
using System.Text;
using Interlude.Lines;

namespace Interlude.Tests.Lines;

/// <summary>What is particular to sockets that the library polls itself; TransportTests has what all transports promise.</summary>
public sealed class EpollTransportTests : IDisposable
{
    private readonly EpollPoller _poller;

    public EpollTransportTests() => _poller = Requires.Poller();

    public void Dispose() => _poller.Dispose();

    [Fact]
    public async Task Disposing_ends_a_wait_and_later_calls()
    {
        var (near, far) = Open();
        var wait = near.WaitToReceiveAsync(CancellationToken.None).AsTask();
        Assert.False(wait.IsCompleted);

        await near.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => wait.WaitAsync(Peers.Limit));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => near.WaitToReceiveAsync(CancellationToken.None).AsTask());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => near.ReceiveAsync(new byte[1], CancellationToken.None).AsTask());
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await near.SendAsync("x"u8.ToArray()));
        Assert.Equal("", await Peers.ReadToEndAsync(far));
        near.Abort();
        await far.DisposeAsync();
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    [InlineData(true, 64)]
    [InlineData(false, 64)]
    public async Task When_all_was_received_it_waits_without_being_asked_to_receive(bool unix, int bytes)
    {
        var (one, other) = Media.Sockets(unix);
        await using var near = new EpollTransport(one, _poller);
        using var far = other;
        var block = new byte[64];   // which 64 bytes fill

        for (var round = 0; round < 3; round++)
        {
            far.Send(new byte[bytes]);
            await near.WaitToReceiveAsync(CancellationToken.None);
            Assert.Equal(bytes, await near.ReceiveAsync(block, CancellationToken.None));
            var wait = near.WaitToReceiveAsync(CancellationToken.None);
            Assert.False(wait.IsCompleted);   // an idle connection holds no block
            far.Send("x"u8);
            await wait;
            Assert.Equal(1, await near.ReceiveAsync(block, CancellationToken.None));
        }
    }

    [Fact]
    public async Task What_an_abort_wakes_does_not_run_on_the_aborting_thread()
    {
        var (near, far) = Open();
        using var gate = new ManualResetEventSlim();
        var waiting = WaitAsync();

        near.Abort();   // would not return if the waiter ran here
        gate.Set();

        await waiting.WaitAsync(Peers.Limit);
        far.Abort();

        async Task WaitAsync()
        {
            await Assert.ThrowsAsync<ObjectDisposedException>(
                async () => await near.WaitToReceiveAsync(CancellationToken.None).ConfigureAwait(false)).ConfigureAwait(false);
            Assert.True(gate.Wait(Peers.Limit));
        }
    }

    [Fact]
    public async Task An_abort_in_the_midst_of_a_send_ends_it()
    {
        var (near, far) = Open();
        var send = near.SendAsync(new byte[24 << 20]).AsTask();
        Assert.False(send.IsCompleted);

        near.Abort();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => send.WaitAsync(Peers.Limit));
        await Assert.ThrowsAnyAsync<SocketException>(() => DrainAsync(far));
        far.Abort();
    }

    [Fact]
    public async Task A_reset_of_the_peer_ends_a_send_and_a_receive()
    {
        var (near, far) = Open();
        var send = near.SendAsync(new byte[24 << 20]).AsTask();
        var receive = near.ReceiveAsync(new byte[9], CancellationToken.None).AsTask();

        far.Abort();   // with unread input

        await Assert.ThrowsAnyAsync<SocketException>(() => send.WaitAsync(Peers.Limit));
        var loss = await Record.ExceptionAsync(() => receive.WaitAsync(Peers.Limit));
        Assert.True(loss is null or SocketException);   // the kernel tells of a reset once, and who asks then has the end
        await near.DisposeAsync();
    }

    [Fact]
    public async Task A_reset_says_what_it_is()
    {
        var (near, far) = Open();
        var receive = near.ReceiveAsync(new byte[9], CancellationToken.None).AsTask();

        far.Abort();

        var loss = await Assert.ThrowsAsync<SocketException>(() => receive.WaitAsync(Peers.Limit));
        Assert.Equal(SocketError.ConnectionReset, loss.SocketErrorCode);
        await near.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_end_that_came_with_the_last_bytes_is_seen(bool unix)
    {
        var (near, far) = Open(unix);
        await Peers.SendAsync(far, "last");
        await far.EndSendingAsync();
        await near.WaitToReceiveAsync(CancellationToken.None);
        var buffer = new byte[64];

        Assert.Equal(4, await near.ReceiveAsync(buffer, CancellationToken.None).AsTask().WaitAsync(Peers.Limit));
        await near.WaitToReceiveAsync(CancellationToken.None).AsTask().WaitAsync(Peers.Limit);
        Assert.Equal(0, await near.ReceiveAsync(buffer, CancellationToken.None).AsTask().WaitAsync(Peers.Limit));
        Assert.Equal(0, await near.ReceiveAsync(buffer, CancellationToken.None).AsTask().WaitAsync(Peers.Limit));
        await near.DisposeAsync();
        await far.DisposeAsync();
    }

    [Fact]
    public async Task A_signal_for_nothing_wakes_a_wait_and_a_receive_goes_on_waiting()
    {
        var (near, far) = Open();
        var wait = near.WaitToReceiveAsync(CancellationToken.None).AsTask();

        near.Signal(PollEvents.In);
        await wait.WaitAsync(Peers.Limit);
        var receive = near.ReceiveAsync(new byte[9], CancellationToken.None).AsTask();
        near.Signal(PollEvents.In);

        Assert.False(receive.IsCompleted);
        await Peers.SendAsync(far, "now");
        Assert.Equal(3, await receive.WaitAsync(Peers.Limit));
        await near.DisposeAsync();
        await far.DisposeAsync();
    }

    [Fact]
    public async Task What_follows_urgent_data_is_received_at_once()
    {
        var (near, far) = Open();
        far.Socket.Send("ab"u8, SocketFlags.None);
        far.Socket.Send("!"u8, SocketFlags.OutOfBand);   // as telnet sends its interrupt
        far.Socket.Send("cd"u8, SocketFlags.None);
        Assert.True(SpinWait.SpinUntil(() => near.Socket.Available >= 2, Peers.Limit));   // it counts up to the mark

        var text = new StringBuilder();
        while (text.Length < 4)
        {
            var buffer = new byte[64];
            await near.WaitToReceiveAsync(CancellationToken.None).AsTask().WaitAsync(Peers.Limit);
            var count = await near.ReceiveAsync(buffer, CancellationToken.None).AsTask().WaitAsync(Peers.Limit);
            text.Append(Encoding.ASCII.GetString(buffer, 0, count));
        }

        Assert.Equal("abcd", text.ToString());
        near.Abort();
        far.Abort();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task However_waits_are_cancelled_and_bytes_come_none_is_lost_and_nobody_is_forgotten(bool unix)
    {
        const int Bytes = 40_000;
        var (near, far) = Open(unix);
        var sending = Task.Run(() =>
        {
            for (var i = 0; i < Bytes; i++)
            {
                far.Socket.Send([(byte)i]);
            }
        });

        var received = 0;
        var buffer = new byte[64];
        for (var round = 0; received < Bytes; round++)
        {
            using var cancel = new CancellationTokenSource();
            try
            {
                var wait = near.WaitToReceiveAsync(cancel.Token).AsTask();
                if (round % 3 == 0)
                {
                    await cancel.CancelAsync();
                }

                await wait.WaitAsync(Peers.Limit);
                var receive = near.ReceiveAsync(buffer, cancel.Token).AsTask();
                if (round % 3 == 1)
                {
                    await cancel.CancelAsync();
                }

                var count = await receive.WaitAsync(Peers.Limit);
                for (var i = 0; i < count; i++)
                {
                    Assert.Equal((byte)received++, buffer[i]);
                }
            }
            catch (OperationCanceledException)
            {
                Assert.True(cancel.IsCancellationRequested);
            }
        }

        await sending.WaitAsync(Peers.Limit);
        near.Abort();
        far.Abort();
    }

    [Fact]
    public async Task A_descriptor_that_is_used_again_is_its_new_owners_alone()
    {
        for (var round = 0; round < 200; round++)
        {
            var (near, far) = Open();
            var wait = near.WaitToReceiveAsync(CancellationToken.None).AsTask();
            far.Socket.Send("x"u8);   // told while the socket is closed, whose number the next round gets
            near.Abort();
            var ended = await Record.ExceptionAsync(() => wait.WaitAsync(Peers.Limit));
            Assert.True(ended is null or ObjectDisposedException);
            far.Abort();

            var (next, peer) = Open();
            var silent = next.ReceiveAsync(new byte[1], CancellationToken.None).AsTask();
            Assert.False(silent.IsCompleted);
            await Peers.SendAsync(peer, "y");
            Assert.Equal(1, await silent.WaitAsync(Peers.Limit));
            await next.DisposeAsync();
            await peer.DisposeAsync();
        }
    }

    [Fact]
    public async Task An_abort_at_any_moment_of_receives_and_sends_ends_them()
    {
        for (var round = 0; round < 300; round++)
        {
            var (near, far) = Open();
            var sending = Task.Run(() => UntilGoneAsync(async () => await near.SendAsync(new byte[70_000])));
            var receiving = Task.Run(() => UntilGoneAsync(async () =>
            {
                await near.WaitToReceiveAsync(CancellationToken.None);
                if (await near.ReceiveAsync(new byte[16], CancellationToken.None) == 0)
                {
                    throw new IOException("the end");
                }
            }));
            var echoing = Task.Run(() => UntilGoneAsync(async () =>
            {
                var buffer = new byte[4096];
                var count = await far.ReceiveAsync(buffer, CancellationToken.None);
                await far.SendAsync(buffer.AsMemory(0, Math.Min(1, count)));
            }));
            Thread.SpinWait(round * 50);

            near.Abort();

            await Task.WhenAll(sending, receiving, echoing).WaitAsync(Peers.Limit);
            far.Abort();
        }
    }

    [Fact]
    public async Task Two_thousand_connections_are_all_served()
    {
        await using var listener = LineListener.Open(new LineEndPoint.Tcp("127.0.0.1", 0), new() { Poller = _poller });
        listener.Start(connection => _ = EchoAsync(connection));
        var clients = Enumerable.Range(0, 2000).Select(_ => Peers.Connect(listener)).ToList();

        for (var round = 0; round < 3; round++)
        {
            clients.ForEach(client => client.Send("0123456789\r\n"u8));
            foreach (var client in clients)
            {
                client.ReceiveTimeout = (int)Peers.Limit.TotalMilliseconds;
                var buffer = new byte[64];
                var got = 0;
                while (got < 12)
                {
                    got += client.Receive(buffer.AsSpan(got));
                }

                Assert.Equal("0123456789\r\n"u8, buffer.AsSpan(0, got));
            }
        }

        clients.ForEach(client => client.Dispose());
        Assert.True(SpinWait.SpinUntil(() => listener.OpenConnections == 0, Peers.Limit));
    }

    private static async Task EchoAsync(LineConnection connection)
    {
        await foreach (var line in connection.ReadLinesAsync())
        {
            Assert.True(connection.TryWrite(line.Span, "\r\n"u8));
        }

        await connection.CloseAsync();
    }

    private static async Task DrainAsync(LineTransport transport)
    {
        var buffer = new byte[1 << 20];
        while (await transport.ReceiveAsync(buffer, CancellationToken.None).AsTask().WaitAsync(Peers.Limit) > 0)
        {
        }
    }

    // Every way in which a transport says that it is gone, and no other.
    private static async Task UntilGoneAsync(Func<Task> work)
    {
        try
        {
            while (true)
            {
                await work();
            }
        }
        catch (Exception gone) when (gone is SocketException or IOException or ObjectDisposedException)
        {
        }
    }

    private (EpollTransport Near, EpollTransport Far) Open(bool unix = false)
    {
        var (one, other) = Media.Sockets(unix);
        return (new EpollTransport(one, _poller), new EpollTransport(other, _poller));
    }
}
