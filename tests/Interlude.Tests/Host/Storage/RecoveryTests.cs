using FsCheck;
using FsCheck.Fluent;
using Interlude.Host.Storage;
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
    public void A_log_that_has_lost_its_end_is_not_gone_on_with_unasked()
    {
        using var folder = new TemporaryFolder();
        using var file = Written(folder);
        var archive = new RecordingArchive();
        Recovery.Run(file, archive);
        file.File.Execute("DELETE FROM batch WHERE first > 14");

        var thrown = Assert.Throws<StorageException>(() => Recovery.Run(file, archive));

        Assert.StartsWith(
            $"the history goes to entry 30, and the log \"{file.File.Path}\" ends at entry 14: it has lost its end, or is an older one. ",
            thrown.Message,
            StringComparison.Ordinal);
        var news = new List<string>();
        Assert.Equal(14, Recovery.Run(file, archive, mayLose: true, report: news.Add).Sequence);
        Assert.Equal(Enumerable.Range(1, 14), archive.Kept.Select(kept => (int)kept.Sequence));
        Assert.Equal(
            "The log had lost its end, as a loss of power can bring about where data.durability is not power-loss: entries 15 to 30 were taken back from the history. People may miss what they have seen of them.",
            Assert.Single(news));
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
