using Interlude.Tests.EndToEnd.Clients;

namespace Interlude.Tests.EndToEnd;

/// <summary>Real IRC clients and somebody on netcat in one channel, over real sockets.</summary>
public class IrcProgramsTests
{
    private const string Password = "correct-horse-battery";

    [Fact]
    public Task Irssi_talks_with_netcat() => TalkAsync(Irssi.StartAsync);

    [Fact]
    public Task WeeChat_talks_with_netcat() => TalkAsync(WeeChat.StartAsync);

    [Fact]
    public Task Python_irc_talks_with_netcat() => TalkAsync(ScriptedClient.StartPythonAsync);

    [Fact]
    public Task Irc_framework_talks_with_netcat() => TalkAsync(ScriptedClient.StartFrameworkAsync);

    [Fact]
    public Task Irssi_logs_in_with_its_password() => LogInAsync(port => Irssi.StartAsync(port, Password));

    [Fact]
    public Task WeeChat_logs_in_without_telling_its_password() => LogInAsync(port => WeeChat.StartAsync(port, Password));

    // The nick is its account's, so whoever has it has logged in.
    private static async Task LogInAsync(Func<int, Task<IrcProgram>> start)
    {
        await using var serve = ChildProcess.Interlude(
            "serve", "--listen", "irc://127.0.0.1:0", "--listen", "plain://127.0.0.1:0", "--set", "accounts.rounds=4096");
        var (irc, plain) = await serve.ReadPortsAsync();
        await using var ana = ChildProcess.Start(Requires.Program("ncat"), "127.0.0.1", $"{plain}");
        await ana.WriteAsync($"{IrcProgram.Nick}\n/register {Password}\n/nick ana\n/logout\n/join #dev\n/ping there\n");
        await ana.ReadUntilAsync("* Pong: there");

        await using var cyd = await start(irc);
        await ana.ReadUntilAsync($"* {IrcProgram.Nick} has joined #dev.");
        await cyd.SayAsync("hello, and it is me");
        await ana.ReadUntilAsync($"<{IrcProgram.Nick}> hello, and it is me");
    }

    private static async Task TalkAsync(Func<int, Task<IrcProgram>> start)
    {
        await using var serve = ChildProcess.Interlude("serve", "--listen", "irc://127.0.0.1:0", "--listen", "plain://127.0.0.1:0");
        var (irc, plain) = await serve.ReadPortsAsync();
        await using var ana = ChildProcess.Start(Requires.Program("ncat"), "127.0.0.1", $"{plain}");
        await ana.WriteAsync("ana\n/join #dev\n/ping there\n");
        await ana.ReadUntilAsync("* Pong: there");

        await using var cyd = await start(irc);
        await ana.ReadUntilAsync("* cyd has joined #dev.");

        await cyd.SayAsync("hello from afar");
        await ana.ReadUntilAsync("<cyd> hello from afar");
        await ana.WriteAsync("good day\n");
        await cyd.WaitForAsync(cyd.Shows.Said);
        await ana.WriteAsync("/nick anna\n");
        await cyd.WaitForAsync(cyd.Shows.Renamed);
        await ana.WriteAsync("/topic ship it\n");
        await cyd.WaitForAsync(cyd.Shows.Topic);
        await ana.WriteAsync("/op cyd\n");
        await cyd.WaitForAsync(cyd.Shows.Mode);
        await ana.WriteAsync("/kick cyd too loud\n");
        await cyd.WaitForAsync(cyd.Shows.Kicked);
    }
}
