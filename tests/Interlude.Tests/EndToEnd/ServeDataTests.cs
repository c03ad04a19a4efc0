using System.Globalization;
using Interlude.Host.Storage;
using Interlude.World;

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

    [Theory]
    [InlineData("XDG_DATA_HOME={0}/share", "share/interlude")]
    [InlineData("HOME={0}/home", "home/.local/share/interlude")]
    [InlineData("XDG_DATA_HOME=share HOME={0}/home", "home/.local/share/interlude")]   // "If ... relative ... ignore it": basedir-spec
    public async Task Where_nothing_is_said_the_data_go_where_the_platform_has_them(string environment, string place)
    {
        using var folder = new TemporaryFolder();
        await using var serve = ChildProcess.Start(
            "env",
            ["-u", "XDG_DATA_HOME", .. string.Format(CultureInfo.InvariantCulture, environment, folder.Path).Split(' '),
            "dotnet", "exec", Path.Combine(AppContext.BaseDirectory, "interlude.dll"), "serve", "--listen", "plain://127.0.0.1:0"]);

        await serve.ReadPortAsync();

        Assert.True(new FileInfo(DataDirectory.JournalIn(Path.Combine(folder.Path, place))) is { Exists: true, Length: > 0 });
    }

    [Fact]
    public async Task A_configuration_that_changed_between_a_crash_and_the_next_start_comes_after_what_was_recovered()
    {
        using var folder = new TemporaryFolder();
        var before = await LiveAndDieAsync(folder.Path, "limits.users=20");
        var (last, digest) = Replay(before, long.MaxValue);

        var after = await LiveAndDieAsync(folder.Path, "limits.users=7");

        Assert.Equal(20, Configured(before).Last().Policy.MaxUsers);
        Assert.Equal((last, digest), Replay(after, last));
        Assert.Equal(PartsOf.Of(before), PartsOf.Of(after.Take(before.Count)));
        Assert.IsType<Command.NodeStarted>(after[before.Count].Wish.Command);
        Assert.Equal(7, Configured(after.Skip(before.Count)).First().Policy.MaxUsers);
        Assert.Equal(last + 2, after.Last(entry => entry.Wish.Command is Command.Configured).Sequence);
    }

    /// <summary>A life of a server that is killed in the midst of it; the log that it leaves.</summary>
    private static async Task<IReadOnlyList<Entry>> LiveAndDieAsync(string data, string setting)
    {
        await using (var serve = ChildProcess.Interlude("serve", "--data", data, "--set", setting, "--listen", "irc://127.0.0.1:0"))
        {
            using var ana = await Person.ConnectAsync(await serve.ReadPortAsync());
            await SayAsync(ana, "here");
            serve.Signal(ChildProcess.SigKill);
            await serve.WaitForExitAsync();
        }

        using var file = JournalFile.OpenToRead(DataDirectory.JournalIn(data));
        return [.. file.ReadBatches(1).SelectMany(batch => batch)];
    }

    private static (long Last, string Digest) Replay(IReadOnlyList<Entry> entries, long last)
    {
        var world = new ChatWorld();
        WorldHistory.Play(world, entries.Where(entry => entry.Sequence <= last));
        return (world.Sequence, Convert.ToHexString(world.Digest()));
    }

    private static IEnumerable<Command.Configured> Configured(IEnumerable<Entry> entries) =>
        entries.Select(entry => entry.Wish.Command).OfType<Command.Configured>();

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
