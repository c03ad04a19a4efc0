using System.Diagnostics;
using System.Globalization;

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

    public static Task<IrcProgram> StartAsync(int port) => StartAsync(port, password: null);

    /// <summary>With a password it logs in to the account cyd, by SASL PLAIN.</summary>
    public static async Task<IrcProgram> StartAsync(int port, string? password)
    {
        var irssi = Requires.Program("irssi");
        var client = new Irssi();
        string[] where = ["-c", "127.0.0.1", "-p", $"{port}"];
        if (password is not null)
        {
            where = ["-c", "dev"];
            await File.WriteAllTextAsync(Path.Combine(client._home.Path, "config"), $$"""
                servers = ( { address = "127.0.0.1"; port = "{{port}}"; chatnet = "dev"; autoconnect = "no"; } );
                chatnets = { dev = { type = "IRC"; sasl_mechanism = "PLAIN"; sasl_username = "{{Nick}}"; sasl_password = "{{password}}"; }; };
                """);
        }

        await client.TmuxAsync([
            "-f", "/dev/null", "new-session", "-d", "-x", "160", "-y", "50", "--",
            irssi, .. (string[])[$"--home={client._home.Path}", .. where, "-n", Nick]]);
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
        var pid = int.Parse(await TmuxAsync("list-panes", "-F", "#{pane_pid}"), CultureInfo.InvariantCulture);
        using var irssi = Process.GetProcessById(pid);
        await TmuxAsync("kill-server");
        await irssi.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));   // it keeps its settings when it ends
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
