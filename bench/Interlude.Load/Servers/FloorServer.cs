using System.Diagnostics;

namespace Interlude.Load.Servers;

/// <summary>Programs in C that the bench compares with, compiled when they are there: limit.c, which is the least that a server could
/// do and checks nothing, and ircload.c, the generator that ours must agree with.</summary>
internal static class FloorServer
{
    /// <param name="sources">The folder of limit.c.</param>
    /// <param name="folder">Where to compile it to.</param>
    /// <returns>Null if it is not there.</returns>
    public static ServerKind? Create(string sources, string folder) => Compile(sources, "limit", folder) is { } program
        ? new ServerKind("floor", (port, _) => [program, $"{port}"])
        {
            Excuse = pattern => pattern.Changes ? "it knows neither a second NICK nor PART" : null,
        }
        : null;

    /// <returns>The compiled program, or null if its source is not there.</returns>
    public static string? Compile(string sources, string name, string folder)
    {
        var source = Path.Combine(sources, name + ".c");
        if (!File.Exists(source))
        {
            return null;
        }

        var program = Path.Combine(folder, name);
        using var compiler = Process.Start("cc", ["-O2", "-w", "-o", program, source]);
        compiler.WaitForExit();
        return compiler.ExitCode == 0 ? program : throw new LoadException($"cc could not compile {source}.");
    }

    /// <summary>The folder shared/bench beside the repository.</summary>
    public static string UsualSources() => Path.Combine(Path.GetDirectoryName(RepositoryFolder.Find())!, "shared", "bench");
}
