namespace Interlude.Load.Servers;

/// <summary><c>interlude serve</c> as it was built, with limits that a load does not meet.</summary>
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
            throw new LoadException($"{program} is not there: build Release first (dotnet build -c Release), or name another with --interlude.");
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

    /// <summary>Where the Release build puts it.</summary>
    public static string BuiltProgram() => Path.Combine(RepositoryFolder.Find(), "artifacts", "bin", "Interlude.Host", "release", "interlude.dll");
}
