namespace Interlude.Load.Servers;

/// <summary>IRC servers that Debian has, with the configurations of bench/peers.</summary>
internal static class PeerServers
{
    private const string TagModules = """
        <module name="cap">
        <module name="ircv3_servertime">
        <module name="ircv3_ctctags">
        <module name="ircv3_msgid">
        <module name="ircv3_echomessage">
        """;

    public static ServerKind InspIrcd(bool tags) => new("inspircd", (port, folder) =>
    [
        Find("inspircd"), "--config", Configure("inspircd.conf", folder, port, tags ? TagModules : ""),
        "--nofork", "--nolog", "--nopid", .. Environment.IsPrivilegedProcess ? ["--runasroot"] : Array.Empty<string>(),
    ]);

    public static ServerKind NgIrcd() => new("ngircd", (port, folder) => [Find("ngircd"), "-n", "-f", Configure("ngircd.conf", folder, port, "")]);

    private static string Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/sbin")
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists)
        ?? throw new LoadException($"{program} is not installed: the Debian package of that name has it; or leave it out with --server.");

    private static string Configure(string file, string folder, int port, string modules)
    {
        var written = Path.Combine(folder, file);
        File.WriteAllText(written, File.ReadAllText(Path.Combine(RepositoryFolder.Find(), "bench", "peers", file))
            .Replace("@PORT@", $"{port}", StringComparison.Ordinal)
            .Replace("@USER@", Environment.UserName, StringComparison.Ordinal)
            .Replace("@MODULES@", modules, StringComparison.Ordinal));
        return written;
    }
}
