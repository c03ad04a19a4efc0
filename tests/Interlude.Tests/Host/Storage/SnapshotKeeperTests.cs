using FsCheck;
using FsCheck.Fluent;
using Interlude.Host.Storage;
using Interlude.World;

namespace Interlude.Tests.Host.Storage;

public sealed class SnapshotKeeperTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RecordingArchive _archive = new();

    private string Path => System.IO.Path.Combine(_folder.Path, "journal.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_log_is_cut_behind_the_second_last_snapshot()
    {
        var lived = await LiveAsync(entries: 100, between: 20);

        using var file = JournalFile.OpenToRead(Path);

        Assert.Equal([80, 100], Snapshots(file));
        Assert.Equal(81, file.FirstSequence);
        Assert.Equal(lived.Digest(), file.LoadSnapshot(100).Digest());
    }

    [Fact]
    public async Task What_the_archive_has_not_passed_is_kept()
    {
        _archive.IsFull = true;
        await LiveAsync(entries: 100, between: 20);

        using var file = JournalFile.OpenToRead(Path);

        Assert.Equal([20, 40, 60, 80, 100], Snapshots(file));
        Assert.Equal(1, file.FirstSequence);
    }

    [Fact]
    public async Task While_a_copy_is_made_nothing_is_forgotten()
    {
        await LiveAsync(entries: 100, between: 20, isHeld: true);

        using var file = JournalFile.OpenToRead(Path);

        Assert.Equal(1, file.FirstSequence);
    }

    [Fact]
    public void A_snapshot_and_what_follows_it_make_the_same_world()
    {
        Prop.ForAll(Gen.Choose(0, 119).ToArbitrary(), Gen.Choose(2, 40).ToArbitrary(), (seed, between) =>
        {
            using var folder = new TemporaryFolder();
            var archive = new RecordingArchive();
            var path = System.IO.Path.Combine(folder.Path, "journal.db");
            var entries = new WorldHistory().Continue(0, Enumerable.Range(seed, 120));
            var lived = new ChatWorld();
            using (var journal = new SqliteJournal(JournalFile.Open(path, Durability.ProcessCrash), 0, default))
            using (var keeper = new SnapshotKeeper(journal, archive, 0, between))
            {
                foreach (var batch in entries.Chunk(5))
                {
                    Step(journal, keeper, archive, lived, batch).GetAwaiter().GetResult();
                }
            }

            using var file = JournalFile.Open(path, Durability.ProcessCrash);
            Assert.Equal(lived.Digest(), Recovery.Run(file, archive).Digest());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20));
    }

    [Fact]
    public async Task An_archive_that_is_behind_gets_what_it_missed_from_the_snapshot_before_it()
    {
        var entries = new WorldHistory().Continue(0, Enumerable.Range(0, 100));
        await LiveAsync(entries: 100, between: 20);
        var behind = new RecordingArchive();
        foreach (var entry in entries.Take(90))
        {
            behind.Add(entry, []);
        }

        behind.Commit(90);
        using var file = JournalFile.Open(Path, Durability.ProcessCrash);
        Recovery.Run(file, behind);

        Assert.Equal(100, behind.Position);
        Assert.Equal(Enumerable.Range(1, 100), behind.Kept.Select(kept => (int)kept.Sequence));
    }

    [Fact]
    public async Task An_archive_that_is_too_far_behind_is_reported()
    {
        await LiveAsync(entries: 100, between: 20);
        using var file = JournalFile.Open(Path, Durability.ProcessCrash);

        var thrown = Assert.Throws<StorageException>(() => Recovery.Run(file, new RecordingArchive()));

        Assert.Equal(
            $"the history ends at entry 0, and the log \"{Path}\" no longer holds entries 1 to 80. "
            + "Put the history.db that belongs to it back beside it, or restore a backup with \"interlude restore BACKUP --data DIR\".",
            thrown.Message);
    }

    [Fact]
    public async Task The_WAL_does_not_grow_without_end()
    {
        using var journal = new SqliteJournal(JournalFile.Open(Path, Durability.ProcessCrash), 0, default);
        using var keeper = new SnapshotKeeper(journal, _archive, 0);
        var world = new ChatWorld();
        for (var number = 1; number <= 200; number++)
        {
            await journal.AppendAsync(Batches.Of(number, 1, 2_000));
            Assert.Null(keeper.Tend(world));
            Assert.InRange(new FileInfo(Path + "-wal").Length, 0, 12 << 20);
        }
    }

    [Fact]
    public async Task What_has_failed_is_amiss_until_it_has_worked()
    {
        using var journal = new SqliteJournal(JournalFile.Open(Path, Durability.ProcessCrash), 0, default);
        using var keeper = new SnapshotKeeper(journal, _archive, 0, entriesBetween: 20);
        var world = new ChatWorld();
        var troubles = new List<string?>();
        foreach (var entry in new WorldHistory().Continue(0, Enumerable.Range(0, 25)))
        {
            world.Apply(entry, []);
            await SetRoomAsync(journal, isFull: world.Sequence < 23);   // no snapshot has room at entry 20, nor when it is tried again at 22
            troubles.Add(keeper.Tend(world));
        }

        Assert.Equal([.. Enumerable.Repeat<string?>(null, 19), .. Enumerable.Repeat($"\"{Path}\": the disk is full", 4), null, null], troubles);
        Assert.Equal(24, await journal.RunAsync(file => file.FindSnapshot(long.MaxValue)));
    }

    [Fact]
    public async Task Operators_are_told_once_that_the_log_cannot_be_kept_short_and_once_that_it_can()
    {
        using var journal = new SqliteJournal(JournalFile.Open(Path, Durability.ProcessCrash), 0, default);
        using var reports = new System.Collections.Concurrent.BlockingCollection<string>();
        var entries = new WorldHistory().Continue(0, Enumerable.Range(0, 60));
        await SetRoomAsync(journal, isFull: true);
        using (var follower = new Follower(
            new ChatWorld(), _archive, new SnapshotKeeper(journal, _archive, 0, entriesBetween: 10), mistake => Assert.Fail(mistake.ToString()), report: reports.Add))
        {
            follower.Add([.. entries.Take(20)]);
            await _archive.WaitForAsync(20);
            follower.Add([.. entries.Skip(20).Take(20)]);
            await _archive.WaitForAsync(40);

            Assert.True(reports.TryTake(out var failed, TimeSpan.FromSeconds(60)));
            Assert.Equal($"The log cannot be kept short (\"{Path}\": the disk is full). It grows until it can; it is tried again and again.", failed);

            await SetRoomAsync(journal, isFull: false);
            follower.Add([.. entries.Skip(40)]);
            Assert.True(reports.TryTake(out var worked, TimeSpan.FromSeconds(60)));
            Assert.Equal("The log is kept short again.", worked);
        }

        Assert.Empty(reports);
    }

    private static Task<long?> SetRoomAsync(SqliteJournal journal, bool isFull) => journal.RunAsync(file =>
    {
        if (isFull)
        {
            file.AddChunk(1, 0, new byte[4030]);   // fills the page in which there would be room for a little one
        }

        return file.File.Ask($"PRAGMA max_page_count = {(isFull ? file.File.Ask("PRAGMA page_count") : 1_000_000)}");
    });

    private async Task<ChatWorld> LiveAsync(int entries, int between, bool isHeld = false)
    {
        using var journal = new SqliteJournal(JournalFile.Open(Path, Durability.ProcessCrash), 0, default);
        using var keeper = new SnapshotKeeper(journal, _archive, 0, between);
        if (isHeld)
        {
            await journal.HoldAsync();
        }

        var lived = new ChatWorld();
        foreach (var batch in new WorldHistory().Continue(0, Enumerable.Range(0, entries)).Chunk(10))
        {
            await Step(journal, keeper, _archive, lived, batch);
        }

        return lived;
    }

    private static async Task Step(SqliteJournal journal, SnapshotKeeper keeper, RecordingArchive archive, ChatWorld world, Entry[] batch)
    {
        await journal.RunAsync(file => file.Append(batch));
        var feed = new ArchiveFeed(archive);
        foreach (var entry in batch)
        {
            var events = new List<Event>();
            world.Apply(entry, events);
            feed.Add(entry, events);
        }

        if (!archive.IsFull)
        {
            feed.Commit();
        }

        Assert.Null(keeper.Tend(world));
    }

    private static long[] Snapshots(JournalFile file)
    {
        var found = new List<long>();
        for (var at = file.FindSnapshot(long.MaxValue); at > 0; at = file.FindSnapshot(at - 1))
        {
            found.Insert(0, at);
        }

        return [.. found];
    }
}
