using System.Text;
using Interlude.Lines;

namespace Interlude.Tests.Lines;

public class StartTlsTests
{
    [Fact]
    public async Task Lines_go_on_after_it_in_both_directions()
    {
        var (near, far) = MemoryTransport.CreatePair();
        var server = new LineConnection(near);
        var client = new LineConnection(far);

        await ClientBeginsAsync(client, ServerBeginsAsync(server));

        Assert.Equal("server.test", Assert.IsType<TlsTransport>(server.Transport).ServerName);
        Assert.True(await client.WriteLineAsync("secret"u8.ToArray()));
        Assert.Equal("secret", await ReadLineAsync(server));
        Assert.True(await server.WriteLineAsync("answer"u8.ToArray()));
        Assert.Equal("answer", await ReadLineAsync(client));
        var closing = server.CloseAsync();
        Assert.Empty(await Peers.ReadLinesAsync(client).WaitAsync(Peers.Limit));
        Assert.Equal(LineInputEnd.Finished, client.InputEnd);
        Assert.Equal(LineCloseKind.PeerClosed, (await client.CloseAsync().WaitAsync(Peers.Limit)).Kind);
        Assert.Equal(LineCloseKind.ClosedHere, (await closing.WaitAsync(Peers.Limit)).Kind);
    }

    [Theory]
    [InlineData("STARTTLS\r\nEVIL\r\n")]
    [InlineData("STARTTLS\r\nEV")]
    [InlineData("STARTTLS\r\n\r\n")]
    public async Task What_follows_in_the_clear_is_refused_at_the_server(string sent)
    {
        var (near, far) = MemoryTransport.CreatePair();
        var server = new LineConnection(near);
        await Peers.SendAsync(far, sent);

        var failure = await Assert.ThrowsAsync<TlsHandshakeException>(() => ServerBeginsAsync(server).WaitAsync(Peers.Limit));

        Assert.Equal(TlsFailure.PlaintextFollowed, failure.Failure);
        var reason = await server.Completion.WaitAsync(Peers.Limit);
        Assert.Equal((LineCloseKind.TlsFailed, failure), (reason.Kind, reason.Exception));
        Assert.False(await server.WaitToReadAsync());
        Assert.Equal(LineStatus.End, server.TryRead(out _));
    }

    [Fact]
    public async Task What_follows_in_the_clear_is_refused_at_the_client()
    {
        var (near, far) = MemoryTransport.CreatePair();
        var client = new LineConnection(far);
        await Peers.SendAsync(near, "go\r\n250 you are the administrator\r\n");
        Assert.Equal("go", await ReadLineAsync(client));

        var failure = await Assert.ThrowsAsync<TlsHandshakeException>(() => client.StartTlsAsync(TlsPair.Client).WaitAsync(Peers.Limit));

        Assert.Equal(TlsFailure.PlaintextFollowed, failure.Failure);
    }

    [Fact]
    public async Task What_comes_in_the_clear_later_fails_the_handshake()
    {
        var (near, far) = MemoryTransport.CreatePair();
        var server = new LineConnection(near);
        await Peers.SendAsync(far, "STARTTLS\r\n");
        var begin = ServerBeginsAsync(server);
        await Peers.SendAsync(far, "EVIL\r\n");

        var failure = await Assert.ThrowsAsync<TlsHandshakeException>(() => begin.WaitAsync(Peers.Limit));

        Assert.Equal(TlsFailure.Refused, failure.Failure);
        Assert.False(await server.WaitToReadAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100_000)]
    public async Task However_the_bytes_are_cut_the_lines_before_and_after_are_the_same(int most)
    {
        var (near, far) = MemoryTransport.CreatePair(cut: _ => most);
        var options = new LineConnectionOptions { Delimiters = Delimiters.AnyNewline };   // CR ends a line before LF has come
        var server = new LineConnection(near, options);
        var client = new LineConnection(far, options);

        await ClientBeginsAsync(client, ServerBeginsAsync(server));
        await client.WriteLineAsync("one"u8.ToArray());
        await client.WriteLineAsync("two"u8.ToArray());
        await client.CompleteAsync();

        Assert.Equal(["one", "two"], await Peers.ReadLinesAsync(server).WaitAsync(Peers.Limit));
        server.Abort();
    }

    [Fact]
    public async Task What_is_written_before_goes_in_the_clear_and_what_is_written_meanwhile_does_not()
    {
        var (near, far) = MemoryTransport.CreatePair();
        var server = new LineConnection(near);
        Assert.True(server.TryWrite("go\r\n"u8));
        var begin = server.StartTlsAsync(TlsPair.Server);
        Assert.True(server.TryWrite("secret\r\n"u8));
        server.Flush();

        var clear = new byte[100];
        var count = await far.ReceiveAsync(clear, CancellationToken.None);
        var client = await TlsTransport.ConnectAsync(far, TlsPair.Client).WaitAsync(Peers.Limit);
        await begin.WaitAsync(Peers.Limit);
        var closing = server.CloseAsync();

        Assert.Equal("go\r\n", Encoding.ASCII.GetString(clear, 0, count));
        Assert.Equal("secret\r\n", await Peers.ReadToEndAsync(client));
        await client.EndSendingAsync();
        await closing.WaitAsync(Peers.Limit);
    }

    [Fact]
    public async Task What_is_written_while_the_rest_still_leaves_in_the_clear_is_kept_back()
    {
        var (near, far) = MemoryTransport.CreatePair(capacityBytes: 2);
        var server = new LineConnection(near);
        server.TryWrite("go "u8);
        server.Flush();               // in flight: "go", and the blank waits for room
        server.TryWrite("on\r\n"u8);
        var begin = server.StartTlsAsync(TlsPair.Server);
        server.TryWrite("secret\r\n"u8);
        server.Flush();

        var clear = new StringBuilder();
        while (clear.Length < 7)
        {
            var piece = new byte[1];
            await far.ReceiveAsync(piece, CancellationToken.None);
            clear.Append((char)piece[0]);
        }

        var client = await TlsTransport.ConnectAsync(far, TlsPair.Client).WaitAsync(Peers.Limit);
        var read = Peers.ReadToEndAsync(client);
        await begin.WaitAsync(Peers.Limit);
        server.Close();

        Assert.Equal("go on\r\n", clear.ToString());
        Assert.Equal("secret\r\n", await read);
        server.Abort();
    }

    [Fact]
    public async Task It_cannot_begin_twice_nor_beside_a_reader()
    {
        var (near, far) = MemoryTransport.CreatePair();
        var server = new LineConnection(near);
        var client = new LineConnection(far);
        await ClientBeginsAsync(client, ServerBeginsAsync(server));
        var waiting = new LineConnection(MemoryTransport.CreatePair().Near);
        var read = waiting.WaitToReadAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => server.StartTlsAsync(TlsPair.Server));
        await Assert.ThrowsAsync<InvalidOperationException>(() => waiting.StartTlsAsync(TlsPair.Server));

        Assert.True(await client.WriteLineAsync("on"u8.ToArray()));
        Assert.Equal("on", await ReadLineAsync(server));
        Assert.False(read.IsCompleted);
    }

    [Fact]
    public async Task Closing_meanwhile_waits_for_TLS_and_then_closes_in_good_order()
    {
        var (near, far) = MemoryTransport.CreatePair();
        var server = new LineConnection(near);
        var begin = server.StartTlsAsync(TlsPair.Server);
        server.TryWrite("bye\r\n"u8);
        var closing = server.CloseAsync();
        Assert.False(closing.IsCompleted);

        var client = await TlsTransport.ConnectAsync(far, TlsPair.Client).WaitAsync(Peers.Limit);
        await begin.WaitAsync(Peers.Limit);

        Assert.Equal("bye\r\n", await Peers.ReadToEndAsync(client));
        Assert.False(client.InputTruncated);
        await client.EndSendingAsync();
        Assert.Equal(LineCloseKind.ClosedHere, (await closing.WaitAsync(Peers.Limit)).Kind);
    }

    [Fact]
    public async Task It_cannot_begin_once_either_side_has_ended()
    {
        var (near, far) = MemoryTransport.CreatePair();
        var server = new LineConnection(near);
        await far.EndSendingAsync();
        Assert.False(await server.WaitToReadAsync());
        var complete = new LineConnection(MemoryTransport.CreatePair().Near);
        await complete.CompleteAsync();

        foreach (var connection in new[] { server, complete })
        {
            var failure = await Assert.ThrowsAsync<TlsHandshakeException>(() => connection.StartTlsAsync(TlsPair.Server));
            Assert.Equal(TlsFailure.Lost, failure.Failure);
        }

        Assert.True(server.TryWrite("it goes on in the clear"u8));
    }

    [Fact]
    public async Task Aborting_meanwhile_ends_it()
    {
        var server = new LineConnection(MemoryTransport.CreatePair().Near);
        var begin = server.StartTlsAsync(TlsPair.Server);

        server.Abort();

        var failure = await Assert.ThrowsAsync<TlsHandshakeException>(() => begin.WaitAsync(Peers.Limit));
        Assert.Equal(TlsFailure.Lost, failure.Failure);
        Assert.Equal(LineCloseKind.ClosedHere, (await server.Completion).Kind);
    }

    [Fact]
    public async Task A_peer_that_does_not_begin_is_dropped_after_the_bound()
    {
        var clock = new ManualTime();
        var server = new LineConnection(MemoryTransport.CreatePair().Near, new() { TimeProvider = clock });
        var begin = server.StartTlsAsync(TlsPair.Server);

        clock.Advance(TlsPair.Server.HandshakeTimeout);

        var failure = await Assert.ThrowsAsync<TlsHandshakeException>(() => begin.WaitAsync(Peers.Limit));
        Assert.Equal(TlsFailure.TimedOut, failure.Failure);
        Assert.Equal(LineCloseKind.TlsFailed, (await server.Completion.WaitAsync(Peers.Limit)).Kind);
    }

    [Fact]
    public async Task A_protocol_of_callbacks_can_begin_it_too()
    {
        var (near, far) = MemoryTransport.CreatePair();
        var server = new LineConnection(near);
        var run = LineProtocol.RunAsync(server, new UpgradingEcho());
        var client = new LineConnection(far);

        await ClientBeginsAsync(client, Task.CompletedTask);
        Assert.Equal("welcome", await ReadLineAsync(client));
        await client.WriteLineAsync("x"u8.ToArray());
        Assert.Equal("x", await ReadLineAsync(client));
        await client.CloseAsync().WaitAsync(Peers.Limit);

        Assert.Equal(LineCloseKind.PeerClosed, (await run.WaitAsync(Peers.Limit)).Kind);
    }

    [Fact]
    public async Task A_protocol_of_callbacks_is_told_that_it_failed()
    {
        var (near, far) = MemoryTransport.CreatePair();
        var run = LineProtocol.RunAsync(new LineConnection(near), new UpgradingEcho());
        await Peers.SendAsync(far, "STARTTLS\r\nEVIL\r\n");

        Assert.Equal(LineCloseKind.TlsFailed, (await run.WaitAsync(Peers.Limit)).Kind);
    }

    private static async Task ServerBeginsAsync(LineConnection server)
    {
        Assert.Equal("STARTTLS", await ReadLineAsync(server));
        Assert.True(server.TryWrite("go\r\n"u8));
        await server.StartTlsAsync(TlsPair.Server);
    }

    private static async Task ClientBeginsAsync(LineConnection client, Task server)
    {
        Assert.True(await client.WriteLineAsync("STARTTLS"u8.ToArray()));
        Assert.Equal("go", await ReadLineAsync(client));
        await Task.WhenAll(server, client.StartTlsAsync(TlsPair.Client)).WaitAsync(Peers.Limit);
    }

    private static async Task<string> ReadLineAsync(LineConnection connection)
    {
        while (await connection.WaitToReadAsync().AsTask().WaitAsync(Peers.Limit))
        {
            if (connection.TryRead(out var line) == LineStatus.Line)
            {
                return Encoding.ASCII.GetString(line.Span);
            }
        }

        throw new EndOfStreamException($"It ended: {connection.InputEnd}.");
    }

    private sealed class UpgradingEcho : LineProtocol
    {
        private LineConnection _connection = null!;

        public override void Connected(LineConnection connection) => _connection = connection;

        public override void LineReceived(ReadOnlySpan<byte> line)
        {
            if (line.SequenceEqual("STARTTLS"u8))
            {
                _connection.TryWrite("go\r\n"u8);
                StartTls(TlsPair.Server);
            }
            else
            {
                _connection.TryWrite(line, "\r\n"u8);
            }
        }

        public override void TlsStarted() => _connection.TryWrite("welcome\r\n"u8);
    }
}
