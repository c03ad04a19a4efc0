using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Interlude.Tests.Documents;

/// <summary>
/// A shell in the repository's folder that is given one command after the other, as a reader would; `interlude` is the
/// program as built. Where the system allows it the shell has a network of its own, so that no port is taken there.
/// </summary>
internal sealed class Terminal : IAsyncDisposable
{
    // The longest command of a document builds the simulation twice, beside all other tests.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly MadeUpTree _outputs;
    private readonly Process _shell;
    private int _count;

    private Terminal(Process shell, MadeUpTree outputs) => (_shell, _outputs) = (shell, outputs);

    public static async Task<Terminal> OpenAsync(string folder)
    {
        var isolation = await FindIsolationAsync(folder);
        if (isolation.Length == 0)
        {
            RequireFreePort(8007);
            RequireFreePort(6667);
        }

        var start = new ProcessStartInfo("/usr/bin/env", [.. isolation, "bash", "-c", (isolation.Length == 0 ? "" : "ip link set lo up; ") + "exec bash"])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var program = Path.Combine(folder, "artifacts/bin/Interlude.Host/release");
        start.Environment["PATH"] = program + Path.PathSeparator + start.Environment["PATH"];
        var outputs = new MadeUpTree();
        start.Environment["XDG_DATA_HOME"] = outputs.Path;   // a server's data are nobody else's
        var shell = Process.Start(start) ?? throw new InvalidOperationException("No shell.");
        await shell.StandardInput.WriteLineAsync("set -m"); // each command a process group, to be ended as one
        return new Terminal(shell, outputs);
    }

    /// <summary>Runs one command; of one in the background, waits for what it is expected to print.</summary>
    public async Task RunAsync(ConsoleCommand command)
    {
        var file = Path.Combine(_outputs.Path, $"{++_count}");
        var text = command.IsInBackground ? command.Text[..^2] : command.Text;

        // A reader builds when running; here what is tested is what has been built.
        text = text.Replace("dotnet run -c Release", "dotnet run --no-build -c Release", StringComparison.Ordinal);
        await _shell.StandardInput.WriteLineAsync($"{{ {text}\n}} >'{file}' 2>&1 </dev/null {(command.IsInBackground ? "& jobs+=($!); echo 0" : "; echo $?")}");
        await _shell.StandardInput.FlushAsync();
        var status = await ReadAnswerAsync(command);

        if (command.IsInBackground)
        {
            var begin = Stopwatch.StartNew();
            while (!command.Matches(await ReadAsync(file)) && begin.Elapsed < Patience)
            {
                await Task.Delay(50);
            }
        }

        var output = await ReadAsync(file);
        Assert.True(command.Matches(output), $"$ {command.Text}\nis said to print\n{string.Join('\n', command.Expected)}\nbut printed\n{output}");
        Assert.True(status == "0", $"$ {command.Text}\nended with status {status} and\n{output}");
    }

    /// <summary>Ends what runs in the background, which must still be running then: a server that fell over is no server.</summary>
    public async Task CloseAsync()
    {
        await _shell.StandardInput.WriteLineAsync(
            """{ for job in "${jobs[@]}"; do kill -0 -- "-$job" || fell=yes; kill -TERM -- "-$job"; done; wait; } 2>/dev/null; echo "${fell:-closed}" """);
        await _shell.StandardInput.FlushAsync();
        var answer = await ReadAnswerAsync(null);
        Assert.True(answer == "closed", "A command in the background had ended by itself.");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_shell.HasExited)
        {
            _shell.Kill(entireProcessTree: true);
            await _shell.WaitForExitAsync();
        }

        _shell.Dispose();
        _outputs.Dispose();
    }

    private async Task<string?> ReadAnswerAsync(ConsoleCommand? command)
    {
        using var overtime = new CancellationTokenSource(Patience);
        try
        {
            return await _shell.StandardOutput.ReadLineAsync(overtime.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"Not done in {Patience.TotalSeconds} s: {command?.Text ?? "ending what runs in the background"}");
        }
    }

    private static async Task<string> ReadAsync(string file) => File.Exists(file) ? await File.ReadAllTextAsync(file) : "";

    private static async Task<string[]> FindIsolationAsync(string folder)
    {
        foreach (var way in new string[][] { ["unshare", "--net"], ["unshare", "--map-root-user", "--net"] })
        {
            var (status, _) = await OutsideProgram.RunAsync(folder, Patience, new Dictionary<string, string?>(), "/usr/bin/env", [.. way, "ip", "link", "set", "lo", "up"]);
            if (status == 0)
            {
                return way;
            }
        }

        return [];
    }

    private static void RequireFreePort(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
        }
        catch (SocketException)
        {
            Assert.Fail($"The documents' commands use port {port}, which another program has on this machine.");
        }
    }
}
