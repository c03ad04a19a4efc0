using System.Net.WebSockets;
using Interlude.Client.Destinations;
using Interlude.Client.Opening;
using Interlude.Client.Proxies;
using Interlude.Client.Web;
using Interlude.Lines;
using Interlude.Tests.Client.Opening;
using Interlude.Tests.Lines;

namespace Interlude.Tests.Client.Web;

public class OpenWebTests
{
    private static readonly OpenOptions Trusting = new() { Tls = TlsPair.Client };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_message_is_a_line(bool isTls)
    {
        await using var server = await WebServer.StartAsync(WebServer.EchoAsync, isTls);
        await using var connection = await OpenAsync(server.Uri, Trusting);

        Assert.Equal("hi", await EchoServer.AskAsync(connection, "hi"));
        Assert.Equal("", await EchoServer.AskAsync(connection, ""));
        Assert.Equal("grüße", await EchoServer.AskAsync(connection, "grüße"));
        Assert.Equal($"127.0.0.1:{server.Port}", server.RequestHeaders["Host"]);
        Assert.Equal(isTls, Assert.IsType<WebTransport>(connection.Transport).Inner is TlsTransport { ServerName: "server.test" });
    }

    [Fact]
    public async Task Our_goodbye_is_answered_and_replies_on_their_way_still_come()
    {
        await using var server = await WebServer.StartAsync(async socket =>
        {
            Assert.Equal("question", await WebServer.ReceiveAsync(socket));
            Assert.Null(await WebServer.ReceiveAsync(socket));
            Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
            await socket.SendAsync("answer"u8.ToArray(), WebSocketMessageType.Text, true, CancellationToken.None);
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        });
        var connection = await OpenAsync(server.Uri);

        await connection.WriteLineAsync("question"u8.ToArray());
        Assert.True(await connection.CompleteAsync().AsTask().WaitAsync(Peers.Limit));

        Assert.Equal(["answer"], await Peers.ReadLinesAsync(connection).WaitAsync(Peers.Limit));
        Assert.Equal(LineInputEnd.Finished, connection.InputEnd);
        Assert.Equal(LineCloseKind.PeerClosed, (await connection.CloseAsync().WaitAsync(Peers.Limit)).Kind);
        await server.Served;
    }

    [Fact]
    public async Task Subprotocols_and_headers_are_sent()
    {
        await using var server = await WebServer.StartAsync(WebServer.EchoAsync);
        await using var connection = await OpenAsync(server.Uri, new OpenOptions
        {
            Subprotocols = ["first", "second"],
            Headers = [new("Origin", "http://here.test"), new("Host", "there.test")],
            IsBinary = true,
        });

        Assert.Equal("hi", await EchoServer.AskAsync(connection, "hi"));
        Assert.Equal("second", Assert.IsType<WebTransport>(connection.Transport).Subprotocol);
        Assert.Equal("http://here.test", server.RequestHeaders["Origin"]);
        Assert.Equal("there.test", server.RequestHeaders["Host"]);
        Assert.Equal(["Connection", "Host", "Origin", "Sec-WebSocket-Key", "Sec-WebSocket-Protocol", "Sec-WebSocket-Version", "Upgrade"], server.RequestHeaders.Keys.Order());
    }

    [Fact]
    public async Task A_refusal_says_its_status()
    {
        await using var server = await WebServer.StartAsync(WebServer.EchoAsync, refuse: 403);

        var failure = await Assert.ThrowsAsync<OpenException>(() => OpenAsync(server.Uri));

        Assert.Equal($"{server.Uri} refuses to become a WebSocket: HTTP status 403", failure.Message);
    }

    [Fact]
    public async Task A_server_of_another_kind_is_told()
    {
        await using var server = new ScriptedServer(async transport =>
        {
            await ScriptedServer.ReadUntilAsync(transport, "\r\n\r\n");
            await Peers.SendAsync(transport, "220 mail.test ESMTP\r\n");
        });

        var failure = await Assert.ThrowsAsync<OpenException>(() => OpenAsync(new Uri($"ws://{server.EndPoint}/")));

        Assert.StartsWith($"ws://{server.EndPoint}/ does not become a WebSocket: ", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1008, "too fast", "the WebSocket was ended with status 1008: too fast")]
    [InlineData(1011, "a\u001b[2Jb", "the WebSocket was ended with status 1011: a^[[2Jb")]
    [InlineData(4000, null, "the WebSocket was ended with status 4000")]
    [InlineData(1000, "bye", null)]
    [InlineData(1001, "bye", null)]
    public async Task A_goodbye_for_trouble_is_a_loss_and_others_are_an_end(int status, string? reason, string? expected)
    {
        await using var server = await WebServer.StartAsync(async socket =>
        {
            await socket.SendAsync("last"u8.ToArray(), WebSocketMessageType.Text, true, CancellationToken.None);
            await socket.CloseOutputAsync((WebSocketCloseStatus)status, reason, CancellationToken.None);
            try
            {
                await WebServer.ReceiveAsync(socket);
            }
            catch (WebSocketException)
            {
                // It is reset where there was trouble.
            }
        });
        var connection = await OpenAsync(server.Uri);

        Assert.Equal(["last"], await Peers.ReadLinesAsync(connection).WaitAsync(Peers.Limit));
        var ended = await connection.CloseAsync().WaitAsync(Peers.Limit);

        Assert.Equal((expected is null ? LineCloseKind.PeerClosed : LineCloseKind.Reset, expected), (ended.Kind, ended.Exception?.Message));
        await server.Served;
    }

    [Fact]
    public async Task One_that_goes_without_a_goodbye_is_a_loss()
    {
        await using var server = await WebServer.StartAsync(async socket =>
        {
            await socket.SendAsync("last"u8.ToArray(), WebSocketMessageType.Text, true, CancellationToken.None);
        });
        var connection = await OpenAsync(server.Uri);

        Assert.Equal(["last"], await Peers.ReadLinesAsync(connection).WaitAsync(Peers.Limit));
        var ended = await connection.CloseAsync().WaitAsync(Peers.Limit);

        Assert.Equal(LineCloseKind.Reset, ended.Kind);
        Assert.StartsWith("the WebSocket is gone: ", ended.Exception!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_of_megabytes_are_read_in_pieces()
    {
        const int MessageBytes = 10_000_000;
        await using var server = await WebServer.StartAsync(async socket =>
        {
            await socket.SendAsync(new byte[MessageBytes], WebSocketMessageType.Binary, true, CancellationToken.None);
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        });
        await using var connection = await OpenAsync(server.Uri);
        long bytes = 0;
        while (await connection.WaitToReadAsync().AsTask().WaitAsync(Peers.Limit))
        {
            while (connection.TryReadRaw(int.MaxValue, out var raw) == LineStatus.Raw)
            {
                bytes += raw.Length;
                Assert.True(raw.Length <= connection.Options.ReceiveBytes);
            }
        }

        Assert.Equal(MessageBytes + "\r\n".Length, bytes);
    }

    [Fact]
    public async Task A_proxy_leads_to_it()
    {
        await using var server = await WebServer.StartAsync(WebServer.EchoAsync, isTls: true);
        await using var proxy = new ScriptedServer(async transport =>
        {
            Assert.StartsWith("CONNECT server.test:443 ", await ScriptedServer.ReadUntilAsync(transport, "\r\n\r\n"), StringComparison.Ordinal);
            await Peers.SendAsync(transport, "HTTP/1.1 200 OK\r\n\r\n");
            await using var onward = await LineClient.ConnectTransportAsync(new LineEndPoint.Tcp("127.0.0.1", server.Port));
            await Task.WhenAny(ScriptedServer.PassOnAsync(transport, onward), ScriptedServer.PassOnAsync(onward, transport));
        });
        await using var connection = await OpenAsync(new Uri("wss://server.test/chat?room=1"), new OpenOptions
        {
            Tls = TlsPair.Client with { ServerName = null },
            Proxy = new HttpProxy(proxy.EndPoint, null, null),
        });

        Assert.Equal("hi", await EchoServer.AskAsync(connection, "hi"));
        Assert.Equal("server.test", server.RequestHeaders["Host"]);
    }

    private static Task<LineConnection> OpenAsync(Uri uri, OpenOptions? options = null) =>
        Opener.OpenAsync(new Destination.Web(uri), options ?? new OpenOptions(), CancellationToken.None).WaitAsync(Peers.Limit);
}
