using System.Net.Sockets;
using System.Text;
using Interlude.Client.Destinations;
using Interlude.Client.Opening;
using Interlude.Client.Proxies;
using Interlude.Lines;
using Interlude.Tests.Lines;

namespace Interlude.Tests.Client.Opening;

public class OpenServerTests
{
    private static readonly LineEndPoint AnyPort = new LineEndPoint.Tcp("localhost", 0);
    private static readonly LineEndPoint.Tcp Elsewhere = new("chat.invalid", 6667);
    private static readonly OpenOptions Trusting = new() { Tls = TlsPair.Client };

    [Fact]
    public async Task A_server_answers()
    {
        await using var server = EchoServer.Start(AnyPort);
        await using var connection = await OpenAsync(new Destination.Server(server.EndPoint, IsTls: false));

        Assert.Equal("hi", await EchoServer.AskAsync(connection, "hi"));
        Assert.IsType<SocketTransport>(connection.Transport);
    }

    [Fact]
    public async Task A_server_answers_under_TLS()
    {
        await using var server = EchoServer.Start(AnyPort, TlsPair.Server);
        await using var connection = await OpenAsync(new Destination.Server(server.EndPoint, IsTls: true), Trusting);

        Assert.Equal("hi", await EchoServer.AskAsync(connection, "hi"));
        Assert.Equal("server.test", Assert.IsType<TlsTransport>(connection.Transport).ServerName);
    }

    [Fact]
    public async Task The_name_is_that_of_the_host_unless_given()
    {
        await using var server = EchoServer.Start(AnyPort, TlsPair.Server);
        var destination = new Destination.Server(server.EndPoint, IsTls: true);

        var failure = await Assert.ThrowsAsync<TlsHandshakeException>(() =>
            OpenAsync(destination, Trusting with { Tls = TlsPair.Client with { ServerName = null } }));

        Assert.Equal(TlsFailure.Untrusted, failure.Failure);
        Assert.StartsWith("The certificate of localhost is not trusted: it is for another name", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_Unix_socket_answers(bool tls)
    {
        using var folder = new TemporaryFolder();
        var endPoint = new LineEndPoint.Unix(Path.Combine(folder.Path, "s"));
        await using var server = EchoServer.Start(endPoint, tls ? TlsPair.Server : null);
        await using var connection = await OpenAsync(new Destination.Server(endPoint, tls), Trusting);

        Assert.Equal("hi", await EchoServer.AskAsync(connection, "hi"));
    }

    [Fact]
    public async Task A_refused_connection_says_what_was_tried()
    {
        int port;
        await using (var server = EchoServer.Start(new LineEndPoint.Tcp("127.0.0.1", 0)))
        {
            port = ((LineEndPoint.Tcp)server.EndPoint).Port;
        }

        var failure = await Assert.ThrowsAsync<LineConnectException>(() =>
            OpenAsync(new Destination.Server(new LineEndPoint.Tcp("127.0.0.1", port), IsTls: false)));

        Assert.Equal(SocketError.ConnectionRefused, failure.SocketErrorCode);
        Assert.Equal($"Connection refused (127.0.0.1:{port})", failure.Message);
    }

    [Fact]
    public async Task A_proxy_is_asked_for_the_name_and_TLS_begins_with_the_target()
    {
        var head = "";
        await using var proxy = new ScriptedServer(async transport =>
        {
            head = await ScriptedServer.ReadUntilAsync(transport, "\r\n\r\n");
            await Peers.SendAsync(transport, "HTTP/1.1 200 Connection established\r\n\r\n");
            var secured = await TlsTransport.AcceptAsync(transport, TlsPair.Server);
            Assert.Equal("server.test", secured.ServerName);
            await ScriptedServer.EchoAsync(secured);
        });
        await using (var connection = await OpenAsync(new Destination.Server(new LineEndPoint.Tcp("server.test", 6697), IsTls: true), new OpenOptions
        {
            Tls = TlsPair.Client with { ServerName = null },
            Proxy = new HttpProxy(proxy.EndPoint, "ann", "pw"),
        }))
        {
            Assert.Equal("hi", await EchoServer.AskAsync(connection, "hi"));
        }

        await proxy.Ended;
        Assert.Equal("CONNECT server.test:6697 HTTP/1.1\r\nHost: server.test:6697\r\nProxy-Authorization: Basic "
            + $"{Convert.ToBase64String(Encoding.ASCII.GetBytes("ann:pw"))}\r\n\r\n", head);
    }

    [Fact]
    public async Task A_proxy_that_refuses_is_left()
    {
        await using var proxy = new ScriptedServer(async transport =>
        {
            await ScriptedServer.ReadUntilAsync(transport, "\r\n\r\n");
            await Peers.SendAsync(transport, "HTTP/1.1 403 Forbidden\r\n\r\n");
            await ScriptedServer.UntilEndAsync(transport);
        });

        var failure = await Assert.ThrowsAsync<ProxyException>(() => OpenAsync(
            new Destination.Server(Elsewhere, IsTls: false), new OpenOptions { Proxy = new HttpProxy(proxy.EndPoint, null, null) }));

        Assert.Equal($"the proxy {proxy.EndPoint} does not connect to chat.invalid:6667: 403 Forbidden", failure.Message);
        await proxy.Ended;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_proxy_that_is_silent_is_left_when_time_is_up(bool givenUp)
    {
        var time = new ManualTime();
        using var stop = new CancellationTokenSource();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var proxy = new ScriptedServer(async transport =>
        {
            await ScriptedServer.ReadUntilAsync(transport, "\r\n\r\n");
            asked.SetResult();
            await ScriptedServer.UntilEndAsync(transport);
        });
        var opening = Opener.OpenAsync(new Destination.Server(Elsewhere, IsTls: false), new OpenOptions
        {
            Client = new() { ConnectTimeout = TimeSpan.FromSeconds(7), Connection = new() { TimeProvider = time } },
            Proxy = new HttpProxy(proxy.EndPoint, null, null),
        }, stop.Token);
        await asked.Task.WaitAsync(Peers.Limit);

        if (givenUp)
        {
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening.WaitAsync(Peers.Limit));
        }
        else
        {
            time.Advance(TimeSpan.FromSeconds(7));
            var late = await Assert.ThrowsAsync<SocketException>(() => opening.WaitAsync(Peers.Limit));
            Assert.Equal(SocketError.TimedOut, late.SocketErrorCode);
            Assert.Equal($"the proxy {proxy.EndPoint} did not connect to chat.invalid:6667 within 7 s", late.Message);
        }

        await proxy.Ended;
    }

    [Theory]
    [InlineData("tls", 7, 10)]
    [InlineData("tls", 10, 7)]
    [InlineData("ws", 7, 10)]
    public async Task A_server_that_is_silent_is_left_when_time_is_up(string scheme, int connectSeconds, int handshakeSeconds)
    {
        var time = new ManualTime();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new ScriptedServer(async transport =>
        {
            await transport.WaitToReceiveAsync(CancellationToken.None);
            asked.SetResult();
            await ScriptedServer.UntilEndAsync(transport);
        });
        Assert.True(Destination.TryParse($"{scheme}://{server.EndPoint}", out var destination, out _));
        var opening = Opener.OpenAsync(destination, new OpenOptions
        {
            Client = new() { ConnectTimeout = TimeSpan.FromSeconds(connectSeconds), Connection = new() { TimeProvider = time } },
            Tls = new() { HandshakeTimeout = TimeSpan.FromSeconds(handshakeSeconds) },
        }, CancellationToken.None);
        await asked.Task.WaitAsync(Peers.Limit);

        time.Advance(TimeSpan.FromSeconds(7));
        var late = await Assert.ThrowsAnyAsync<Exception>(() => opening.WaitAsync(Peers.Limit));

        if (connectSeconds > handshakeSeconds)
        {
            Assert.Equal(TlsFailure.TimedOut, Assert.IsType<TlsHandshakeException>(late).Failure);
        }
        else
        {
            Assert.Equal(SocketError.TimedOut, Assert.IsType<SocketException>(late).SocketErrorCode);
            Assert.Equal(scheme == "ws" ? $"{destination} did not become a WebSocket within 7 s" : $"TLS did not begin with {server.EndPoint} within 7 s", late.Message);
        }

        await server.Ended;
    }

    [Fact]
    public async Task The_family_that_is_asked_for_is_that_of_the_way_to_the_proxy()
    {
        var failure = await Assert.ThrowsAsync<LineConnectException>(() => OpenAsync(
            new Destination.Server(Elsewhere with { Families = AddressFamilies.IPv6 }, IsTls: false),
            new OpenOptions { Proxy = new Socks5Proxy(new LineEndPoint.Tcp("127.0.0.1", 9), null, null) }));

        Assert.Equal("127.0.0.1 has no address of the family asked for", failure.Message);
    }

    private static Task<LineConnection> OpenAsync(Destination destination, OpenOptions? options = null) =>
        Opener.OpenAsync(destination, options ?? new OpenOptions(), CancellationToken.None).WaitAsync(Peers.Limit);
}
