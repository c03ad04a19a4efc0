namespace Interlude.Tests.EndToEnd.Clients;

/// <summary>WeeChat without a screen: told what to do through its pipe, and followed in its log of the channel.</summary>
internal sealed class WeeChat : IrcProgram
{
    private readonly TemporaryFolder _home = new();
    private ChildProcess? _process;

    public override Shown Shows => new(
        "ana\tgood day", "ana is now known as anna", "Mode #dev [+o cyd] by anna", "changed topic for #dev to \"ship it\"",
        "anna has kicked cyd (too loud)");

    private string Pipe => Path.Combine(_home.Path, "pipe");

    private string Log => Path.Combine(_home.Path, "logs", "irc.dev.#dev.weechatlog");

    public static Task<IrcProgram> StartAsync(int port) => StartAsync(port, password: null);

    /// <summary>With a password it logs in to the account cyd, by SASL SCRAM-SHA-256.</summary>
    public static async Task<IrcProgram> StartAsync(int port, string? password)
    {
        var weechat = Requires.Program("weechat-headless");
        Assert.SkipUnless(Directory.EnumerateFiles("/usr/lib", "fifo.so", SearchOption.AllDirectories).Any(), "weechat-plugins is not installed.");
        var client = new WeeChat();
        string[] commands =
        [
            $"/server add dev 127.0.0.1/{port} -notls", $"/set irc.server.dev.nicks {Nick}", "/set irc.server.dev.autojoin #dev",
            "/set irc.look.smart_filter off", "/set logger.level.irc 9", "/set logger.file.flush_delay 0",
            $"/set fifo.file.path {client.Pipe}",
            .. password is null ? (string[])[] :
            [
                "/set irc.server.dev.sasl_mechanism scram-sha-256", $"/set irc.server.dev.sasl_username {Nick}",
                $"/set irc.server.dev.sasl_password {password}",
            ],
            "/connect dev",
        ];
        client._process = ChildProcess.Start(
            weechat, ["--stdout", "-d", client._home.Path, .. commands.SelectMany(command => (string[])["-r", command])]);
        await client.WaitForAsync("Channel #dev:");
        return client;
    }

    public override Task SayAsync(string line) => File.AppendAllTextAsync(Pipe, $"irc.dev.#dev *{line}\n");

    protected override async Task<string> LookAsync() => File.Exists(Log) ? await File.ReadAllTextAsync(Log) : "";

    public override async ValueTask DisposeAsync()
    {
        await _process!.DisposeAsync();
        _home.Dispose();
    }
}
