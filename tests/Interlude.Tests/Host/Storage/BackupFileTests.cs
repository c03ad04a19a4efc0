using Interlude.Host.Storage;
using Interlude.World;

namespace Interlude.Tests.Host.Storage;

/// <summary>A backup of data that somebody writes meanwhile. With the real program it is in <c>BackupTests</c>.</summary>
public sealed class BackupFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RecordingArchive _archive = new();

    private string Data => Path.Combine(_folder.Path, "data");

    private string Log => DataDirectory.JournalIn(Data);

    private string Target => Path.Combine(_folder.Path, "backup.zip");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task While_the_log_is_copied_its_WAL_does_not_grow_and_the_copy_is_whole()
    {
        MakeHistory();
        using var journal = new SqliteJournal(JournalFile.Open(Log, Durability.ProcessCrash), 0, default);
        using var keeper = new SnapshotKeeper(journal, _archive, 0);
        var (world, number, most) = (new ChatWorld(), 0, 0L);
        await WriteAsync(2_000);
        await journal.HoldAsync();

        BackupFile.Write(Data, Target, between: () =>
        {
            WriteAsync(400).GetAwaiter().GetResult();
            most = Math.Max(most, new FileInfo(Log + "-wal").Length);
        });

        Assert.InRange(number, 4_000, int.MaxValue);
        Assert.InRange(most, 1, 12 << 20);
        Restoration.Run(Target, Path.Combine(_folder.Path, "restored"));
        using var restored = JournalFile.OpenToRead(DataDirectory.JournalIn(Path.Combine(_folder.Path, "restored")));
        Assert.Equal(2_000 * 50, restored.LastSequence);

        async Task WriteAsync(int batches)
        {
            for (; batches > 0; batches--)
            {
                await journal.AppendAsync(Batches.Of(++number, 1, 50));
                Assert.Null(keeper.Tend(world));
            }
        }
    }

    [Fact]
    public void A_copy_has_the_snapshots_and_what_is_passed_over()
    {
        MakeHistory(60);
        var world = new ChatWorld();
        using (var journal = new SqliteJournal(JournalFile.Open(Log, Durability.ProcessCrash), 0, default))
        using (var keeper = new SnapshotKeeper(journal, _archive, 0))
        {
            foreach (var batch in new WorldHistory().Continue(0, Enumerable.Range(0, 120)).Chunk(5))
            {
                Keep(journal, keeper, world, batch);
            }
        }

        BackupFile.Write(Data, Target);

        using var made = JournalFile.OpenToRead(Log);
        Restoration.Run(Target, Path.Combine(_folder.Path, "restored"));
        using var restored = JournalFile.OpenToRead(DataDirectory.JournalIn(Path.Combine(_folder.Path, "restored")));
        Assert.Equal([7L], restored.Skipped());
        Assert.Equal(made.CloakKey.ToArray(), restored.CloakKey.ToArray());
        Assert.Equal((made.FirstSequence, made.LastSequence), (restored.FirstSequence, restored.LastSequence));
        Assert.Equal(100, restored.FindSnapshot(long.MaxValue));
        Assert.Equal(world.Digest(), Recovery.Run(restored, _archive).Digest());
    }

    // Two snapshots, of which the log keeps what lies behind the first.
    private void Keep(SqliteJournal journal, SnapshotKeeper keeper, ChatWorld world, Entry[] batch)
    {
        journal.RunAsync(file => file.Append(batch)).GetAwaiter().GetResult();
        foreach (var entry in batch)
        {
            if (entry.Sequence == 7)
            {
                world.Skip(entry);
            }
            else
            {
                world.Apply(entry, []);
            }

            _archive.Add(entry, []);
        }

        _archive.Commit(batch[^1].Sequence);
        if (world.Sequence is 60 or 100)
        {
            journal.RunAsync(file => file.Skipped().Count > 0 || Skip(file)).GetAwaiter().GetResult();
            keeper.Write(world);
        }
    }

    private static bool Skip(JournalFile file)
    {
        file.Skip(7);
        return true;
    }

    // One that has no items, and goes so far.
    private void MakeHistory(long position = 0)
    {
        Directory.CreateDirectory(Data);
        using var history = HistoryFile.Open(DataDirectory.HistoryIn(Data), Durability.ProcessCrash, Assert.Fail);
        history.File.Execute(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"UPDATE meta SET value = {position} WHERE name = 'position'"));
    }
}
