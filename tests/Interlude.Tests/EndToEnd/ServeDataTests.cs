namespace Interlude.Tests.EndToEnd;

/// <summary>What a server keeps, and what becomes of it when the server ends in any way.</summary>
public class ServeDataTests
{
    [Fact]
    public async Task After_a_kill_nobody_is_there_and_numbers_go_on()
    {
        using var folder = new TemporaryFolder();
        await using var first = ChildProcess.Interlude("serve", "--data", folder.Path, "--listen", "irc://127.0.0.1:0");
        using var ana = await Person.ConnectAsync(await first.ReadPortAsync());
        var before = await SayAsync(ana, "one");
        first.Signal(ChildProcess.SigKill);
        await first.WaitForExitAsync();

        await using var second = ChildProcess.Interlude("serve", "--data", folder.Path, "--listen", "irc://127.0.0.1:0");
        using var again = await Person.ConnectAsync(await second.ReadPortAsync());
        var after = await SayAsync(again, "two");

        var (oldId, newId) = (before.Split('-'), after.Split('-'));
        Assert.Equal(oldId[0], newId[0]);
        Assert.True(long.Parse(newId[1]) > long.Parse(oldId[1]), $"{before} {after}");
    }

    [Fact]
    public async Task A_second_server_on_the_same_directory_is_refused_with_a_sentence()
    {
        using var folder = new TemporaryFolder();
        await using var first = ChildProcess.Interlude("serve", "--data", folder.Path, "--listen", "plain://127.0.0.1:0");
        await first.ReadPortAsync();

        await using var second = ChildProcess.Interlude("serve", "--data", folder.Path, "--listen", "plain://127.0.0.1:0");
        var (code, error) = await second.WaitForExitAsync();

        Assert.Equal(1, code);
        Assert.Matches(
            $"^interlude serve: the data directory \"{folder.Path}\" is in use by process [0-9]+. "
            + "Stop that server, or choose another directory with --data.\n$",
            error);
    }

    // Registers, joins, says something to its own channel and gives the msgid of it.
    private static async Task<string> SayAsync(Person person, string text)
    {
        await person.WriteAsync("CAP REQ :message-tags echo-message\r\nNICK ana\r\nUSER ana 0 * :Ana\r\nCAP END\r\nJOIN #a\r\n");
        await person.WriteAsync($"PRIVMSG #a :{text}\r\n");
        while (await person.ReadLineAsync() is { } line)
        {
            if (line.EndsWith($"PRIVMSG #a :{text}", StringComparison.Ordinal))
            {
                return line[(line.IndexOf("msgid=", StringComparison.Ordinal) + 6)..line.IndexOfAny([';', ' '])];
            }
        }

        throw new EndOfStreamException();
    }
}
