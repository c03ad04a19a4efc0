using System.Diagnostics;
using System.Net.WebSockets;
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
}
