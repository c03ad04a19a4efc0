using Interlude.Host.Configuring;
using Interlude.Host.Storage;

namespace Interlude.Tests.Host.Storage;

/// <summary>A restore that ends before its end, at each of its steps: what it leaves is no server's, and can be restored into.</summary>
public sealed class RestorationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Data => Path.Combine(_folder.Path, "data");

    private string Backup => Path.Combine(_folder.Path, "backup.zip");

    private string Restored => Path.Combine(_folder.Path, "restored");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Wherever_it_ended_no_server_begins_with_what_it_left_and_a_second_one_does_all()
    {
        var epoch = MakeBackup();
        for (var count = 1; Break(count); count++)
        {
            var isWhole = !Directory.Exists(Path.Combine(Restored, "restoring"));
            Assert.Equal(count is 1, isWhole);   // when nothing was done yet
            if (!isWhole)
            {
                var refusal = $"a restore into \"{Restored}\" has not ended. Let it end, or run \"interlude restore BACKUP --data {Restored}\" again: it begins anew.";
                Assert.Equal(refusal, Assert.Throws<StorageException>(Open).Message);
                Assert.Equal(refusal, Assert.Throws<StorageException>(() => DataDirectory.CheckFinished(Restored)).Message);
            }

            Restoration.Run(Backup, Restored);

            using (var store = Open())
            {
                Assert.NotEqual(epoch, store.Life.Epoch);
                Assert.Equal(epoch, Assert.Single(store.Life.FormerEpochs).Name);
                Assert.Equal(30, store.World.Sequence);
            }

            Directory.Delete(Restored, recursive: true);
        }
    }

    [Fact]
    public void A_restore_that_failed_leaves_a_directory_that_can_be_restored_into()
    {
        MakeBackup();
        File.WriteAllText(Path.Combine(_folder.Path, "text"), "no ZIP");
        Assert.Throws<StorageException>(() => Restoration.Run(Path.Combine(_folder.Path, "text"), Restored));

        Restoration.Run(Backup, Restored);

        Open().Dispose();
    }

    [Fact]
    public void What_is_anothers_is_left_alone_even_if_a_folder_in_it_has_that_name()
    {
        MakeBackup();
        Directory.CreateDirectory(Restored);
        File.WriteAllText(Path.Combine(Restored, "mine"), "mine");

        var thrown = Assert.Throws<StorageException>(() => Restoration.Run(Backup, Restored));

        Assert.Equal($"\"{Restored}\" is not an empty directory, and nothing is overwritten. Name another with --data.", thrown.Message);
        Assert.Equal(["mine"], Directory.EnumerateFileSystemEntries(Restored).Select(Path.GetFileName));
    }

    // Does so many of its steps; false if those are all.
    private bool Break(int count)
    {
        using var held = Restoration.Take(Restored);
        var steps = Restoration.Steps(Backup, held);
        foreach (var step in steps.Take(count))
        {
            step();
        }

        return count < steps.Count;
    }

    private ChatStore Open() =>
        ChatStore.Open(Configuration.Default with { DataDirectory = Restored }, DateTimeOffset.UnixEpoch, Assert.Fail);

    // Of thirty entries; their epoch.
    private string MakeBackup()
    {
        using var directory = DataDirectory.Open(Data);
        using var file = JournalFile.Open(directory.Journal, Durability.PowerLoss);
        file.Append(new WorldHistory().Continue(0, Enumerable.Range(0, 30)));
        using (var history = HistoryFile.Open(directory.History, Durability.PowerLoss, Assert.Fail))
        {
            Recovery.Run(file, history);
        }

        BackupFile.Write(Data, Backup);
        return file.Epoch;
    }
}
