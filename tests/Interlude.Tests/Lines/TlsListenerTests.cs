using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using Interlude.Lines;

namespace Interlude.Tests.Lines;

public class TlsListenerTests : ListeningTests
{
    private static readonly LineEndPoint AnyPort = new LineEndPoint.Tcp("localhost", 0);
    private static readonly LineListenerOptions Secure = new() { Tls = TlsPair.Server };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_owed_arrives_though_the_peer_has_sent_megabytes_more(bool unix)
    {
        using var folder = new TemporaryFolder();
        await using var listener = Open(
            unix ? new LineEndPoint.Unix(Path.Combine(folder.Path, "s")) : AnyPort, Secure);
        listener.Start(connection => _ = LineProtocol.RunAsync(connection, new AnswerUntilDot()));
        var client = await TlsTransport.ConnectAsync(new SocketTransport(Peers.Connect(listener)), TlsPair.Client).WaitAsync(Peers.Limit);
        var more = new byte[3_000_000];
        Array.Fill(more, (byte)'z');
        for (var i = 0; i < 50; i++)
        {
            await Peers.SendAsync(client, $"line {i}\n");
        }

        await Peers.SendAsync(client, ".\n");
        await client.SendAsync(more).AsTask().WaitAsync(Peers.Limit);   // everything is sent before anything is read

        var text = await Peers.ReadToEndAsync(client);

        Assert.Equal(string.Concat(Enumerable.Range(0, 50).Select(i => $"You sent: line {i}\r\n")), text);
        Assert.False(client.InputTruncated);
        await client.DisposeAsync();
    }

    [Fact]
    public async Task Of_peers_whose_handshake_failed_no_more_than_64_linger()
    {
        await using var listener = Open(new LineEndPoint.Tcp("127.0.0.1", 0), new()
        {
            Tls = TlsPair.Server,
            Connection = new() { TimeProvider = new ManualTime() },   // so that none is done lingering
        });
        listener.Start(_ => { });
        var peers = Enumerable.Range(0, 80).Select(_ => Peers.Connect(listener)).ToList();
        peers.ForEach(peer => peer.Send("GET / HTTP/1.0\r\n\r\n"u8));

        var resets = 0;
        foreach (var peer in peers)
        {
            resets += await EndsInResetAsync(peer) ? 1 : 0;
        }

        peers.ForEach(peer => peer.Dispose());
        Assert.Equal(80 - 64, resets);
    }

    private static async Task<bool> EndsInResetAsync(Socket peer)
    {
        try
        {
            while (await peer.ReceiveAsync(new byte[256]).WaitAsync(Peers.Limit) > 0)
            {
            }

            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    [Fact]
    public async Task Peers_that_never_finish_their_handshake_hold_nobody_up()
    {
        var listener = Open(AnyPort, Secure);
        listener.Start(connection => _ = LineProtocol.RunAsync(connection, new AnswerUntilDot()));
        using var silent = Peers.Connect(listener);
        using var slow = Peers.Connect(listener);
        slow.Send([22, 3, 1]);

        var connection = await LineClient.ConnectAsync(listener.EndPoint, Trusting("localhost")).WaitAsync(Peers.Limit);
        await connection.WriteLineAsync("hi"u8.ToArray());
        await connection.WriteLineAsync("."u8.ToArray());

        Assert.Equal(["You sent: hi"], await Peers.ReadLinesAsync(connection).WaitAsync(Peers.Limit));
        Assert.Equal(LineCloseKind.PeerClosed, (await connection.CloseAsync().WaitAsync(Peers.Limit)).Kind);

        await listener.DisposeAsync().AsTask().WaitAsync(Peers.Limit);   // drops those that wait
        Assert.Throws<SocketException>(() => silent.Receive(new byte[1]));
    }

    [Fact]
    public async Task Of_too_many_handshakes_the_oldest_is_dropped()
    {
        var failed = new TaskCompletionSource<(LineTransport, TlsHandshakeException)>();
        await using var listener = Open(new LineEndPoint.Tcp("127.0.0.1", 0), Secure with
        {
            MaxHandshakes = 1,
            HandshakeFailed = (transport, failure) => failed.TrySetResult((transport, failure)),
        });
        var accepted = new TaskCompletionSource<LineConnection>();
        listener.Start(accepted.SetResult);
        using var silent = Peers.Connect(listener);

        var connection = await LineClient.ConnectAsync(listener.EndPoint, Trusting("127.0.0.1")).WaitAsync(Peers.Limit);
        var (dropped, reason) = await failed.Task.WaitAsync(Peers.Limit);

        Assert.Equal(silent.LocalEndPoint, Assert.IsAssignableFrom<SocketTransport>(dropped).RemoteEndPoint);
        Assert.Equal(TlsFailure.Lost, reason.Failure);
        (await accepted.Task.WaitAsync(Peers.Limit)).Abort();
        connection.Abort();
    }

    [Fact]
    public async Task A_handshake_is_given_up_in_time_and_that_is_told()
    {
        var failed = new TaskCompletionSource<TlsHandshakeException>();
        await using var listener = Open(AnyPort, new()
        {
            Tls = TlsPair.Server with { HandshakeTimeout = TimeSpan.FromMilliseconds(1) },
            HandshakeFailed = (_, failure) => failed.TrySetResult(failure),
        });
        listener.Start(_ => Assert.Fail("It is not secured."));
        using var silent = Peers.Connect(listener);

        Assert.Equal(TlsFailure.TimedOut, (await failed.Task.WaitAsync(Peers.Limit)).Failure);
        Assert.Throws<SocketException>(() => silent.Receive(new byte[1]));
    }

    [Fact]
    public async Task A_handshake_that_fails_ends_alone()
    {
        var failures = Channel.CreateUnbounded<TlsFailure>();
        var certificate = TlsPair.Certificate.Context();
        await using var listener = Open(AnyPort, new()
        {
            Tls = new(name => name == "bad.test" ? throw new FileNotFoundException("gone") : certificate),
            HandshakeFailed = (_, failure) => failures.Writer.TryWrite(failure.Failure),
        });
        listener.Start(connection => _ = LineProtocol.RunAsync(connection, new AnswerUntilDot()));
        var connection = await LineClient.ConnectAsync(listener.EndPoint, Trusting("localhost")).WaitAsync(Peers.Limit);

        await Assert.ThrowsAsync<TlsHandshakeException>(() => LineClient.ConnectAsync(
            listener.EndPoint, Trusting("localhost") with { ServerName = "bad.test" }).WaitAsync(Peers.Limit));
        Assert.Equal(TlsFailure.NoCertificate, await NextAsync());
        using (var ending = Peers.Connect(listener))
        {
            ending.Send([22, 3, 1]);
        }

        Assert.Equal(TlsFailure.Lost, await NextAsync());
        using (var resetting = Peers.Connect(listener))
        {
            resetting.LingerState = new(true, 0);
        }

        Assert.Equal(TlsFailure.Lost, await NextAsync());
        await connection.WriteLineAsync("hi"u8.ToArray());
        await connection.WriteLineAsync("."u8.ToArray());
        Assert.Equal(["You sent: hi"], await Peers.ReadLinesAsync(connection).WaitAsync(Peers.Limit));
        await connection.CloseAsync().WaitAsync(Peers.Limit);

        Task<TlsFailure> NextAsync() => failures.Reader.ReadAsync().AsTask().WaitAsync(Peers.Limit);
    }

    [Fact]
    public async Task A_client_does_not_believe_anybody_unless_told()
    {
        await using var listener = Open(AnyPort, Secure);
        listener.Start(connection => connection.Close());

        var failure = await Assert.ThrowsAsync<TlsHandshakeException>(
            () => LineClient.ConnectAsync(listener.EndPoint, new TlsClientOptions()).WaitAsync(Peers.Limit));

        Assert.Equal(TlsFailure.Untrusted, failure.Failure);
        Assert.Contains("localhost", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mistake_in_the_callback_reaches_whoever_disposes()
    {
        var listener = Open(AnyPort, Secure);
        var called = new TaskCompletionSource();
        listener.Start(_ =>
        {
            called.SetResult();
            throw new InvalidOperationException("a mistake");
        });
        await using var client = await LineClient.ConnectAsync(listener.EndPoint, Trusting("localhost")).WaitAsync(Peers.Limit);
        await called.Task.WaitAsync(Peers.Limit);

        await Assert.ThrowsAsync<InvalidOperationException>(() => listener.DisposeAsync().AsTask().WaitAsync(Peers.Limit));
        client.Abort();
    }

    private static TlsClientOptions Trusting(string host) =>
        new() { Trust = TlsTrust.Authorities(TlsPair.Certificate), ServerName = host == "localhost" ? "server.test" : null };

    private sealed class AnswerUntilDot : LineProtocol
    {
        private LineConnection _connection = null!;

        public override void Connected(LineConnection connection) => _connection = connection;

        public override void LineReceived(ReadOnlySpan<byte> line)
        {
            if (line.SequenceEqual("."u8))
            {
                _connection.Close();
            }
            else
            {
                Assert.True(_connection.TryWrite(Encoding.ASCII.GetBytes("You sent: "), line, "\r\n"u8));
            }
        }
    }
}
