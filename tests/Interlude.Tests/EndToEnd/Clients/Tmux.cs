using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Interlude.Tests.EndToEnd.Clients;

/// <summary>A terminal of tmux with a shell in it, typed into and looked at as a person would.</summary>
internal sealed class Tmux : IAsyncDisposable
{
    /// <summary>What the shell writes when it waits for a command.</summary>
    public const string Prompt = "$";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    // What is drawn gives no sign: one has to look again.
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    private readonly TemporaryFolder _home = new();
    private readonly string _program = Requires.Program("tmux");

    private Tmux()
    {
    }

    /// <summary>A place for files, and the home of the shell.</summary>
    public string Home => _home.Path;

    public static async Task<Tmux> StartAsync(int columns, int rows)
    {
        var tmux = new Tmux();
        await tmux.RunAsync("-f", "/dev/null", "new-session", "-d", "-x", $"{columns}", "-y", $"{rows}", "--", Requires.Program("bash"), "--norc", "--noprofile");
        return tmux;
    }

    /// <summary>Types text as it is.</summary>
    public Task TypeAsync(string text) => RunAsync("send-keys", "-l", text);

    /// <summary>Presses keys by their names.</summary>
    public Task PressAsync(params string[] keys) => RunAsync(["send-keys", .. keys]);

    /// <summary>Pastes text in one piece.</summary>
    public async Task PasteAsync(string text)
    {
        await RunAsync("set-buffer", text);
        await RunAsync("paste-buffer", "-p");
    }

    public Task ResizeAsync(int columns, int rows) => RunAsync("resize-window", "-x", $"{columns}", "-y", $"{rows}");

    /// <summary>Waits until the rows at the foot of what is on the screen are these, and nothing but empty ones below.</summary>
    public Task WaitForFootAsync(params string[] rows) =>
        WaitAsync(seen => seen.TrimEnd().Split('\n').TakeLast(rows.Length).Select(row => row.TrimEnd()).SequenceEqual(rows), string.Join('\n', rows));

    /// <summary>Waits until one of the rows is this.</summary>
    public Task WaitForRowAsync(string row) => WaitAsync(seen => seen.Split('\n').Contains(row), row);

    /// <summary>Waits until one of the rows matches.</summary>
    public Task WaitForAsync([StringSyntax(StringSyntaxAttribute.Regex)] string pattern) =>
        WaitAsync(seen => seen.Split('\n').Any(row => Regex.IsMatch(row.TrimEnd(), pattern)), pattern);

    public async ValueTask DisposeAsync()
    {
        var pid = int.Parse(await RunAsync("list-panes", "-F", "#{pane_pid}"), CultureInfo.InvariantCulture);
        using var shell = Process.GetProcessById(pid);
        await RunAsync("kill-server");
        await shell.WaitForExitAsync().WaitAsync(Limit);   // it keeps its own history in its home when it ends
        _home.Dispose();
    }

    private async Task WaitAsync(Predicate<string> isThere, string what)
    {
        var begin = Stopwatch.GetTimestamp();
        string seen;
        while (!isThere(seen = await RunAsync("capture-pane", "-p")))
        {
            Assert.True(Stopwatch.GetElapsedTime(begin) < Limit, $"It has not shown \"{what}\" but:\n{seen}");
            await Task.Delay(Glance, TimeProvider.System);
        }
    }

    private async Task<string> RunAsync(params string[] arguments)
    {
        var (status, output) = await OutsideProgram.RunAsync(
            _home.Path,
            Limit,
            new Dictionary<string, string?> { ["TERM"] = "xterm", ["LANG"] = "C.UTF-8", ["HOME"] = _home.Path, ["XDG_STATE_HOME"] = null, ["PS1"] = Prompt + " " },
            _program,
            ["-S", Path.Combine(_home.Path, "tmux"), .. arguments]);
        Assert.True(status == 0, $"tmux {string.Join(' ', arguments)}: {output}");
        return output;
    }
}
