using System.Collections;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Interlude.Host.Configuring;
using Interlude.Host.Listening;
using Interlude.Lines;
using Interlude.Tests.Lines;

namespace Interlude.Tests.Host.Listening;

public class ListenersTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Each_place_has_its_dialect_and_its_longest_line()
    {
        await using var listeners = await EchoingListeners.StartAsync(("listen", "plain://localhost:0,irc://localhost:0"));

        foreach (var (place, dialect, longest) in new[] { (0, "plain", 4096), (1, "irc", 4606) })
        {
            await using var client = await LineClient.ConnectAsync(new LineEndPoint.Tcp("127.0.0.1", listeners.Port(place)));
            await client.WriteLineAsync(Bytes(new string('x', longest)));
            await client.WriteLineAsync(Bytes(new string('x', longest + 1)));
            await client.WriteLineAsync(Bytes("after"));

            Assert.Equal($"{dialect} {new string('x', longest)}", await ReadAsync(client));
            Assert.Equal("too long", await ReadAsync(client));
            Assert.Equal($"{dialect} after", await ReadAsync(client));
        }
    }

    [Fact]
    public async Task Telnet_is_spoken_at_plain_places_only()
    {
        await using var listeners = await EchoingListeners.StartAsync(("listen", "plain://localhost:0,irc://localhost:0"));
        byte[] doubled = [0xFF, 0xFF, .. "\r\n"u8];   // to telnet, one 0xFF

        foreach (var (place, answer) in new (int, byte[])[] { (0, [.. "plain "u8, 0xFF]), (1, [.. "irc "u8, 0xFF, 0xFF]) })
        {
            await using var client = await LineClient.ConnectAsync(new LineEndPoint.Tcp("127.0.0.1", listeners.Port(place)));
            client.TryWrite(doubled);
            client.Flush();
            Assert.Equal(answer, (await client.ReadLineAsync().AsTask().WaitAsync(Limit))!.Value.ToArray());
        }
    }

    [Fact]
    public async Task A_Unix_socket_speaks_IRC_too()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "irc");
        await using var listeners = await EchoingListeners.StartAsync(("listen", $"irc+unix://{path}"));
        await using var client = await LineClient.ConnectAsync(new LineEndPoint.Unix(path));

        await client.WriteLineAsync(Bytes("hello"));

        Assert.Equal("irc hello", await ReadAsync(client));
    }

    [Fact]
    public async Task TLS_is_spoken_from_1_2_on_with_the_certificate_of_the_configuration()
    {
        using var folder = new TemporaryFolder();
        var file = Certificates.SelfSigned("localhost").WriteTo(folder, "both.pem");
        await using var listeners = await EchoingListeners.StartAsync(("listen", "ircs://localhost:0"), ("tls.certificate", file));

        foreach (var version in new[] { SslProtocols.Tls12, SslProtocols.Tls13 })
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync("127.0.0.1", listeners.Port());
            await using var tls = new SslStream(socket.GetStream(), false, (_, certificate, _, _) => certificate!.Subject == "CN=localhost");
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost", EnabledSslProtocols = version }).WaitAsync(Limit);
            await tls.WriteAsync("secret\r\n"u8.ToArray());
            using var reader = new StreamReader(tls);
            Assert.Equal("irc secret", await reader.ReadLineAsync().WaitAsync(Limit));
        }
    }

    [Theory]
    [InlineData("irc")]
    [InlineData("ws")]
    public async Task If_one_place_is_taken_none_is_opened(string scheme)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "irc");
        await using var first = await EchoingListeners.StartAsync(("listen", "irc://localhost:0"));
        var configuration = new ConfigurationReader(
            null, new Hashtable(), [("listen", $"irc+unix://{path},ws://localhost:0,{scheme}://localhost:{first.Port()}")]).Read().Configuration!;

        var failure = await Assert.ThrowsAsync<PlaceException>(() => Listeners.OpenAsync(() => configuration, TextWriter.Null));

        Assert.Equal($"{scheme}://localhost:{first.Port()}", failure.Place.ToString());
        Assert.False(File.Exists(path));
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static async Task<string> ReadAsync(LineConnection client) =>
        Encoding.UTF8.GetString((await client.ReadLineAsync().AsTask().WaitAsync(Limit))!.Value.Span);
}
