using FsCheck;
using FsCheck.Fluent;
using Interlude.Host.Storage;
using Interlude.Server;
using Interlude.World;

namespace Interlude.Tests.Host.Storage;

public sealed class RecoveryTests
{
    [Fact]
    public void The_world_of_the_log_is_the_world_that_wrote_it()
    {
        Prop.ForAll(WorldHistory.Arbitrary(), numbers =>
        {
            using var folder = new TemporaryFolder();
            using var file = JournalFile.Open(Path.Combine(folder.Path, "journal.db"), Durability.ProcessCrash);
            var entries = new WorldHistory().Continue(0, numbers);
            foreach (var batch in entries.Chunk(7))
            {
                file.Append(batch);
            }

            var world = Recovery.Run(file, new RecordingArchive());

            var lived = new ChatWorld();
            WorldHistory.Play(lived, entries);
            Assert.Equal(lived.Digest(), world.Digest());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20));
    }

    [Fact]
    public void A_batch_that_is_not_as_it_was_written_is_reported()
    {
        using var folder = new TemporaryFolder();
        using var file = Written(folder);
        file.File.Execute("UPDATE batch SET entries = CAST(substr(entries, 1, length(entries) - 1) || x'7F' AS BLOB) WHERE first = 8");

        var thrown = Assert.Throws<StorageException>(() => Recovery.Run(file, new RecordingArchive()));

        Assert.Contains("is damaged (entries 8 to 14 are not as they were written). It was left as it is.", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_batch_that_is_missing_is_reported()
    {
        using var folder = new TemporaryFolder();
        using var file = Written(folder);
        file.File.Execute("DELETE FROM batch WHERE first = 8");

        var thrown = Assert.Throws<StorageException>(() => Recovery.Run(file, new RecordingArchive()));

        Assert.Contains("is damaged (entries 8 to 14 are missing). It was left as it is.", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_else_ends_a_start_speaks_against_no_entry()
    {
        using var folder = new TemporaryFolder();
        using var file = Written(folder);
        var archive = new RecordingArchive { IsFull = true };
        for (var start = 0; start < 2; start++)
        {
            Assert.Throws<StorageException>(() => Start());   // once all is applied
        }

        archive.IsFull = false;
        file.File.Execute("CREATE TABLE kept AS SELECT * FROM batch WHERE first = 22; DELETE FROM batch WHERE first = 22");
        for (var start = 0; start < 2; start++)
        {
            Assert.Throws<StorageException>(() => Start());   // in the middle
        }

        file.File.Execute("INSERT INTO batch SELECT * FROM kept");
        Assert.Equal(30, Start().Sequence);
        Assert.Empty(file.Skipped());

        ChatWorld Start()
        {
            using var progress = Progress.Open(Path.Combine(folder.Path, "progress"));
            return Recovery.Run(file, archive, progress: progress);
        }
    }

    [Fact]
    public void A_log_that_has_lost_its_end_is_not_gone_on_with_unasked()
    {
        using var folder = new TemporaryFolder();
        using var file = Written(folder);
        var archive = new RecordingArchive();
        Recovery.Run(file, archive);
        file.File.Execute("DELETE FROM batch WHERE first > 14");
        var epoch = file.Epoch;

        var thrown = Assert.Throws<StorageException>(() => Recovery.Run(file, archive));

        Assert.StartsWith(
            $"the history goes to entry 30, and only up to entry 14 is it that of the log \"{file.File.Path}\": that has lost its end, or is an older copy. ",
            thrown.Message,
            StringComparison.Ordinal);
        Assert.Equal(epoch, file.Epoch);
        var news = new List<string>();
        Assert.Equal(14, Recovery.Run(file, archive, mayLose: true, report: news.Add).Sequence);
        Assert.Equal(Enumerable.Range(1, 14), archive.Kept.Select(kept => (int)kept.Sequence));
        Assert.Equal(
            "The log had lost its end, as a loss of power can bring about where data.durability is not power-loss: entries 15 to 30 were taken back from the history. People may miss what they have seen of them.",
            Assert.Single(news));
        AssertBegun(file, epoch, archive);
    }

    [Fact]
    public void What_ends_the_program_before_the_epoch_is_begun_does_not_make_it_be_forgotten()
    {
        using var folder = new TemporaryFolder();
        using var file = Written(folder);
        var archive = new RecordingArchive();
        Recovery.Run(file, archive);
        var epoch = file.Epoch;
        file.File.Execute("DELETE FROM batch WHERE first > 14; PRAGMA query_only = ON;");
        Assert.ThrowsAny<Exception>(() => Recovery.Run(file, archive, mayLose: true));
        file.File.Execute("PRAGMA query_only = OFF");

        Recovery.Run(file, archive, mayLose: true);

        AssertBegun(file, epoch, archive);
    }

    [Fact]
    public void What_ends_it_before_the_history_is_taken_back_begins_no_second_one()
    {
        using var folder = new TemporaryFolder();
        using var file = Written(folder);
        var archive = new RecordingArchive();
        Recovery.Run(file, archive);
        var epoch = file.Epoch;
        file.File.Execute("DELETE FROM batch WHERE first > 14");
        archive.IsFull = true;
        Assert.Throws<StorageException>(() => Recovery.Run(file, archive, mayLose: true));
        archive.IsFull = false;

        Recovery.Run(file, archive, mayLose: true);

        Assert.Equal(14, archive.Position);
        AssertBegun(file, epoch, archive);
    }

    [Fact]
    public void The_history_of_a_branch_that_the_log_has_left_is_taken_back_to_where_they_part()
    {
        using var folder = new TemporaryFolder();
        using var file = Written(folder);
        var archive = new RecordingArchive();
        Recovery.Run(file, archive);
        file.File.Execute("DELETE FROM batch WHERE first > 14");   // as a backup was
        file.BeginEpoch();
        var epoch = file.Epoch;
        file.Append([.. new WorldHistory().Continue(14, Enumerable.Range(100, 40))]);

        Assert.Contains("only up to entry 14 is it that of the log", Assert.Throws<StorageException>(() => Recovery.Run(file, archive)).Message, StringComparison.Ordinal);
        Recovery.Run(file, archive, mayLose: true);

        var anew = new RecordingArchive();
        Recovery.Run(file, anew);
        Assert.Equal(54, archive.Position);
        Assert.Equal(anew.Kept, archive.Kept);
        Assert.Equal((epoch, epoch), (file.Epoch, archive.Epoch));
    }

    // The ids that people have seen of what is gone are nobody's.
    private static void AssertBegun(JournalFile file, string before, RecordingArchive archive)
    {
        Assert.NotEqual(before, file.Epoch);
        Assert.Equal([new FormerEpoch(before, 14)], file.FormerEpochs);
        Assert.Equal(file.Epoch, archive.Epoch);
    }

    private static JournalFile Written(TemporaryFolder folder)
    {
        var file = JournalFile.Open(Path.Combine(folder.Path, "journal.db"), Durability.ProcessCrash);
        foreach (var batch in new WorldHistory().Continue(0, Enumerable.Range(0, 30)).Chunk(7))
        {
            file.Append(batch);
        }

        return file;
    }
}
