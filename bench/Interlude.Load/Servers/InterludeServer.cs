using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Interlude.Load.Servers;

/// <summary><c>interlude serve</c> as it is published, with limits that a load does not meet.</summary>
internal static class InterludeServer
{
    private static readonly string[] s_limits =
    [
        "limits.connections=100000", "limits.outboxBytes=536870912", "limits.pingSeconds=600", "limits.registrationSeconds=600",
    ];

    /// <param name="durability">none, process-crash or power-loss.</param>
    /// <param name="history">Whether what is said is kept.</param>
    /// <param name="program">interlude.dll.</param>
    public static ServerKind Create(string durability, bool history, string program)
    {
        if (!File.Exists(program))
        {
            throw new LoadException($"{program} is not there: name another with --interlude.");
        }

        string[] settings = [.. s_limits, $"data.durability={durability}", $"history.keep={(history ? "true" : "false")}"];
        var name = "interlude" + (durability == "none" ? "" : $", {durability}") + (history ? ", history" : "");
        return new ServerKind(name, (port, folder) =>
        [
            "dotnet", "exec", program, "serve", "--listen", $"irc://127.0.0.1:{port}",
            .. durability == "none" ? [] : new[] { "--data", Path.Combine(folder, "data") },
            .. settings.SelectMany(setting => new[] { "--set", setting }),
        ])
        { IsOurs = true };
    }

    /// <summary>Publishes it for this machine, as whoever installs it does: compiled ahead, so that a run does not begin with compiling.</summary>
    /// <returns>interlude.dll, in <c>artifacts/load</c>.</returns>
    /// <exception cref="LoadException">It cannot be built; with what was said.</exception>
    public static string Publish(Action<string> say)
    {
        var (folder, system) = (RepositoryFolder.Find(), RuntimeInformation.RuntimeIdentifier);
        var target = Path.Combine(folder, "artifacts", "load");
        say($"Publishing interlude for {system}.");
        using var publish = Process.Start(new ProcessStartInfo("dotnet",
            ["publish", Path.Combine(folder, "src", "Interlude.Host"), "-c", "Release", "-r", system, "--self-contained", "false", "-v", "quiet", "-o", target])
        {
            RedirectStandardOutput = true,
        })!;
        var said = publish.StandardOutput.ReadToEnd();
        publish.WaitForExit();
        return publish.ExitCode == 0 ? Path.Combine(target, "interlude.dll") : throw new LoadException($"interlude cannot be published for {system}: {said.Trim()}");
    }
}
