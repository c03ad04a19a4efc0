using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Interlude.Lines;

namespace Interlude.Tests.Lines;

/// <summary>Where TLS computes over sockets that the library polls: handshakes never on the polling thread.</summary>
public sealed class EpollTlsTests : IDisposable
{
    private static readonly LineEndPoint AnyPort = new LineEndPoint.Tcp("127.0.0.1", 0);

    private readonly EpollPoller _poller;

    public EpollTlsTests() => _poller = Requires.Poller();

    public void Dispose() => _poller.Dispose();

    [Fact]
    public async Task No_handshake_goes_on_where_sockets_are_polled()
    {
        var polled = 0;
        var tls = new TlsServerOptions(_ => Chosen());
        for (var round = 0; round < 20; round++)
        {
            var (one, other) = Media.Sockets(unix: false);
            await using var near = new EpollTransport(one, _poller);
            await using var far = new EpollTransport(other, _poller);
            var accepting = SecureAsync(() => TlsTransport.AcceptAsync(near, tls));
            await SecureAsync(() => TlsTransport.ConnectAsync(far, TlsPair.Client)).WaitAsync(Peers.Limit);
            await accepting.WaitAsync(Peers.Limit);
        }

        Assert.Equal(0, polled);

        SslStreamCertificateContext Chosen()
        {
            Note();
            return TlsPair.Certificate.Context();
        }

        async Task SecureAsync(Func<Task<TlsTransport>> secure)
        {
            await secure().ConfigureAwait(false);
            Note();
        }

        void Note() => Interlocked.Add(ref polled, _poller.IsCurrent ? 1 : 0);
    }

    [Fact]
    public async Task A_handshake_that_a_line_leads_to_leaves_the_polling_thread_though_all_it_needs_is_there()
    {
        var hello = await ClientHelloAsync();
        var (one, peer) = Media.Sockets(unix: false);
        using var far = peer;
        await using var connection = new LineConnection(new EpollTransport(one, _poller));
        using var isRead = new ManualResetEventSlim();
        using var isSent = new ManualResetEventSlim();
        var chosenOn = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var tls = new TlsServerOptions(_ =>
        {
            chosenOn.SetResult(_poller.IsCurrent);
            return null;   // which ends it
        });
        var serving = ServeAsync();
        far.Send("STARTTLS\r\n"u8);
        Assert.True(isRead.Wait(Peers.Limit));
        far.Send(hello);
        isSent.Set();

        Assert.False(await chosenOn.Task.WaitAsync(Peers.Limit));
        await Assert.ThrowsAsync<TlsHandshakeException>(() => serving.WaitAsync(Peers.Limit));

        async Task ServeAsync()
        {
            Assert.True(await connection.WaitToReadAsync().ConfigureAwait(false));
            Assert.True(_poller.IsCurrent);
            Assert.Equal(LineStatus.Line, connection.TryRead(out _));
            isRead.Set();
            Assert.True(isSent.Wait(Peers.Limit));
            await connection.StartTlsAsync(tls).ConfigureAwait(false);
        }
    }

    [Fact]
    public async Task A_handshake_that_does_not_go_on_holds_up_nobody_who_is_polled()
    {
        using var goOn = new ManualResetEventSlim();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var plain = Open(new());
        plain.Start(connection => _ = LineProtocol.RunAsync(connection, new Echo()));
        await using var secure = Open(new() { Tls = Held(begun, goOn) });
        secure.Start(connection => _ = LineProtocol.RunAsync(connection, new Echo()));
        var connecting = ConnectAsync(secure);
        await begun.Task.WaitAsync(Peers.Limit);

        using (var other = Peers.Connect(plain))
        {
            Assert.Equal("hi\r\n", await EchoAsync(other));
        }

        Assert.False(connecting.IsCompleted);
        goOn.Set();
        await using var client = await connecting.WaitAsync(Peers.Limit);
        await Peers.SendAsync(client, "late\r\n");
        await client.EndSendingAsync();
        Assert.Equal("late\r\n", await Peers.ReadToEndAsync(client));
    }

    [Fact]
    public async Task The_poller_can_be_disposed_during_a_handshake()
    {
        using var goOn = new ManualResetEventSlim();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var failed = new TaskCompletionSource<TlsHandshakeException>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var listener = Open(new()
        {
            Tls = Held(begun, goOn),
            HandshakeFailed = (_, failure) => failed.SetResult(failure),
        });
        listener.Start(_ => Assert.Fail("It is not secured."));
        var connecting = ConnectAsync(listener);
        await begun.Task.WaitAsync(Peers.Limit);

        _poller.Dispose();
        goOn.Set();

        Assert.Equal(TlsFailure.Lost, (await failed.Task.WaitAsync(Peers.Limit)).Failure);
        await Assert.ThrowsAsync<TlsHandshakeException>(() => connecting.WaitAsync(Peers.Limit));
    }

    private static TlsServerOptions Held(TaskCompletionSource begun, ManualResetEventSlim goOn) => new(_ =>
    {
        begun.SetResult();
        Assert.True(goOn.Wait(Peers.Limit));
        return TlsPair.Certificate.Context();
    });

    private static Task<TlsTransport> ConnectAsync(LineListener listener) =>
        TlsTransport.ConnectAsync(new SocketTransport(Peers.Connect(listener)), TlsPair.Client);

    private static async Task<byte[]> ClientHelloAsync()
    {
        var (near, far) = MemoryTransport.CreatePair();
        var connecting = TlsTransport.ConnectAsync(near, TlsPair.Client);
        var hello = new byte[16 * 1024];
        var count = await far.ReceiveAsync(hello, CancellationToken.None).AsTask().WaitAsync(Peers.Limit);
        far.Abort();
        await Assert.ThrowsAsync<TlsHandshakeException>(() => connecting.WaitAsync(Peers.Limit));
        Assert.Equal(count, 5 + (hello[3] << 8) + hello[4]);   // it is one whole record
        return hello[..count];
    }

    private static async Task<string> EchoAsync(Socket peer)
    {
        peer.Send("hi\r\n"u8);
        var reply = new byte[4];
        for (var count = 0; count < reply.Length;)
        {
            count += await peer.ReceiveAsync(reply.AsMemory(count)).AsTask().WaitAsync(Peers.Limit);
        }

        return Encoding.ASCII.GetString(reply);
    }

    private LineListener Open(LineListenerOptions options) => LineListener.Open(AnyPort, options with { Poller = _poller });

    private sealed class Echo : LineProtocol
    {
        private LineConnection _connection = null!;

        public override void Connected(LineConnection connection) => _connection = connection;

        public override void LineReceived(ReadOnlySpan<byte> line) => Assert.True(_connection.TryWrite(line, "\r\n"u8));
    }
}
