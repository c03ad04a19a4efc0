namespace Interlude.Tests.EndToEnd.Clients;

/// <summary>irssi in a terminal of tmux, typed into and looked at as a person would.</summary>
internal sealed class Irssi : IrcProgram
{
    private readonly TemporaryFolder _home = new();
    private readonly string _tmux = Requires.Program("tmux");
    private readonly string _socket;

    private Irssi() => _socket = Path.Combine(_home.Path, "tmux");

    public override Shown Shows => new(
        "ana> good day", "ana is now known as anna", "mode/#dev [+o cyd] by anna", "changed the topic of #dev to: ship it",
        "cyd was kicked from #dev by anna [too loud]");

    public static async Task<IrcProgram> StartAsync(int port)
    {
        var irssi = Requires.Program("irssi");
        var client = new Irssi();
        await client.TmuxAsync(
            "-f", "/dev/null", "new-session", "-d", "-x", "160", "-y", "50", "--",
            irssi, $"--home={client._home.Path}", "-c", "127.0.0.1", "-p", $"{port}", "-n", Nick);
        await client.WaitForAsync("displayed host");
        await client.SayAsync("/join #dev");
        await client.WaitForAsync("Irssi: #dev: Total of");   // all its questions after the JOIN are answered
        return client;
    }

    public override async Task SayAsync(string line)
    {
        await TmuxAsync("send-keys", "-l", line);
        await WaitForAsync(line);   // what is typed is there before Enter is
        await TmuxAsync("send-keys", "Enter");
    }

    protected override Task<string> LookAsync() => TmuxAsync("capture-pane", "-p", "-J");

    public override async ValueTask DisposeAsync()
    {
        await TmuxAsync("kill-server");
        _home.Dispose();
    }

    private async Task<string> TmuxAsync(params string[] arguments)
    {
        var (status, output) = await OutsideProgram.RunAsync(
            _home.Path, TimeSpan.FromSeconds(60),
            new Dictionary<string, string?> { ["TERM"] = "xterm", ["LANG"] = "C.UTF-8" }, _tmux, ["-S", _socket, .. arguments]);
        Assert.True(status == 0, $"tmux {string.Join(' ', arguments)}: {output}");
        return output;
    }
}
