using System.Security.Authentication;
using System.Text;
using Interlude.Lines;

namespace Interlude.Tests.Lines;

public class TlsTransportTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(1000)]
    public async Task However_the_encrypted_bytes_are_cut_the_lines_are_the_same(int most)
    {
        var asked = 0;
        var (server, client) = await TlsPair.CreateAsync(cut: _ => 1 + (Interlocked.Increment(ref asked) * 7919 % most));
        await using var connection = new LineConnection(server);
        var expected = Enumerable.Range(0, 40).Select(i => new string((char)('a' + (i % 26)), i * i % 300)).ToArray();
        foreach (var line in expected)
        {
            await Peers.SendAsync(client, line + "\r\n");
        }

        await client.EndSendingAsync();
        var lines = await Peers.ReadLinesAsync(connection).WaitAsync(Peers.Limit);

        Assert.Equal(expected, lines);
        Assert.Equal(LineInputEnd.Finished, connection.InputEnd);
    }

    [Fact]
    public async Task After_close_notify_the_peer_is_still_answered()
    {
        var (server, client) = await TlsPair.CreateAsync();
        var connection = new LineConnection(server);
        await Peers.SendAsync(client, "one\ntwo");
        await client.EndSendingAsync();

        Assert.Equal(["one", "two"], await Peers.ReadLinesAsync(connection).WaitAsync(Peers.Limit));
        Assert.True(await connection.WriteLineAsync("late"u8.ToArray()));
        var reason = await connection.CloseAsync().WaitAsync(Peers.Limit);

        Assert.Equal("late\r\n", await Peers.ReadToEndAsync(client));
        Assert.False(client.InputTruncated);
        Assert.Equal(LineCloseKind.PeerClosed, reason.Kind);
    }

    [Fact]
    public async Task An_end_without_close_notify_is_told_and_its_last_line_is_not_taken_for_whole()
    {
        var (server, client) = await TlsPair.CreateAsync();
        var connection = new LineConnection(server);
        await Peers.SendAsync(client, "pay 10 to bob\npay 10");
        await client.Inner.EndSendingAsync();

        Assert.Equal(["pay 10 to bob"], await Peers.ReadLinesAsync(connection).WaitAsync(Peers.Limit));
        Assert.Equal(LineInputEnd.Truncated, connection.InputEnd);
        Assert.True(await connection.WriteLineAsync("late"u8.ToArray()));
        var reason = await connection.CloseAsync().WaitAsync(Peers.Limit);

        Assert.Equal("late\r\n", await Peers.ReadToEndAsync(client));
        Assert.Equal(LineCloseKind.Truncated, reason.Kind);
    }

    [Fact]
    public async Task An_end_within_a_record_is_a_truncation_too()
    {
        var (near, far) = MemoryTransport.CreatePair();
        var wire = new FaultyTransport(near);
        var accept = TlsTransport.AcceptAsync(wire, TlsPair.Server);
        var client = await TlsTransport.ConnectAsync(far, TlsPair.Client).WaitAsync(Peers.Limit);
        await using var connection = new LineConnection(await accept.WaitAsync(Peers.Limit));
        await Peers.SendAsync(client, "one\n");
        Assert.True(await connection.WaitToReadAsync());
        Assert.Equal(LineStatus.Line, connection.TryRead(out _));
        wire.BytesLeft = 12;
        await Peers.SendAsync(client, "two\n");

        Assert.Empty(await Peers.ReadLinesAsync(connection).WaitAsync(Peers.Limit));
        Assert.Equal(LineInputEnd.Truncated, connection.InputEnd);
    }

    [Fact]
    public async Task A_reset_under_TLS_is_a_loss()
    {
        var (server, client) = await TlsPair.CreateAsync();
        await using var connection = new LineConnection(server);
        var read = connection.WaitToReadAsync().AsTask();

        client.Abort();

        Assert.False(await read.WaitAsync(Peers.Limit));
        Assert.Equal(LineInputEnd.Lost, connection.InputEnd);
        Assert.Equal(LineCloseKind.Reset, (await connection.Completion.WaitAsync(Peers.Limit)).Kind);
    }

    [Fact]
    public async Task Aborting_amid_traffic_ends_both_sides_and_nothing_worse()
    {
        for (var round = 0; round < 50; round++)
        {
            var (server, client) = await TlsPair.CreateAsync();
            var echo = new LineConnection(server);
            var run = LineProtocol.RunAsync(echo, new Echo());
            var other = new LineConnection(client);
            var reading = Peers.ReadLinesAsync(other);
            var writing = Task.Run(async () =>
            {
                while (await other.WriteLineAsync(new byte[1000]))
                {
                }
            });
            await Task.Yield();

            (round % 2 == 0 ? echo : other).Abort();

            await Task.WhenAll(run, reading, writing).WaitAsync(Peers.Limit);
            Assert.True(echo.Completion.IsCompleted);
            await other.Completion.WaitAsync(Peers.Limit);
        }
    }

    [Fact]
    public async Task Ending_our_sending_leaves_the_peers_open()
    {
        var (server, client) = await TlsPair.CreateAsync();
        var connection = new LineConnection(server);
        connection.TryWrite("bye\n"u8);
        Assert.True(await connection.CompleteAsync());

        Assert.Equal("bye\n", await Peers.ReadToEndAsync(client));
        await Peers.SendAsync(client, "still here\n");
        await client.EndSendingAsync();

        Assert.Equal(["still here"], await Peers.ReadLinesAsync(connection).WaitAsync(Peers.Limit));
        Assert.Equal(LineCloseKind.PeerClosed, (await connection.CloseAsync().WaitAsync(Peers.Limit)).Kind);
    }

    [Fact]
    public async Task A_close_notify_that_the_peer_does_not_take_is_bounded()
    {
        var clock = new ManualTime();
        var (near, far) = MemoryTransport.CreatePair();
        var wire = new FaultyTransport(near);
        var accept = TlsTransport.AcceptAsync(wire, TlsPair.Server, clock);
        await TlsTransport.ConnectAsync(far, TlsPair.Client).WaitAsync(Peers.Limit);
        var connection = new LineConnection(await accept.WaitAsync(Peers.Limit));
        wire.Stalls = true;

        var complete = connection.CompleteAsync().AsTask();
        Assert.False(complete.IsCompleted);
        clock.Advance(TlsPair.Server.CloseNotifyTimeout);

        Assert.False(await complete.WaitAsync(Peers.Limit));
        Assert.Equal(LineCloseKind.TimedOut, (await connection.Completion.WaitAsync(Peers.Limit)).Kind);
    }

    [Fact]
    public async Task A_handshake_that_takes_too_long_ends()
    {
        var clock = new ManualTime();
        var (near, far) = MemoryTransport.CreatePair();
        var accept = TlsTransport.AcceptAsync(near, TlsPair.Server, clock);
        await Peers.SendAsync(far, "\u0016\u0003\u0001");   // the beginning of a handshake

        clock.Advance(TlsPair.Server.HandshakeTimeout - TimeSpan.FromTicks(1));
        Assert.False(accept.IsCompleted);
        clock.Advance(TimeSpan.FromTicks(1));

        var failure = await Assert.ThrowsAsync<TlsHandshakeException>(() => accept.WaitAsync(Peers.Limit));
        Assert.Equal(TlsFailure.TimedOut, failure.Failure);
        await Assert.ThrowsAsync<IOException>(() => Peers.SendAsync(far, "x"));
    }

    [Fact]
    public async Task A_handshake_can_be_cancelled_also_while_the_peer_does_not_read()
    {
        var (near, _) = MemoryTransport.CreatePair(capacityBytes: 1);
        using var cancel = new CancellationTokenSource();
        var connect = TlsTransport.ConnectAsync(near, TlsPair.Client, cancellationToken: cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connect.WaitAsync(Peers.Limit));
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n\r\n", TlsFailure.Refused)]
    [InlineData("", TlsFailure.Lost)]
    [InlineData("\u0016\u0003\u0001\u0001", TlsFailure.Lost)]
    public async Task A_peer_that_speaks_no_TLS_is_told_from_one_that_goes(string sent, TlsFailure expected)
    {
        var (near, far) = MemoryTransport.CreatePair();
        var accept = TlsTransport.AcceptAsync(near, TlsPair.Server);
        await Peers.SendAsync(far, sent);
        await far.EndSendingAsync();

        var failure = await Assert.ThrowsAsync<TlsHandshakeException>(() => accept.WaitAsync(Peers.Limit));
        Assert.Equal(expected, failure.Failure);
    }

    [Fact]
    public async Task What_was_agreed_upon_can_be_seen()
    {
        var (server, client) = await TlsPair.CreateAsync(
            TlsPair.Server with { ApplicationProtocols = [TlsPair.Alpn("b"), TlsPair.Alpn("a")] },
            TlsPair.Client with { ApplicationProtocols = [TlsPair.Alpn("a"), TlsPair.Alpn("b")] });

        Assert.Equal((SslProtocols.Tls13, client.CipherSuite), (server.Protocol, server.CipherSuite));
        Assert.Equal("b", Encoding.ASCII.GetString(server.ApplicationProtocol!.Value.Protocol.Span));
        Assert.Equal(server.ApplicationProtocol, client.ApplicationProtocol);
        Assert.Equal(("server.test", "server.test"), (server.ServerName, client.ServerName));
        Assert.Equal(TlsPair.Certificate.Thumbprint, client.PeerCertificate!.Thumbprint);
        Assert.Null(server.PeerCertificate);
    }

    [Fact]
    public async Task Without_a_protocol_in_common_there_is_no_connection_and_with_one_side_silent_there_is()
    {
        var speaksA = TlsPair.Server with { ApplicationProtocols = [TlsPair.Alpn("a")] };

        var (server, client) = await TlsPair.FailAsync(speaksA, TlsPair.Client with { ApplicationProtocols = [TlsPair.Alpn("b")] });
        var (silent, _) = await TlsPair.CreateAsync(speaksA);

        Assert.Equal(TlsFailure.Refused, Assert.IsType<TlsHandshakeException>(server).Failure);
        Assert.Equal(TlsFailure.Refused, Assert.IsType<TlsHandshakeException>(client).Failure);
        Assert.Null(silent.ApplicationProtocol);
    }

    [Fact]
    public async Task The_certificate_is_chosen_by_the_name_asked_for_and_a_name_without_one_is_refused()
    {
        var other = Certificates.SelfSigned("other.test");
        var (one, two) = (TlsPair.Certificate.Context(), other.Context());
        var options = new TlsServerOptions(name => name switch { "server.test" => one, "other.test" => two, _ => null });
        var trust = TlsTrust.Authorities(TlsPair.Certificate, other);

        foreach (var name in new[] { "server.test", "other.test" })
        {
            var (_, client) = await TlsPair.CreateAsync(options, new() { ServerName = name, Trust = trust });
            Assert.Equal($"CN={name}", client.PeerCertificate!.Subject);
        }

        var (failed, refused) = await TlsPair.FailAsync(options, new() { ServerName = "no.test", Trust = trust });
        Assert.Equal(TlsFailure.NoCertificate, Assert.IsType<TlsHandshakeException>(failed).Failure);
        Assert.Equal(TlsFailure.Refused, Assert.IsType<TlsHandshakeException>(refused).Failure);
        Assert.Contains("unrecognized", refused.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_selector_that_throws_ends_that_handshake_alone()
    {
        var (failed, _) = await TlsPair.FailAsync(new(_ => throw new FileNotFoundException("gone")), TlsPair.Client);

        Assert.Equal(TlsFailure.NoCertificate, Assert.IsType<TlsHandshakeException>(failed).Failure);
        Assert.IsType<FileNotFoundException>(failed.InnerException);
    }

    [Fact]
    public async Task A_certificate_can_be_replaced_between_two_connections()
    {
        var authority = Certificates.Authority("CA");
        var (old, next) = (authority.SignedBy("server.test"), authority.SignedBy("server.test"));
        var shown = old.Context();
        var options = new TlsServerOptions(_ => shown);
        var trusting = TlsPair.Client with { Trust = TlsTrust.Authorities(authority) };

        var (firstServer, first) = await TlsPair.CreateAsync(options, trusting);
        shown = next.Context();
        var (_, second) = await TlsPair.CreateAsync(options, trusting);

        Assert.Equal(old.Thumbprint, first.PeerCertificate!.Thumbprint);
        Assert.Equal(next.Thumbprint, second.PeerCertificate!.Thumbprint);
        await Peers.SendAsync(firstServer, "on\n");
        await firstServer.EndSendingAsync();
        Assert.Equal("on\n", await Peers.ReadToEndAsync(first));
    }

    private sealed class Echo : LineProtocol
    {
        private LineConnection _connection = null!;

        public override void Connected(LineConnection connection) => _connection = connection;

        public override void LineReceived(ReadOnlySpan<byte> line) => _connection.TryWrite(line, "\n"u8);
    }
}
