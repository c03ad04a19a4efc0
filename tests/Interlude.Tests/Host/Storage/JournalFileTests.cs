using Interlude.Host.Storage;
using Interlude.Server;

namespace Interlude.Tests.Host.Storage;

public sealed class JournalFileTests
{
    [Fact]
    public void A_log_remembers_how_it_was_called_before()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "journal.db");
        string first, second;
        using (var file = JournalFile.Open(path, Durability.ProcessCrash))
        {
            first = file.Epoch;
            file.Append([.. new WorldHistory().Continue(0, Enumerable.Range(0, 3))]);
            file.BeginEpoch();
        }

        using (var file = JournalFile.Open(path, Durability.ProcessCrash))
        {
            second = file.Epoch;
            file.Append([.. new WorldHistory().Continue(3, Enumerable.Range(0, 2))]);
            file.BeginEpoch();
        }

        using var again = JournalFile.OpenToRead(path);
        Assert.Equal([new FormerEpoch(first, 3), new FormerEpoch(second, 5)], again.FormerEpochs);
        Assert.Equal(3, new HashSet<string> { first, second, again.Epoch }.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_log_whose_end_a_loss_of_power_may_have_taken_gets_another_epoch_once(bool isSafeFromThen)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "journal.db");
        var then = isSafeFromThen ? Durability.PowerLoss : Durability.ProcessCrash;
        var first = Live(path, Durability.ProcessCrash, "boot 1", entries: 3);
        Assert.Equal(first, Live(path, Durability.ProcessCrash, "boot 1"));

        var second = Live(path, then, "boot 2", entries: 2);

        Assert.NotEqual(first, second);
        Assert.Equal(second, Live(path, then, "boot 2"));
        using var again = JournalFile.OpenToRead(path);
        Assert.Equal([new FormerEpoch(first, 3)], again.FormerEpochs);
        Assert.Equal(second, again.Epoch);
    }

    [Theory]
    [InlineData("boot 1")]
    [InlineData("boot 2")]
    public void One_that_survives_it_keeps_its_epoch(string boot)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "journal.db");
        var epoch = Live(path, Durability.PowerLoss, "boot 1", entries: 3);

        Assert.Equal(epoch, Live(path, Durability.PowerLoss, boot));
        Assert.Equal(epoch, Live(path, Durability.ProcessCrash, boot));
    }

    [Fact]
    public void One_that_was_made_safe_before_the_loss_keeps_its_epoch()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "journal.db");
        var epoch = Live(path, Durability.ProcessCrash, "boot 1", entries: 3);

        Assert.Equal(epoch, Live(path, Durability.PowerLoss, "boot 1"));
        Assert.Equal(epoch, Live(path, Durability.PowerLoss, "boot 2"));
    }

    [Theory]
    [InlineData(0, 2)]   // FULL
    [InlineData(1, 1)]   // NORMAL
    public void What_is_noted_of_it_leaves_what_a_commit_survives(int durability, long synchronous)
    {
        using var folder = new TemporaryFolder();
        using var file = JournalFile.Open(Path.Combine(folder.Path, "journal.db"), (Durability)durability);

        file.BeginEpoch();

        Assert.Equal(synchronous, file.File.Ask("PRAGMA synchronous"));
    }

    [Fact]
    public void What_was_followed_under_a_former_name_is_shared_up_to_where_anything_was_lost_since()
    {
        using var folder = new TemporaryFolder();
        using var file = JournalFile.Open(Path.Combine(folder.Path, "journal.db"), Durability.ProcessCrash);
        var names = new List<string> { file.Epoch };
        var history = new WorldHistory();
        file.Append([.. history.Continue(0, Enumerable.Range(0, 6))]);
        file.Append([.. history.Continue(6, Enumerable.Range(0, 4))]);
        file.BeginEpoch();                                             // at 10
        names.Add(file.Epoch);
        file.File.Execute("DELETE FROM batch WHERE first > 6");
        file.BeginEpoch();                                             // at 6
        names.Add(file.Epoch);
        file.Append([.. history.Continue(6, Enumerable.Range(0, 9))]);

        Assert.Equal([6, 6, 15], names.Select(name => file.SharedWith(name)!.Value));
        Assert.Equal(15, file.SharedWith(null));
        Assert.Null(file.SharedWith("another"));
    }

    /// <summary>A life of a server; how the log is called in it.</summary>
    private static string Live(string path, Durability durability, string boot, int entries = 0)
    {
        using var file = JournalFile.Open(path, durability, boot);
        if (entries > 0)
        {
            file.Append([.. new WorldHistory().Continue(file.LastSequence, Enumerable.Range(0, entries))]);
        }

        return file.Epoch;
    }
}
