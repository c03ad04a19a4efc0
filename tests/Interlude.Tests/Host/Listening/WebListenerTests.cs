using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Interlude.Lines;
using Interlude.Tests.Lines;

namespace Interlude.Tests.Host.Listening;

public class WebListenerTests
{
    private const string Text = "text.ircv3.net";
    private const string Binary = "binary.ircv3.net";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(new[] { Text }, Text, WebSocketMessageType.Text)]
    [InlineData(new[] { Binary }, Binary, WebSocketMessageType.Binary)]
    [InlineData(new[] { Text, Binary }, Text, WebSocketMessageType.Text)]
    [InlineData(new[] { Binary, Text }, Binary, WebSocketMessageType.Binary)]
    [InlineData(new[] { "chat.example", Binary }, Binary, WebSocketMessageType.Binary)]
    [InlineData(new string[0], null, WebSocketMessageType.Text)]
    public async Task The_order_of_the_client_decides_how_lines_go(string[] offers, string? chosen, WebSocketMessageType kind)
    {
        await using var listeners = await EchoingListeners.StartAsync(("listen", "ws://localhost:0"));
        using var client = await ConnectAsync(listeners.Uri(), offers);

        Assert.Equal(chosen, client.SubProtocol);
        await SendAsync(client, WebSocketMessageType.Text, "PING :ä");
        await SendAsync(client, WebSocketMessageType.Binary, "PING :b");   // of the other kind: a line too
        Assert.Equal((kind, "irc PING :ä"), await ReceiveAsync(client));
        Assert.Equal((kind, "irc PING :b"), await ReceiveAsync(client));
    }

    [Fact]
    public async Task A_client_that_offers_only_what_is_not_known_gets_none_and_may_go_on()
    {
        await using var listeners = await EchoingListeners.StartAsync(("listen", "ws://localhost:0"));
        using var handler = new HttpClient();
        using var request = Upgrade(listeners.Uri());
        request.Headers.Add("Sec-WebSocket-Protocol", "chat.example");

        using var response = await handler.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).WaitAsync(Limit);

        Assert.Equal(HttpStatusCode.SwitchingProtocols, response.StatusCode);
        Assert.False(response.Headers.Contains("Sec-WebSocket-Protocol"));
    }

    [Theory]
    [InlineData("a\r\n", "irc a")]
    [InlineData("a\n", "irc a")]
    [InlineData("a\r\n\r\n", "irc a")]
    [InlineData("a\r\nQUIT", "irc a QUIT")]
    [InlineData("a\n\n\r\nQUIT\r", "irc a QUIT")]
    [InlineData("\r\na", "irc a")]
    [InlineData("", "irc ")]
    [InlineData("\r\n", "irc ")]
    public async Task A_message_is_one_line_whatever_is_in_it(string message, string answer)
    {
        await using var listeners = await EchoingListeners.StartAsync(("listen", "ws://localhost:0"));
        using var client = await ConnectAsync(listeners.Uri(), Text);

        await SendAsync(client, WebSocketMessageType.Text, message);
        await SendAsync(client, WebSocketMessageType.Text, "next");

        Assert.Equal(answer, (await ReceiveAsync(client)).Text);
        Assert.Equal("irc next", (await ReceiveAsync(client)).Text);
    }

    [Fact]
    public async Task A_message_in_fragments_is_one_line_though_a_break_falls_between_them()
    {
        await using var listeners = await EchoingListeners.StartAsync(("listen", "ws://localhost:0"));
        using var client = await ConnectAsync(listeners.Uri(), Text);

        foreach (var (part, isLast) in new[] { ("a", false), ("b\r", false), ("\nc", false), ("\n", true), ("d", true) })
        {
            await client.SendAsync(Encoding.UTF8.GetBytes(part), WebSocketMessageType.Text, isLast, CancellationToken.None);
        }

        Assert.Equal("irc ab c", (await ReceiveAsync(client)).Text);
        Assert.Equal("irc d", (await ReceiveAsync(client)).Text);
    }

    [Fact]
    public async Task The_longest_line_of_IRC_is_taken_and_a_longer_message_is_told_and_skipped()
    {
        await using var listeners = await EchoingListeners.StartAsync(("listen", "ws://localhost:0"));
        using var client = await ConnectAsync(listeners.Uri(), Text);

        await SendAsync(client, WebSocketMessageType.Text, new string('x', 4606));
        await SendAsync(client, WebSocketMessageType.Text, new string('x', 4607));
        await SendAsync(client, WebSocketMessageType.Text, new string('x', 3_000_000));
        await SendAsync(client, WebSocketMessageType.Text, "after");

        Assert.Equal("irc " + new string('x', 4606), (await ReceiveAsync(client)).Text);
        Assert.Equal("too long", (await ReceiveAsync(client)).Text);
        Assert.Equal("too long", (await ReceiveAsync(client)).Text);
        Assert.Equal("irc after", (await ReceiveAsync(client)).Text);
    }

    [Theory]
    [InlineData(WebSocketMessageType.Text)]
    [InlineData(WebSocketMessageType.Binary)]
    public async Task Bytes_that_are_no_UTF_8_are_a_line_in_either_kind_and_are_replaced_where_they_go_out_as_text(WebSocketMessageType sent)
    {
        await using var listeners = await EchoingListeners.StartAsync(("listen", "ws://localhost:0"));
        byte[] line = [(byte)'a', 0xFF, 0, (byte)'b'];

        using var binary = await ConnectAsync(listeners.Uri(), Binary);
        await binary.SendAsync(line, sent, true, CancellationToken.None);
        using var text = await ConnectAsync(listeners.Uri(), Text);
        await text.SendAsync(line, sent, true, CancellationToken.None);

        var (_, bytes) = await ReceiveBytesAsync(binary);
        Assert.Equal([.. "irc "u8, .. line], bytes);
        Assert.Equal("irc a\uFFFD\0b", (await ReceiveAsync(text)).Text);
        await SendAsync(text, WebSocketMessageType.Text, "alive");
        Assert.Equal("irc alive", (await ReceiveAsync(text)).Text);
    }

    [Fact]
    public async Task A_close_of_either_side_is_answered_and_what_is_owed_comes_first()
    {
        await using var listeners = await EchoingListeners.StartAsync(("listen", "ws://localhost:0"));
        using var leaving = await ConnectAsync(listeners.Uri(), Text);
        await SendAsync(leaving, WebSocketMessageType.Text, "bye");
        await leaving.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        Assert.Equal("irc bye", (await ReceiveAsync(leaving)).Text);
        Assert.Equal(WebSocketMessageType.Close, (await ReceiveAsync(leaving)).Kind);
        Assert.Equal(WebSocketCloseStatus.NormalClosure, leaving.CloseStatus);

        using var sent = await ConnectAsync(listeners.Uri(), Text);
        await SendAsync(sent, WebSocketMessageType.Text, "close");
        Assert.Equal("last words", (await ReceiveAsync(sent)).Text);
        Assert.Equal(WebSocketMessageType.Close, (await ReceiveAsync(sent)).Kind);
    }

    [Fact]
    public async Task A_close_with_a_code_is_answered_with_it()
    {
        await using var listeners = await EchoingListeners.StartAsync(("listen", "ws://localhost:0"));
        using var leaving = await ConnectAsync(listeners.Uri(), Text);

        await leaving.CloseAsync(WebSocketCloseStatus.EndpointUnavailable, "bye", CancellationToken.None).WaitAsync(Limit);

        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, leaving.CloseStatus);
    }

    [Fact]
    public async Task A_ping_between_fragments_is_answered_with_a_pong()
    {
        await using var listeners = await EchoingListeners.StartAsync(("listen", "ws://localhost:0"));
        using var client = await RawWebSocket.ConnectAsync(listeners.Port());

        await client.SendAsync(WebSocketFramesTests.Masked(0x01, "a"u8));
        await client.SendAsync(WebSocketFramesTests.Masked(0x89, "well?"u8));
        Assert.Equal("8A0577656C6C3F", await client.ReceiveAsync(7));
        await client.SendAsync(WebSocketFramesTests.Masked(0x80, "b"u8));

        Assert.Equal("8106697263206162", await client.ReceiveAsync(8));
    }

    [Fact]
    public async Task Whoever_breaks_the_rules_is_told_1002_after_what_is_owed_though_still_sending()
    {
        await using var listeners = await EchoingListeners.StartAsync(("listen", "ws://localhost:0"));
        using var client = await RawWebSocket.ConnectAsync(listeners.Port());

        byte[] unmasked = [0x81, 1, (byte)'b'];
        await client.SendAsync([.. WebSocketFramesTests.Masked(0x81, "a"u8), .. unmasked, .. new byte[10_000]]);

        Assert.Equal("8105" + "6972632061" + "880203EA", await client.ReceiveAsync(11));
        for (var i = 0; i < 10; i++)
        {
            await client.SendAsync(new byte[100_000]);   // which a connection that is closed already would answer with a reset
        }

        client.EndSending();
        Assert.Equal("", await client.ReceiveToEndAsync());
    }

    [Fact]
    public async Task Who_pings_and_never_reads_has_to_wait_and_can_be_dropped()
    {
        await using var listeners = await EchoingListeners.StartAsync(("listen", "ws://localhost:0"));
        using var client = await RawWebSocket.ConnectAsync(listeners.Port());
        var connection = await listeners.Accepted.Reader.ReadAsync().AsTask().WaitAsync(Limit);
        var pings = Enumerable.Repeat(WebSocketFramesTests.Masked(0x89, new byte[125]), 500).SelectMany(ping => ping).ToArray();
        var rounds = 0;
        while (client.TrySend(pings))
        {
            Assert.InRange(++rounds, 1, 100_000);
        }

        connection.Abort();

        Assert.True(client.WaitForReset());
    }

    [Fact]
    public async Task An_end_without_a_close_frame_is_a_loss()
    {
        await using var listeners = await EchoingListeners.StartAsync(("listen", "ws://localhost:0"));
        using var client = await RawWebSocket.ConnectAsync(listeners.Port());
        var connection = await listeners.Accepted.Reader.ReadAsync().AsTask().WaitAsync(Limit);

        client.EndSending();

        Assert.Equal(LineCloseKind.Reset, (await connection.Completion.WaitAsync(Limit)).Kind);
    }

    [Theory]
    [InlineData("", "101 Switching Protocols", "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")]   // RFC 6455, 1.3
    [InlineData("Upgrade: websocket>Upgrade: h2c, WebSocket", "101 Switching Protocols", "Upgrade: websocket")]
    [InlineData("Connection: Upgrade>Connection: keep-alive, upgrade", "101 Switching Protocols", "Connection: Upgrade")]
    [InlineData("Upgrade: websocket>Upgrade: h2c", "426 Upgrade Required", "Upgrade: websocket")]
    [InlineData("Connection: Upgrade>Connection: close", "426 Upgrade Required", "Upgrade: websocket")]
    [InlineData("GET>POST", "426 Upgrade Required", "Upgrade: websocket")]
    [InlineData("Version: 13>Version: 8", "426 Upgrade Required", "Sec-WebSocket-Version: 13")]
    [InlineData("Sec-WebSocket-Version: 13>X: y", "426 Upgrade Required", "Sec-WebSocket-Version: 13")]
    [InlineData("Sec-WebSocket-Key>X", "400 Bad Request", "")]
    [InlineData("dGhlIHNhbXBsZSBub25jZQ==>dGhlIHNhbXBsZSBub25jZ===", "400 Bad Request", "")]
    [InlineData("dGhlIHNhbXBsZSBub25jZQ==>dGhlIHNhbXBsZSBub25jZTEy", "400 Bad Request", "")]
    public async Task The_handshake_is_held_to_its_rules(string change, string status, string header)
    {
        await using var listeners = await EchoingListeners.StartAsync(("listen", "ws://localhost:0"));

        var answer = await RawWebSocket.ShakeHandsAsync(listeners.Port(), change);

        Assert.StartsWith($"HTTP/1.1 {status}\r\n", answer);
        Assert.Contains(header, answer);
        Assert.DoesNotContain("Sec-WebSocket-Extensions", answer);
    }

    [Theory]
    [InlineData("*", "https://anywhere.example", true)]
    [InlineData("https://chat.example.org,http://localhost:3000", "http://localhost:3000", true)]
    [InlineData("https://chat.example.org", "HTTPS://CHAT.example.org", true)]
    [InlineData("https://chat.example.org", null, true)]
    [InlineData("https://chat.example.org", "https://chat.example.org.evil.example", false)]
    [InlineData("https://chat.example.org", "http://chat.example.org", false)]
    [InlineData("https://chat.example.org", "null", false)]
    [InlineData("", "https://chat.example.org", false)]
    public async Task A_page_of_another_origin_is_refused_and_no_origin_is_fine(string allowed, string? origin, bool mayConnect)
    {
        await using var listeners = await EchoingListeners.StartAsync(("listen", "ws://localhost:0"), ("web.allowedOrigins", allowed));
        using var client = new ClientWebSocket();
        client.Options.CollectHttpResponseDetails = true;
        if (origin is not null)
        {
            client.Options.SetRequestHeader("Origin", origin);
        }

        var connecting = client.ConnectAsync(listeners.Uri(), CancellationToken.None).WaitAsync(Limit);

        if (mayConnect)
        {
            await connecting;
        }
        else
        {
            await Assert.ThrowsAsync<WebSocketException>(() => connecting);
            Assert.Equal(HttpStatusCode.Forbidden, client.HttpStatusCode);
        }
    }

    [Fact]
    public async Task Whoever_asks_for_a_page_is_told_what_is_here()
    {
        await using var listeners = await EchoingListeners.StartAsync(("listen", "ws://localhost:0"));
        using var client = new HttpClient();
        var page = new UriBuilder(listeners.Uri()) { Scheme = "http" }.Uri;

        using var root = await client.GetAsync(page).WaitAsync(Limit);
        using var other = await client.GetAsync(new Uri(page, "chat")).WaitAsync(Limit);

        Assert.Equal(HttpStatusCode.UpgradeRequired, root.StatusCode);
        Assert.Contains("websocket", root.Headers.Upgrade.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("chat server", await root.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
    }

    [Fact]
    public async Task Under_TLS_the_certificate_is_that_of_the_configuration_in_force()
    {
        using var folder = new TemporaryFolder();
        var first = Certificates.SelfSigned("first.test");
        var second = Certificates.SelfSigned("second.test");
        var settings = new[] { ("listen.0", "wss://localhost:0"), ("listen.1", "ircs://localhost:0"), ("tls.certificate", first.WriteTo(folder, "a.pem")) };
        await using var listeners = await EchoingListeners.StartAsync(settings);

        var (before, shown) = await ConnectSecurelyAsync(listeners.Uri());
        Assert.Equal("CN=first.test", shown);
        listeners.Configuration = listeners.Configuration with { Certificate = second.Context() };
        var (after, shownNow) = await ConnectSecurelyAsync(listeners.Uri());
        Assert.Equal("CN=second.test", shownNow);

        foreach (var client in new[] { before, after })   // the first lives on
        {
            await SendAsync(client, WebSocketMessageType.Text, "here");
            Assert.Equal("irc here", (await ReceiveAsync(client)).Text);
            client.Dispose();
        }
    }

    [Fact]
    public async Task A_reset_ends_the_connection_and_the_listener_goes_on()
    {
        await using var listeners = await EchoingListeners.StartAsync(("listen", "ws://localhost:0"));
        var rude = await ConnectAsync(listeners.Uri(), Text);
        rude.Abort();

        using var polite = await ConnectAsync(listeners.Uri(), Text);
        await SendAsync(polite, WebSocketMessageType.Text, "here");

        Assert.Equal("irc here", (await ReceiveAsync(polite)).Text);
    }

    [Fact]
    public async Task A_peer_that_does_not_read_is_let_go_at_once_when_it_is_dropped()
    {
        await using var listeners = await EchoingListeners.StartAsync(("listen", "ws://localhost:0"));
        using var deaf = new TcpClient { ReceiveBufferSize = 2048 };
        await deaf.ConnectAsync("127.0.0.1", listeners.Port());
        await deaf.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"));
        var connection = await listeners.Accepted.Reader.ReadAsync().AsTask().WaitAsync(Limit);
        var line = Encoding.ASCII.GetBytes(new string('x', 500) + "\r\n");
        while (connection.TryWrite(line))
        {
            connection.Flush();   // until the kernel, Kestrel and the outbox have no room
        }

        connection.Abort();

        // A reset reaches it though it has read nothing.
        Assert.True(SpinWait.SpinUntil(() => deaf.Client.Poll(0, SelectMode.SelectError), Limit));
    }

    private static async Task<ClientWebSocket> ConnectAsync(Uri uri, params string[] offers)
    {
        var client = new ClientWebSocket();
        foreach (var offer in offers)
        {
            client.Options.AddSubProtocol(offer);
        }

        await client.ConnectAsync(uri, CancellationToken.None).WaitAsync(Limit);
        return client;
    }

    private static async Task<(ClientWebSocket Client, string? Shown)> ConnectSecurelyAsync(Uri uri)
    {
        string? shown = null;
        var client = new ClientWebSocket();
        client.Options.AddSubProtocol(Text);
        client.Options.RemoteCertificateValidationCallback = (_, certificate, _, _) =>
        {
            shown = certificate?.Subject;
            return certificate is not null;
        };
        await client.ConnectAsync(uri, CancellationToken.None).WaitAsync(Limit);
        return (client, shown);
    }

    private static HttpRequestMessage Upgrade(Uri uri)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(uri) { Scheme = "http" }.Uri);
        request.Headers.Connection.Add("Upgrade");
        request.Headers.Upgrade.ParseAdd("websocket");
        request.Headers.Add("Sec-WebSocket-Version", "13");
        request.Headers.Add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        return request;
    }

    private static Task SendAsync(ClientWebSocket client, WebSocketMessageType kind, string text) =>
        client.SendAsync(Encoding.UTF8.GetBytes(text), kind, endOfMessage: true, CancellationToken.None).WaitAsync(Limit);

    private static async Task<(WebSocketMessageType Kind, string Text)> ReceiveAsync(ClientWebSocket client)
    {
        var (kind, bytes) = await ReceiveBytesAsync(client);
        return (kind, Encoding.UTF8.GetString(bytes));
    }

    private static async Task<(WebSocketMessageType Kind, byte[] Bytes)> ReceiveBytesAsync(ClientWebSocket client)
    {
        var bytes = new byte[16 * 1024];
        var count = 0;
        WebSocketReceiveResult result;
        do
        {
            result = await client.ReceiveAsync(new ArraySegment<byte>(bytes, count, bytes.Length - count), CancellationToken.None).WaitAsync(Limit);
            count += result.Count;
        }
        while (!result.EndOfMessage);

        return (result.MessageType, bytes[..count]);
    }
}
