using Interlude.Host.Storage;
using Interlude.World;

namespace Interlude.Tests.Host.Storage;

/// <summary>A look at data that somebody writes meanwhile. What is said of damage is in <c>BackupTests</c>.</summary>
public sealed class VerificationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RecordingArchive _archive = new();

    private string Log => DataDirectory.JournalIn(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task While_it_looks_the_WAL_of_whoever_writes_does_not_grow()
    {
        MakeHistory();
        using var journal = new SqliteJournal(JournalFile.Open(Log, Durability.ProcessCrash), 0, default);
        using var keeper = new SnapshotKeeper(journal, _archive, 0);
        var (world, number, most) = (new ChatWorld(), 0, 0L);
        await WriteAsync(40);

        Verification.Check(_folder.Path, isServed: true, between: () =>
        {
            WriteAsync(40).GetAwaiter().GetResult();
            most = Math.Max(most, new FileInfo(Log + "-wal").Length);
        });

        Assert.InRange(number, 800, int.MaxValue);   // some forty megabytes
        Assert.InRange(most, 1, 12 << 20);

        async Task WriteAsync(int batches)
        {
            for (; batches > 0; batches--)
            {
                await journal.AppendAsync(Batches.Of(++number, 1, 2_000));
                Assert.Null(keeper.Tend(world));
            }
        }
    }

    [Fact]
    public async Task What_is_forgotten_while_it_looks_is_not_missing()
    {
        MakeHistory(60);
        using var journal = new SqliteJournal(JournalFile.Open(Log, Durability.ProcessCrash), 0, default);
        using var keeper = new SnapshotKeeper(journal, _archive, 0);
        var entries = new WorldHistory().Continue(0, Enumerable.Range(0, 120));
        foreach (var batch in entries.Chunk(5))
        {
            await journal.RunAsync(file => file.Append(batch));
        }

        var (world, calls) = (new ChatWorld(), 0);
        var said = Verification.Check(_folder.Path, isServed: true, entriesAtOnce: 10, between: () =>
        {
            if (++calls == 3)
            {
                Snapshot(60);
                Snapshot(100);
            }
        });

        Assert.Equal(61, await journal.RunAsync(file => file.FirstSequence));
        Assert.Contains("is whole: entries 61 to 120, 2 snapshots;", said[0], StringComparison.Ordinal);

        void Snapshot(int sequence)
        {
            foreach (var entry in entries.Skip((int)world.Sequence).Take(sequence - (int)world.Sequence).ToArray())
            {
                world.Apply(entry, []);
                _archive.Add(entry, []);
            }

            _archive.Commit(sequence);
            keeper.Write(world);
        }
    }

    [Fact]
    public void What_is_missing_is_missing_though_nobody_forgot_it()
    {
        MakeHistory();
        using (var file = JournalFile.Open(Log, Durability.ProcessCrash))
        {
            foreach (var batch in new WorldHistory().Continue(0, Enumerable.Range(0, 120)).Chunk(5))
            {
                file.Append(batch);
            }

            file.File.Execute("DELETE FROM batch WHERE first = 51");
        }

        var thrown = Assert.Throws<StorageException>(() => Verification.Check(_folder.Path, entriesAtOnce: 10));

        Assert.Contains("is damaged (entries 51 to 55 are missing).", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE run SET rest = x'FF'", "has no end")]
    [InlineData("UPDATE run SET rest = x'FF7F010100'", "goes beyond its end")]
    [InlineData("UPDATE run SET rest = x'00000000'", "is not in order")]
    [InlineData("UPDATE run SET rest = x'00010100'", "end")]
    [InlineData("INSERT INTO item SELECT stream, sequence + 1, number, time, event, run FROM item", "comes before the end of the run before")]
    public void A_run_of_events_that_is_none_is_found(string damage, string what)
    {
        JournalFile.Open(Log, Durability.ProcessCrash).Dispose();
        using (var history = HistoryFile.Open(DataDirectory.HistoryIn(_folder.Path), Durability.ProcessCrash, Assert.Fail))
        {
            var events = new KeptEvents();
            for (var count = 0; count < 3; count++)
            {
                events.Say(history, 1000, KeptEvents.Channel(1));
            }

            history.Commit(events.Sequence);
            history.File.Execute(damage);
        }

        var thrown = Assert.Throws<StorageException>(() => Verification.Check(_folder.Path));

        Assert.Contains("is damaged (an event of entry ", thrown.Message, StringComparison.Ordinal);
        Assert.Contains(what, thrown.Message, StringComparison.Ordinal);
    }

    // One that has no items, and goes so far.
    private void MakeHistory(long position = 0)
    {
        using var history = HistoryFile.Open(DataDirectory.HistoryIn(_folder.Path), Durability.ProcessCrash, Assert.Fail);
        history.File.Execute(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"UPDATE meta SET value = {position} WHERE name = 'position'"));
    }
}
