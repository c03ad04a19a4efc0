using Interlude.Host.Configuring;
using Interlude.Host.Serving;
using Interlude.Host.Storage;
using Interlude.Server;
using Interlude.World;

namespace Interlude.Tests.Host.Storage;

public sealed class ChatStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_configuration_that_changed_meanwhile_is_an_entry_like_another()
    {
        var before = Configuration.Default with { DataDirectory = _folder.Path };
        var digest = await LiveAsync(before, "ana");

        var after = before with { Policy = before.Policy with { MaxUsers = 7 } };
        using (var store = ChatStore.Open(after, DateTimeOffset.UnixEpoch, Assert.Fail))
        {
            Assert.Equal(digest, store.World.Digest());
            Assert.NotEqual(7, store.World.Policy.MaxUsers);
        }

        await LiveAsync(after, "bob");
        using var last = ChatStore.Open(after, DateTimeOffset.UnixEpoch, Assert.Fail);
        Assert.Equal(7, last.World.Policy.MaxUsers);
    }

    [Fact]
    public void Each_life_has_a_number_of_its_own_and_the_log_and_its_cloaks_one_name()
    {
        var configuration = Configuration.Default with { DataDirectory = _folder.Path };
        var lives = new List<ServerLife>();
        for (var life = 0; life < 3; life++)
        {
            using var store = ChatStore.Open(configuration, DateTimeOffset.UnixEpoch, Assert.Fail);
            lives.Add(store.Life);
        }

        Assert.Equal([1, 2, 3], lives.Select(life => life.Incarnation.Number));
        Assert.Single(lives.Select(life => life.Epoch).Distinct());
        Assert.Single(lives.Select(life => Convert.ToHexString(life.CloakKey.Span)).Distinct());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_history_without_its_log_is_not_gone_on_with(bool isEmpty)
    {
        var configuration = Configuration.Default with { DataDirectory = _folder.Path, Durability = Durability.ProcessCrash };
        ChatStore.Open(configuration, DateTimeOffset.UnixEpoch, Assert.Fail).Dispose();
        File.Delete(DataDirectory.JournalIn(_folder.Path));
        if (isEmpty)
        {
            File.WriteAllBytes(DataDirectory.JournalIn(_folder.Path), []);
        }

        var thrown = Assert.Throws<StorageException>(() => ChatStore.Open(configuration, DateTimeOffset.UnixEpoch, Assert.Fail));

        Assert.Equal(
            $"there is a history \"{DataDirectory.HistoryIn(_folder.Path)}\" and no journal.db beside it, or an empty one. "
            + "Put the one that belongs to it back, or choose another directory with --data.",
            thrown.Message);
        Assert.Equal(0, new FileInfo(DataDirectory.JournalIn(_folder.Path)) is { Exists: true } journal ? journal.Length : 0);
    }

    [Fact]
    public void The_history_of_another_log_is_not_taken_for_ones_own()
    {
        using var other = new TemporaryFolder();
        foreach (var folder in new[] { _folder.Path, other.Path })
        {
            ChatStore.Open(Configuration.Default with { DataDirectory = folder }, DateTimeOffset.UnixEpoch, Assert.Fail).Dispose();
        }

        File.Copy(DataDirectory.HistoryIn(other.Path), DataDirectory.HistoryIn(_folder.Path), overwrite: true);

        var thrown = Assert.Throws<StorageException>(
            () => ChatStore.Open(Configuration.Default with { DataDirectory = _folder.Path }, DateTimeOffset.UnixEpoch, Assert.Fail));
        Assert.StartsWith($"the history beside the log \"{DataDirectory.JournalIn(_folder.Path)}\" belongs to another one. ", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_that_lost_its_end_is_gone_on_with_and_whoever_runs_the_server_hears_of_it()
    {
        var configuration = Configuration.Default with { DataDirectory = _folder.Path, Durability = Durability.ProcessCrash };
        await LiveAsync(configuration, "ana");
        using (var journal = JournalFile.Open(DataDirectory.JournalIn(_folder.Path), Durability.ProcessCrash))
        {
            journal.File.Execute("DELETE FROM batch");
        }

        var errors = new StringWriter();
        using (var store = ChatStore.Open(configuration, DateTimeOffset.UnixEpoch, Assert.Fail))
        {
            var server = new ChatServer(configuration.ToOptions(store.Life), store.World);
            await using var loop = new ServerLoop(server, store.Journal, TimeProvider.System, errors, new Outside { News = store.News });
            loop.Stop();
            await loop.Stopped.WaitAsync(TimeSpan.FromSeconds(60));
        }

        Assert.StartsWith("interlude: The log had lost its end, ", errors.ToString(), StringComparison.Ordinal);
        Assert.Contains(": entries 1 to 3 were taken back from the history.", errors.ToString(), StringComparison.Ordinal);
        using var next = ChatStore.Open(configuration, DateTimeOffset.UnixEpoch, Assert.Fail);
        Assert.Null(next.News);
    }

    [Fact]
    public async Task A_log_that_proves_to_be_damaged_is_left_as_it_is_with_its_WAL()
    {
        var configuration = Configuration.Default with { DataDirectory = _folder.Path };
        await LiveAsync(configuration, "ana");
        var log = DataDirectory.JournalIn(_folder.Path);
        using (var journal = JournalFile.Open(log, Durability.PowerLoss))
        {
            journal.File.Execute("UPDATE batch SET checksum = checksum + 1");
            File.Copy(log, log + ".copy");
            File.Copy(log + "-wal", log + "-wal.copy");
        }

        File.Move(log + ".copy", log, overwrite: true);
        File.Move(log + "-wal.copy", log + "-wal");   // as a kill leaves it
        var before = Bytes();

        var thrown = Assert.Throws<StorageException>(() => ChatStore.Open(configuration, DateTimeOffset.UnixEpoch, Assert.Fail));

        Assert.Contains("is damaged (entries 1 to 3 are not as they were written). It was left as it is.", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(before, Bytes());

        string[] Bytes() => [Convert.ToHexString(File.ReadAllBytes(log)), Convert.ToHexString(File.ReadAllBytes(log + "-wal"))];
    }

    [Fact]
    public void Where_nothing_is_to_be_kept_no_file_is_made()
    {
        var configuration = Configuration.Default with { DataDirectory = Path.Combine(_folder.Path, "data"), Durability = Durability.None };

        ChatStore.Open(configuration, DateTimeOffset.UnixEpoch, Assert.Fail).Dispose();

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Where_no_history_is_kept_in_memory_nobody_follows_the_log()
    {
        var configuration = Configuration.Default with { Durability = Durability.None, KeepsHistory = false };

        using var store = ChatStore.Open(configuration, DateTimeOffset.UnixEpoch, Assert.Fail);

        Assert.Null(store.History);
        Assert.IsType<MemoryJournal>(store.Journal);
    }

    [Fact]
    public async Task What_happens_while_history_is_off_never_comes_into_it_and_what_was_there_stays()
    {
        var on = Configuration.Default with { DataDirectory = _folder.Path, Durability = Durability.ProcessCrash };
        var off = on with { KeepsHistory = false };
        await LiveAsync(on, "ana", "bea");
        Assert.Equal(["ana", "bea"], Partners(on));

        await LiveAsync(off, "cyd", "dan");
        Assert.Equal(["ana", "bea"], Partners(off));

        await LiveAsync(on, "eva", "fay");
        Assert.Equal(["ana", "bea", "eva", "fay"], Partners(on));
    }

    [Fact]
    public async Task What_history_had_not_reached_at_a_crash_is_kept_or_not_as_it_was_to_be_then()
    {
        var on = Configuration.Default with { DataDirectory = _folder.Path, Durability = Durability.ProcessCrash };
        var off = on with { KeepsHistory = false };
        await LiveAsync(on, "ana", "bea");
        ChatStore.Open(off, DateTimeOffset.UnixEpoch, Assert.Fail).Dispose();
        File.Copy(DataDirectory.HistoryIn(_folder.Path), Path.Combine(_folder.Path, "then"));
        await LiveAsync(off, "cyd", "dan");

        File.Move(Path.Combine(_folder.Path, "then"), DataDirectory.HistoryIn(_folder.Path), overwrite: true);

        Assert.Equal(["ana", "bea"], Partners(on));
    }

    // With whom somebody has talked.
    private static List<string> Partners(Configuration configuration)
    {
        using var store = ChatStore.Open(configuration, DateTimeOffset.UnixEpoch, Assert.Fail, new ManualTime());
        using var query = store.History!.File.Prepare("SELECT DISTINCT nick FROM stream WHERE kind = 3 ORDER BY nick");
        using var row = query.ExecuteReader();
        var partners = new List<string>();
        while (row.Read())
        {
            partners.Add(row.GetString(0));
        }

        return partners;
    }

    // A life that ends without a word; its world's digest at the last entry.
    private static async Task<byte[]> LiveAsync(Configuration configuration, string nick, string? partner = null)
    {
        using var store = ChatStore.Open(configuration, DateTimeOffset.UnixEpoch, Assert.Fail, new ManualTime());
        var life = store.Life.Incarnation;
        var (nobody, first, second) = (default(SessionId), new SessionId(life, 1), new SessionId(life, 2));
        List<(SessionId By, Command What)> wished =
            [(nobody, new Command.NodeStarted()), (nobody, new Command.Configured(configuration.Policy)), (first, Wishes.Register(nick))];
        if (partner is not null)
        {
            wished.AddRange([(second, Wishes.Register(partner)), (first, Wishes.Tell(partner, "hello"))]);
        }

        var wishes = wished.Select((wish, index) => new Wish(life, index + 1, wish.By, default, wish.What)).ToArray();
        var appended = await store.Journal.AppendAsync(new Batch(1, new Timestamp(5), wishes));
        foreach (var entry in appended.Entries)
        {
            store.World.Apply(entry, []);
        }

        return store.World.Digest();
    }
}
