using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Interlude.Tests.Support;

/// <summary>A process that a test starts and talks to in bytes (Latin-1, so that every byte is a character). Disposing ends
/// exactly this process.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    public const int SigInt = 2;
    public const int SigKill = 9;
    public const int SigTerm = 15;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Lazy<Task<string>> _error;

    private ChildProcess(string program, IEnumerable<string> arguments, bool keepsNothing = false)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.Latin1,
            StandardInputEncoding = Encoding.Latin1,
        };
        if (keepsNothing)
        {
            start.Environment["INTERLUDE_DATA__DURABILITY"] = "none";
        }

        _process = Process.Start(start)!;
        _process.StandardInput.AutoFlush = true;
        _error = new(_process.StandardError.ReadToEndAsync);
    }

    public static ChildProcess Start(string program, params string[] arguments) => new(program, arguments);

    /// <summary>Starts the program under test, as it lies beside the tests. A server keeps nothing, unless it is told where.</summary>
    public static ChildProcess Interlude(params string[] arguments) => new(
        "dotnet",
        ["exec", Path.Combine(AppContext.BaseDirectory, "interlude.dll"), .. arguments],
        keepsNothing: arguments.Contains("serve") && !arguments.Contains("--data"));

    /// <summary>The same for a server on this data directory, whose files can be limited without ending it (<c>RLIMIT_FSIZE</c>).</summary>
    /// <param name="data">The directory.</param>
    /// <param name="within">What the command line begins with, to start it in surroundings of its own; empty for none.</param>
    /// <param name="arguments">More arguments.</param>
    public static ChildProcess LimitedServe(string data, string[] within, params string[] arguments) => new(
        Requires.Program("bash"),
        ["-c", "trap '' XFSZ; exec \"$@\"", "bash", .. within, "dotnet", "exec", Path.Combine(AppContext.BaseDirectory, "interlude.dll"), "serve", "--data", data, .. arguments]);

    /// <summary>The number by which the system knows it.</summary>
    public int Id => _process.Id;

    /// <summary>Starts a script of <c>EndToEnd/Peers</c>, or skips the test.</summary>
    public static ChildProcess Python(string script, params string[] arguments) =>
        new(Requires.Program("python3"), ["-u", Path.Combine(AppContext.BaseDirectory, "EndToEnd", "Peers", script), .. arguments]);

    public Task<string?> ReadLineAsync() => _process.StandardOutput.ReadLineAsync().WaitAsync(Limit);

    /// <summary>The next line of standard error, for a test that cannot wait for the end.</summary>
    public Task<string?> ReadErrorLineAsync() => _process.StandardError.ReadLineAsync().WaitAsync(Limit);

    /// <summary>The port at the end of the line with which a server says that it is ready.</summary>
    public async Task<int> ReadPortAsync()
    {
        if (await ReadLineAsync() is { } line)
        {
            return int.Parse(line[(line.LastIndexOf(':') + 1)..], System.Globalization.CultureInfo.InvariantCulture);
        }

        throw new InvalidOperationException($"It ended without listening: {await _error.Value}");
    }

    /// <summary>The ports at the ends of the two places with which a server says that it is ready.</summary>
    public async Task<(int First, int Second)> ReadPortsAsync()
    {
        var ports = (await ReadLineAsync() ?? throw new InvalidOperationException($"It ended without listening: {await _error.Value}"))
            .Split(", ")
            .Select(place => int.Parse(place[(place.LastIndexOf(':') + 1)..], System.Globalization.CultureInfo.InvariantCulture))
            .ToArray();
        return (ports[0], ports[1]);
    }

    /// <summary>The first line to come that is, but for its line end, this one.</summary>
    public async Task ReadUntilAsync(string text)
    {
        while (await ReadLineAsync() is { } line)
        {
            if (line.TrimEnd('\r') == text)
            {
                return;
            }
        }

        throw new EndOfStreamException($"It ended before \"{text}\": {await _error.Value}");
    }

    public Task<string> ReadToEndAsync() => _process.StandardOutput.ReadToEndAsync().WaitAsync(Limit);

    public Task WriteAsync(string text) => _process.StandardInput.WriteAsync(text).WaitAsync(Limit);

    public void EndInput() => _process.StandardInput.Close();

    public void Terminate() => Signal(SigTerm);

    public void Signal(int signal) => Assert.Equal(0, Kill(_process.Id, signal));

    /// <summary>The same to one that it has started, so that both end.</summary>
    public static void Signal(int process, int signal) => Assert.Equal(0, Kill(process, signal));

    public async Task<(int ExitCode, string Error)> WaitForExitAsync()
    {
        var error = _error.Value;   // read meanwhile, so that a talkative process does not stall
        await _process.WaitForExitAsync().WaitAsync(Limit);
        return (_process.ExitCode, await error.WaitAsync(Limit));
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
