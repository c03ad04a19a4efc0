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
}
