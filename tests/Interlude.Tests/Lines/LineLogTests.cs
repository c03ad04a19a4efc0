using System.Net.Sockets;
using Interlude.Lines;

namespace Interlude.Tests.Lines;

public class LineLogTests
{
    private static readonly LineEndPoint AnyPort = new LineEndPoint.Tcp("127.0.0.1", 0);

    private readonly RecordingLogger _log = new();

    [Fact]
    public async Task A_listener_logs_whom_it_accepts_and_refuses_and_each_end_once()
    {
        await using var listener = LineListener.Open(
            AnyPort, new() { MaxConnections = 1, Connection = new() { Logger = _log } });
        listener.Start(connection => _ = LineProtocol.RunAsync(connection, new Silent()));
        using var first = Peers.Connect(listener);
        using var second = Peers.Connect(listener);
        await using var refused = new SocketTransport(second);
        Assert.Equal("", await Peers.ReadToEndAsync(refused));
        var (a, b) = (first.LocalEndPoint, second.LocalEndPoint);
        first.Shutdown(SocketShutdown.Send);
        Assert.True(SpinWait.SpinUntil(() => _log.Entries.Length == 3, Peers.Limit));

        Assert.Equal(
        [
            $"1 Accepted Debug: Accepted a connection from {a}.",
            $"2 Refused Debug: Refused a connection from {b}: TooMany.",
            $"3 Closed Debug: The connection with {a} ended: PeerClosed (time limit: None).",
        ], _log.Entries);
    }

    [Fact]
    public async Task What_a_peer_says_is_not_logged_when_its_handshake_fails()
    {
        await using var listener = LineListener.Open(AnyPort, new()
        {
            Tls = new TlsServerOptions(name => throw new IOException(name)),
            Connection = new() { Logger = _log },
        });
        listener.Start(_ => { });
        var socket = Peers.Connect(listener);
        var address = socket.LocalEndPoint;

        await Assert.ThrowsAsync<TlsHandshakeException>(
            () => TlsTransport.ConnectAsync(new SocketTransport(socket), TlsPair.Client).WaitAsync(Peers.Limit));
        Assert.True(SpinWait.SpinUntil(() => _log.Entries.Length > 0, Peers.Limit));

        Assert.Equal([$"5 HandshakeFailed Information: The TLS handshake with {address} failed: NoCertificate."], _log.Entries);
    }

    [Fact]
    public async Task STARTTLS_that_fails_is_logged_with_its_kind_and_its_connection_with_its_end()
    {
        var (near, far) = MemoryTransport.CreatePair();
        var connection = new LineConnection(near, new() { Logger = _log });
        await Peers.SendAsync(far, "STARTTLS\r\nslipped in");
        await connection.WaitToReadAsync();
        connection.TryRead(out _);

        await Assert.ThrowsAsync<TlsHandshakeException>(() => connection.StartTlsAsync(TlsPair.Server));

        Assert.Equal(
        [
            "5 HandshakeFailed Information: The TLS handshake with far failed: PlaintextFollowed.",
            "3 Closed Debug: The connection with far ended: TlsFailed (time limit: None).",
        ], _log.Entries);
    }

    [Fact]
    public async Task An_exception_of_a_protocol_is_logged_as_an_error()
    {
        var (near, far) = MemoryTransport.CreatePair();
        await Peers.SendAsync(far, "boom\r\n");
        var connection = new LineConnection(near, new() { Logger = _log });

        var failure = await Assert.ThrowsAsync<FormatException>(() => LineProtocol.RunAsync(connection, new Failing()));

        Assert.Equal(
        [
            "6 ProtocolFailed Error: The protocol of the connection with far threw; the connection is aborted.",
            "3 Closed Debug: The connection with far ended: Failed (time limit: None).",
        ], _log.Entries);
        Assert.Equal([failure], _log.Exceptions);
    }

    [Fact]
    public void An_accept_that_failed_is_logged_with_the_pause()
    {
        LineLog.AcceptFailed(_log, SocketError.TooManyOpenSockets, TimeSpan.FromMilliseconds(50));

        Assert.Equal(
            ["4 AcceptFailed Warning: Accepting failed with TooManyOpenSockets; trying again after 00:00:00.0500000."], _log.Entries);
    }

    private sealed class Silent : LineProtocol
    {
        public override void LineReceived(ReadOnlySpan<byte> line)
        {
        }
    }

    private sealed class Failing : LineProtocol
    {
        public override void LineReceived(ReadOnlySpan<byte> line) => throw new FormatException("what the program says");
    }
}
