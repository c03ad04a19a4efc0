using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.RegularExpressions;
using Interlude.Tests.Lines;

namespace Interlude.Tests.EndToEnd;

/// <summary>The program with all kinds of listeners, and its end with a WebSocket open.</summary>
public class ServeWebTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    // See ServeStopTests.
    private static readonly TimeSpan Undelayed = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task It_listens_everywhere_and_an_idle_WebSocket_is_told_of_the_end_and_does_not_delay_it()
    {
        using var folder = new TemporaryFolder();
        var certificate = Certificates.SelfSigned("localhost").WriteTo(folder, "both.pem");
        await using var serve = ChildProcess.Interlude(
            "serve", "--set", $"tls.certificate={certificate}", "--listen", "plain://localhost:0", "--listen", "wss://localhost:0",
            "--listen", "irc://localhost:0", "--listen", "ircs://localhost:0", "--listen", "ws://localhost:0");
        var line = await serve.ReadLineAsync();
        var places = Regex.Match(
            line!, "^Interlude listens on plain://localhost:[0-9]+, wss://localhost:[0-9]+, irc://localhost:[0-9]+, ircs://localhost:[0-9]+, ws://localhost:([0-9]+)$");
        Assert.True(places.Success, line);
        using var client = new ClientWebSocket();
        client.Options.AddSubProtocol("text.ircv3.net");
        await client.ConnectAsync(new Uri($"ws://127.0.0.1:{places.Groups[1].Value}/"), CancellationToken.None).WaitAsync(Limit);

        var begin = Stopwatch.GetTimestamp();
        serve.Terminate();
        var (code, error) = await serve.WaitForExitAsync();

        Assert.InRange(Stopwatch.GetElapsedTime(begin), TimeSpan.Zero, Undelayed);
        Assert.Equal((0, ""), (code, error));
        var bytes = new byte[4096];
        WebSocketReceiveResult received;
        do
        {
            received = await client.ReceiveAsync(bytes, CancellationToken.None).WaitAsync(Limit);
        }
        while (received.MessageType != WebSocketMessageType.Close);

        Assert.Equal(WebSocketCloseStatus.NormalClosure, received.CloseStatus);
    }

    [Fact]
    public async Task Somebody_on_a_WebSocket_talks_with_netcat()
    {
        await using var serve = ChildProcess.Interlude("serve", "--listen", "ws://localhost:0", "--listen", "plain://localhost:0");
        var (web, plain) = await serve.ReadPortsAsync();
        await using var ana = ChildProcess.Start(Requires.Program("ncat"), "127.0.0.1", $"{plain}");
        await ana.WriteAsync("ana\n/join #dev\n/ping there\n");
        await ana.ReadUntilAsync("* Pong: there");

        using var cyd = await ConnectAsync(web, "NICK cyd", "USER cyd 0 * :Cyd", "JOIN #dev");
        await ana.ReadUntilAsync("* cyd has joined #dev.");
        await ReadUntilAsync(cyd, " 366 cyd #dev :");

        await SendAsync(cyd, "PRIVMSG #dev :hello from a page");
        await ana.ReadUntilAsync("<cyd> hello from a page");
        await ana.WriteAsync("good day\n/topic ship it\n/nick anna\n/msg cyd psst\n");
        Assert.Matches("^:ana![^ ]+ PRIVMSG #dev :good day$", await ReadUntilAsync(cyd, " PRIVMSG "));
        Assert.EndsWith(" TOPIC #dev :ship it", await ReadUntilAsync(cyd, " TOPIC "), StringComparison.Ordinal);
        Assert.EndsWith(" NICK :anna", await ReadUntilAsync(cyd, " NICK "), StringComparison.Ordinal);
        Assert.Matches("^:anna![^ ]+ PRIVMSG cyd :psst$", await ReadUntilAsync(cyd, " PRIVMSG "));
        await SendAsync(cyd, "QUIT :done");
        await ana.ReadUntilAsync("* cyd has left the chat: done");
    }

    /// <summary>A message has no CR LF to count: 510 bytes are a line. https://ircv3.net/specs/extensions/websocket</summary>
    [Fact]
    public async Task On_a_WebSocket_too_a_line_that_is_too_long_or_cannot_be_relayed_gets_417()
    {
        await using var serve = ChildProcess.Interlude("serve", "--listen", "ws://localhost:0");
        var port = await serve.ReadPortAsync();
        using var ana = await ConnectAsync(port, "NICK ana", "USER ana 0 * :Ana", "JOIN #dev");
        using var bob = await ConnectAsync(port, "NICK bob", "USER bob 0 * :Bob", "JOIN #dev");
        await ReadUntilAsync(bob, " 366 bob #dev :");

        foreach (var text in (string[])[new('x', 511 - "PRIVMSG #dev :".Length), new('y', 510 - "PRIVMSG #dev :".Length)])
        {
            await SendAsync(ana, $"PRIVMSG #dev :{text}");
            Assert.EndsWith(" 417 ana :Input line was too long", await ReadUntilAsync(ana, " 417 "), StringComparison.Ordinal);
        }

        var unknown = "NOVERB :" + new string('z', 510 - "NOVERB :".Length);   // as long as a line may be
        await SendAsync(ana, unknown);
        Assert.EndsWith(" 421 ana NOVERB :Unknown command", await ReadUntilAsync(ana, " 421 "), StringComparison.Ordinal);
        await SendAsync(ana, "PRIVMSG #dev :short");
        Assert.EndsWith(" PRIVMSG #dev :short", await ReadUntilAsync(bob, " PRIVMSG "), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(WebSocketMessageType.Text)]
    [InlineData(WebSocketMessageType.Binary)]
    public async Task A_message_that_is_not_UTF_8_is_answered_with_FAIL_and_its_label_and_the_connection_lives(WebSocketMessageType kind)
    {
        await using var serve = ChildProcess.Interlude("serve", "--listen", "ws://localhost:0");
        var port = Regex.Match((await serve.ReadLineAsync())!, "[0-9]+$").Value;
        using var client = new ClientWebSocket();
        client.Options.AddSubProtocol("text.ircv3.net");
        await client.ConnectAsync(new Uri($"ws://127.0.0.1:{port}/"), CancellationToken.None).WaitAsync(Limit);
        foreach (var line in new[] { "CAP REQ :labeled-response batch", "CAP END", "NICK ana", "USER ana 0 * :Ana" })
        {
            await client.SendAsync(Encoding.UTF8.GetBytes(line), kind, true, CancellationToken.None);
        }

        byte[] bad = [.. "@label=l1 PRIVMSG ana :caf"u8, 0xE9];
        await client.SendAsync(bad, kind, true, CancellationToken.None);
        await client.SendAsync("PING alive"u8.ToArray(), kind, true, CancellationToken.None);

        var seen = new List<string>();
        var bytes = new byte[8192];
        do
        {
            var received = await client.ReceiveAsync(bytes, CancellationToken.None).WaitAsync(Limit);
            Assert.Equal(WebSocketMessageType.Text, received.MessageType);
            seen.Add(Encoding.UTF8.GetString(bytes.AsSpan(0, received.Count)));
        }
        while (!seen[^1].Contains(" PONG ", StringComparison.Ordinal));

        Assert.Contains(seen, line => Regex.IsMatch(line, "^@label=l1 :[^ ]+ FAIL PRIVMSG INVALID_UTF8 :"));
    }

    /// <summary>docs/ACCOUNTS.md: browsers break off when a WebSocket's listener asks them for a certificate, so it does not.</summary>
    [Fact]
    public async Task A_WebSocket_over_TLS_asks_for_no_client_certificate()
    {
        using var folder = new TemporaryFolder();
        using var server = Certificates.SelfSigned("localhost");
        using var mine = Certificates.SelfSigned("ana");
        await using var serve = ChildProcess.Interlude(
            "serve", "--set", $"tls.certificate={server.WriteTo(folder, "server.pem")}", "--listen", "wss://localhost:0");
        using var client = new ClientWebSocket();
        client.Options.AddSubProtocol("text.ircv3.net");
        client.Options.ClientCertificates.Add(mine);
        client.Options.RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == server.Thumbprint;
        await client.ConnectAsync(new Uri($"wss://127.0.0.1:{await serve.ReadPortAsync()}/"), CancellationToken.None).WaitAsync(Limit);

        foreach (var line in (string[])["CAP REQ :sasl", "AUTHENTICATE EXTERNAL", "AUTHENTICATE +"])
        {
            await SendAsync(client, line);
        }

        Assert.EndsWith(
            " 904 * :SASL authentication failed: you have shown no client certificate",
            await ReadUntilAsync(client, " 904 "),
            StringComparison.Ordinal);
    }

    private static async Task<ClientWebSocket> ConnectAsync(int port, params string[] lines)
    {
        var client = new ClientWebSocket();
        client.Options.AddSubProtocol("text.ircv3.net");
        await client.ConnectAsync(new Uri($"ws://127.0.0.1:{port}/"), CancellationToken.None).WaitAsync(Limit);
        foreach (var line in lines)
        {
            await SendAsync(client, line);
        }

        return client;
    }

    private static Task SendAsync(ClientWebSocket client, string line) =>
        client.SendAsync(Encoding.UTF8.GetBytes(line), WebSocketMessageType.Text, true, CancellationToken.None).WaitAsync(Limit);

    // Every message is one line.
    private static async Task<string> ReadUntilAsync(ClientWebSocket client, string part)
    {
        var bytes = new byte[8192];
        while (true)
        {
            var received = await client.ReceiveAsync(bytes, CancellationToken.None).WaitAsync(Limit);
            var line = Encoding.UTF8.GetString(bytes.AsSpan(0, received.Count));
            if (line.Contains(part, StringComparison.Ordinal))
            {
                return line;
            }
        }
    }
}
