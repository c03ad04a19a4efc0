using System.Net.WebSockets;
using System.Text;
using Interlude.Lines;
using Interlude.Tests.Client.Opening;
using Interlude.Tests.Client.Web;
using Interlude.Tests.EndToEnd.Clients;
using Interlude.Tests.Lines;

namespace Interlude.Tests.EndToEnd;

/// <summary>The ways on which <c>interlude connect</c> reaches somebody.</summary>
public sealed class ConnectWaysTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_Unix_socket()
    {
        var path = Path.Combine(_folder.Path, "socket");
        await using var server = EchoServer.Start(new LineEndPoint.Unix(path));

        await SaysAndHearsAsync("hello\n", "hello\n", $"unix://{path}");
    }

    [Fact]
    public async Task A_program()
    {
        await SaysAndHearsAsync("one\ntwo\n", "eno\nowt\n", "--exec", "rev");

        await using var connect = ChildProcess.Interlude("connect", "--exec", "cat; exit 4");
        connect.EndInput();
        Assert.Equal((6, "interlude connect: cat; exit 4 ended with status 4.\n"), await connect.WaitForExitAsync());
    }

    [Fact]
    public async Task A_web_socket()
    {
        await using var server = await WebServer.StartAsync(EchoAsync);

        await SaysAndHearsAsync("hello\nthere\n", "hello\nthere\n", $"{server.Uri}", "--header", "X-Key: 7", "--linger", "0.1");
        Assert.Equal("7", server.RequestHeaders["X-Key"]);

        static async Task EchoAsync(WebSocket socket)
        {
            while (await WebServer.ReceiveAsync(socket) is { } message)
            {
                await socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
            }

            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }
    }

    [Fact]
    public async Task A_web_socket_under_TLS_is_not_one_without()
    {
        await using var server = await WebServer.StartAsync(_ => Task.CompletedTask, isTls: true);
        await using var connect = ChildProcess.Interlude("connect", $"ws://127.0.0.1:{server.Port}");

        var (code, error) = await connect.WaitForExitAsync();
        Assert.Equal(3, code);
        Assert.Contains("perhaps it speaks the other of ws:// and wss://.\n", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task By_way_of_a_proxy_that_knows_the_name()
    {
        await using var proxy = new ScriptedServer(async transport =>
        {
            Assert.StartsWith("CONNECT only-the-proxy-knows.test:7000 HTTP/1.1\r\n", await ScriptedServer.ReadUntilAsync(transport, "\r\n\r\n"), StringComparison.Ordinal);
            await transport.SendAsync("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray());
            await ScriptedServer.EchoAsync(transport);
        });

        await SaysAndHearsAsync("hello\n", "hello\n", "only-the-proxy-knows.test", "7000", "--proxy", $"http://{proxy.EndPoint}");
        await proxy.Ended;
    }

    [Fact]
    public async Task By_STARTTLS()
    {
        await using var server = LineServers.Start(async connection =>
        {
            await connection.ReadLineAsync();
            await connection.WriteLineAsync(":irc.test 670 * :STARTTLS successful"u8.ToArray());
            await connection.StartTlsAsync(new TlsServerOptions(TlsPair.Certificate.Context()));
            await foreach (var line in connection.ReadLinesAsync())
            {
                await connection.WriteLineAsync(line);
            }
        });

        await using var connect = ChildProcess.Interlude("connect", "127.0.0.1", server.Port(), "--starttls", "irc", "--insecure", "--tls-info", "--linger", "0.1");
        await connect.WriteAsync("hello\n");
        Assert.Equal("hello", await connect.ReadLineAsync());
        connect.EndInput();
        var (code, error) = await connect.WaitForExitAsync();
        Assert.Equal(0, code);
        Assert.Contains("version: TLS 1.3\n", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_telnet_server()
    {
        await using var server = new ScriptedServer(async transport =>
        {
            await transport.SendAsync((byte[])[255, 251, 1, 255, 253, 31, .. "welcome\r\n"u8]);   // WILL ECHO, DO NAWS
            var answer = await ScriptedServer.ReadUntilAsync(transport, "\n");
            Assert.Equal("\u00ff\u00fe\u0001\u00ff\u00fc\u001fa\u00ff\u00ffb\r\n", answer);   // DONT, WONT, and 255 sent twice
        });
        await using var connect = ChildProcess.Interlude("connect", "127.0.0.1", $"{server.EndPoint.Port}", "--telnet");

        Assert.Equal("welcome", await connect.ReadLineAsync());
        await connect.WriteAsync("a\u00ffb\n");
        await server.Ended;
    }

    private static async Task SaysAndHearsAsync(string says, string hears, params string[] arguments)
    {
        await using var connect = ChildProcess.Interlude(["connect", .. arguments]);
        await connect.WriteAsync(says);
        connect.EndInput();
        var heard = await connect.ReadToEndAsync();
        Assert.Equal((0, ""), await connect.WaitForExitAsync());
        Assert.Equal(hears, heard);
    }
}
