using System.Text;

namespace Interlude.Tests.EndToEnd.Clients;

/// <summary>A script on a library for IRC that prints what it sees, a line each.</summary>
internal sealed class ScriptedClient(ChildProcess process) : IrcProgram
{
    private readonly StringBuilder _seen = new();

    public override Shown Shows => new(
        "said privmsg ana #dev good day", "renamed ana anna", "mode anna #dev +o cyd", "topic #dev ship it",
        "kicked cyd #dev anna too loud");

    public static async Task<IrcProgram> StartPythonAsync(int port)
    {
        // Debian's package is for Debian's Python, whichever else stands first on the path.
        const string Python = "/usr/bin/python3";
        Assert.SkipUnless(Directory.Exists("/usr/lib/python3/dist-packages/irc") && File.Exists(Python), "python3-irc is not installed.");
        return await ReadyAsync(ChildProcess.Start(Python, "-u", PathOf("python_irc_client.py"), $"{port}", Nick));
    }

    public static async Task<IrcProgram> StartFrameworkAsync(int port)
    {
        var modules = Path.Combine(Tidy.RepositoryTree.Root, "artifacts", "npm", "node_modules");
        Assert.SkipUnless(Directory.Exists(Path.Combine(modules, "irc-framework")), "irc-framework is not installed.");
        return await ReadyAsync(ChildProcess.Start(
            Requires.Program("env"), $"NODE_PATH={modules}", Requires.Program("node"), PathOf("irc_framework_client.js"), $"{port}", Nick));
    }

    public override Task SayAsync(string line) => process.WriteAsync(line + "\n");

    protected override async Task<string> LookAsync()
    {
        _seen.Append(await process.ReadLineAsync() ?? throw new EndOfStreamException($"It ended, and had shown:\n{_seen}")).Append('\n');
        return _seen.ToString();
    }

    public override ValueTask DisposeAsync() => process.DisposeAsync();

    private static string PathOf(string script) => Path.Combine(AppContext.BaseDirectory, "EndToEnd", "Peers", script);

    private static async Task<IrcProgram> ReadyAsync(ChildProcess process)
    {
        var client = new ScriptedClient(process);
        await client.WaitForAsync($"joined {Nick} #dev");
        return client;
    }
}
