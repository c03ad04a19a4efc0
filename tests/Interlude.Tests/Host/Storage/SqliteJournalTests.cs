using Interlude.Host.Storage;
using Interlude.Server;
using Interlude.World;
using Microsoft.Data.Sqlite;

namespace Interlude.Tests.Host.Storage;

public sealed class SqliteJournalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => System.IO.Path.Combine(_folder.Path, "journal.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Entries_are_numbered_without_gaps_and_time_never_goes_back()
    {
        using var journal = Open();

        var first = await journal.AppendAsync(Batches.Of(1, time: 500, wishes: 2));
        var second = await journal.AppendAsync(Batches.Of(2, time: 400, wishes: 1));

        Assert.Equal(AppendResult.Appended, first.Result);
        Assert.Equal([(1L, 500L), (2L, 500L)], first.Entries.Select(entry => (entry.Sequence, entry.Time.Milliseconds)));
        Assert.Equal([(3L, 500L)], second.Entries.Select(entry => (entry.Sequence, entry.Time.Milliseconds)));
    }

    [Fact]
    public async Task What_was_appended_is_there_when_it_is_opened_again()
    {
        IReadOnlyList<Entry> appended;
        using (var journal = Open())
        {
            appended = [.. (await journal.AppendAsync(Batches.Of(1, 500, 2))).Entries, .. (await journal.AppendAsync(Batches.Of(2, 600, 1))).Entries];
        }

        using var file = JournalFile.Open(Path, Durability.PowerLoss);

        Assert.Equal(3, file.LastSequence);
        Assert.Equal(PartsOf.Of(appended), PartsOf.Of(file.ReadBatches(1).SelectMany(batch => batch)));
    }

    [Fact]
    public async Task A_batch_that_does_not_fit_fails_whole_and_what_comes_when_there_is_room_takes_its_numbers()
    {
        using var journal = Open();
        await journal.AppendAsync(Batches.Of(1, 500, 1));
        var pages = await journal.RunAsync(file => file.File.Ask("PRAGMA page_count")!.Value);
        await journal.RunAsync(file => file.File.Ask($"PRAGMA max_page_count = {pages}"));

        var failed = await journal.AppendAsync(Batches.Of(2, 500, 10_000));
        await journal.RunAsync(file => file.File.Ask("PRAGMA max_page_count = 1000000"));
        var next = await journal.AppendAsync(Batches.Of(3, 500, 1));

        Assert.Equal((AppendResult.Failed, 0), (failed.Result, failed.Entries.Count));
        Assert.Equal((AppendResult.Appended, 2), (next.Result, Assert.Single(next.Entries).Sequence));
        var kept = await journal.RunAsync(file => file.ReadBatches(1).SelectMany(batch => batch).Select(entry => entry.Sequence).ToArray());
        Assert.Equal([1, 2], kept);
    }

    [Fact]
    public async Task What_need_not_reach_the_device_is_committed_by_whoever_appends_unless_the_file_is_in_use()
    {
        using var journal = new SqliteJournal(JournalFile.Open(Path, Durability.ProcessCrash), 0, default);
        using var gate = new ManualResetEventSlim();
        var isBusy = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        Assert.True(journal.AppendAsync(Batches.Of(1, 500, 1)).AsTask().IsCompletedSuccessfully);
        var chore = journal.RunAsync(_ =>
        {
            isBusy.SetResult();
            return gate.Wait(TimeSpan.FromSeconds(60));
        });
        await isBusy.Task;
        var behind = journal.AppendAsync(Batches.Of(2, 500, 1)).AsTask();
        Assert.False(behind.IsCompleted);
        gate.Set();

        Assert.True(await chore);
        Assert.Equal(2, Assert.Single((await behind).Entries).Sequence);
    }

    [Fact]
    public async Task What_must_reach_the_device_is_never_committed_by_whoever_appends()
    {
        var clock = new SlowClock { Step = TimeSpan.FromMilliseconds(1) };
        using var journal = new SqliteJournal(JournalFile.Open(Path, Durability.PowerLoss), 0, default, clock);

        Assert.False(await CommitsHereAsync(journal, clock, 1));
        Assert.False(await CommitsHereAsync(journal, clock, 2));
    }

    [Fact]
    public async Task A_disk_that_is_slow_keeps_whoever_appends_waiting_once()
    {
        var clock = new SlowClock { Step = TimeSpan.FromSeconds(1) };
        using var journal = new SqliteJournal(JournalFile.Open(Path, Durability.ProcessCrash), 0, default, clock);

        Assert.True(await CommitsHereAsync(journal, clock, 1));
        Assert.False(await CommitsHereAsync(journal, clock, 2));
        clock.Step = TimeSpan.FromMilliseconds(1);
        Assert.False(await CommitsHereAsync(journal, clock, 3));   // which is quick again
        Assert.True(await CommitsHereAsync(journal, clock, 4));
    }

    [Fact]
    public async Task After_a_chore_which_may_have_the_WAL_begin_anew_the_next_commit_is_made_on_the_thread()
    {
        var clock = new SlowClock { Step = TimeSpan.FromMilliseconds(1) };
        using var journal = new SqliteJournal(JournalFile.Open(Path, Durability.ProcessCrash), 0, default, clock);
        Assert.True(await journal.RunAsync(file => file.File.Checkpoint()));

        Assert.False(await CommitsHereAsync(journal, clock, 1));
        Assert.True(await CommitsHereAsync(journal, clock, 2));
    }

    [Fact]
    public void After_its_end_nothing_is_appended()
    {
        var journal = new SqliteJournal(JournalFile.Open(Path, Durability.ProcessCrash), 0, default);
        journal.Dispose();

        Assert.Throws<ObjectDisposedException>(() => { _ = journal.AppendAsync(Batches.Of(1, 500, 1)).AsTask(); });
    }

    // https://sqlite.org/rescode.html
    [Theory]
    [InlineData(13, 13, false)]      // FULL: of the WAL, whose commit is not whole
    [InlineData(10, 778, false)]     // IOERR_WRITE, the same
    [InlineData(5, 5, false)]        // BUSY
    [InlineData(10, 1034, true)]     // IOERR_FSYNC
    [InlineData(10, 1290, true)]     // IOERR_DIR_FSYNC
    [InlineData(10, 4874, true)]     // IOERR_SHMSIZE: no room for the index of what is written
    [InlineData(10, 5386, true)]     // IOERR_SHMMAP
    public void A_commit_that_failed_when_it_was_written_may_have_been_made(int code, int extended, bool mayBe) =>
        Assert.Equal(mayBe, SqliteJournal.IsOfWhatIsWritten(new SqliteException("it failed", code, extended)));

    private SqliteJournal Open() => new(JournalFile.Open(Path, Durability.PowerLoss), 0, default);

    private static async Task<bool> CommitsHereAsync(SqliteJournal journal, SlowClock clock, long number)
    {
        var here = Environment.CurrentManagedThreadId;
        var append = journal.AppendAsync(Batches.Of(number, 500, 1)).AsTask();
        Assert.Equal(AppendResult.Appended, (await append).Result);
        return clock.Thread == here;
    }

    /// <summary>Each look at it is so much later.</summary>
    private sealed class SlowClock : TimeProvider
    {
        private long _now;

        public TimeSpan Step { get; set; }

        /// <summary>The last who has looked at it.</summary>
        public int Thread { get; private set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp()
        {
            Thread = Environment.CurrentManagedThreadId;
            return _now += Step.Ticks;
        }
    }
}
