namespace Interlude.Tests.EndToEnd;

/// <summary>History of the real program: with files, and without any.</summary>
public class ServeHistoryTests
{
    [Theory]
    [InlineData("power-loss")]
    [InlineData("process-crash")]
    [InlineData("none")]
    public async Task What_was_said_can_be_read_at_once_with_its_id(string durability)
    {
        using var folder = new TemporaryFolder();
        await using var program = ChildProcess.Interlude(
            "serve", "--data", folder.Path, "--set", $"data.durability={durability}", "--listen", "irc://127.0.0.1:0");
        using var ana = await Person.ConnectAsync(await program.ReadPortAsync());
        await ana.WriteAsync("CAP REQ :message-tags echo-message batch draft/chathistory\r\nNICK ana\r\nUSER ana 0 * :Ana\r\nCAP END\r\nJOIN #a\r\n");
        await ana.WriteAsync("PRIVMSG #a :one\r\nPRIVMSG #a :two\r\nCHATHISTORY LATEST #a * 10\r\n");

        var (said, read) = (new List<string>(), new List<string>());
        string? kept = null;
        while (await ana.ReadLineAsync() is { } line && !line.Contains(" BATCH -", StringComparison.Ordinal))
        {
            kept = line.Contains("*** What is said", StringComparison.Ordinal) ? line : kept;
            if (line.Contains(" PRIVMSG ", StringComparison.Ordinal))
            {
                (line.StartsWith("@batch=", StringComparison.Ordinal) ? read : said).Add(line);
            }
        }

        Assert.Equal(durability == "none", kept?.EndsWith(" is kept for 365 days, or until the server stops.", StringComparison.Ordinal));
        Assert.Equal(2, said.Count);
        Assert.Equal(said.Select(line => line[1..]), read.Select(line => line[(line.IndexOf(';', StringComparison.Ordinal) + 1)..]));
        Assert.Equal(durability != "none", File.Exists(Path.Combine(folder.Path, "history.db")));
    }

    [Theory]
    [InlineData("process-crash")]
    [InlineData("none")]
    public async Task Where_nothing_is_kept_nothing_is_offered(string durability)
    {
        using var folder = new TemporaryFolder();
        await using var program = ChildProcess.Interlude(
            "serve", "--data", folder.Path, "--set", $"data.durability={durability}", "--set", "history.keep=false", "--listen", "irc://127.0.0.1:0");
        using var ana = await Person.ConnectAsync(await program.ReadPortAsync());
        await ana.WriteAsync("CAP LS 302\r\nNICK ana\r\nUSER ana 0 * :Ana\r\nCAP END\r\nJOIN #a\r\n");
        await ana.WriteAsync("PRIVMSG #a :one\r\nCHATHISTORY LATEST #a * 10\r\n");

        Assert.DoesNotContain("chathistory", await ana.ReadToAsync(" CAP * LS "), StringComparison.Ordinal);
        Assert.EndsWith(" NOTICE ana :*** What is said is not kept.", await ana.ReadToAsync("*** What is said"), StringComparison.Ordinal);
        Assert.EndsWith(" 421 ana CHATHISTORY :Unknown command", await ana.ReadToAsync("CHATHISTORY :"), StringComparison.Ordinal);
    }
}
