using Microsoft.Data.Sqlite;

namespace Interlude.Host.Storage;

/// <summary>
/// Makes a data directory from a backup: everything in a folder within it, which goes last. As long as that folder is there, the
/// directory is no server's, and a restore may begin again; nothing of a half-made one can be taken for data.
/// </summary>
internal static class Restoration
{
    /// <summary>Does all of it.</summary>
    /// <param name="backup">The backup.</param>
    /// <param name="directory">The directory to make, or an empty one, or one that a restore has left which did not end.</param>
    /// <exception cref="StorageException">It cannot be done. The directory may be restored into again.</exception>
    public static void Run(string backup, string directory)
    {
        using var held = Take(directory);
        try
        {
            foreach (var step in Steps(backup, held))
            {
                step();
            }
        }
        catch (StorageException)
        {
            Clear(held);
            throw;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"the backup \"{backup}\" cannot be restored into \"{directory}\": {failure.Message}", failure);
        }
    }

    /// <summary>Takes a directory to restore into, and leaves any other as it is.</summary>
    public static DataDirectory Take(string directory)
    {
        Check(directory);
        var held = DataDirectory.OpenToRestore(directory);
        try
        {
            Check(directory);   // again, for a server may have had it meanwhile
            return held;
        }
        catch (StorageException)
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>What is to be done, in order. Whoever ends between two of them leaves a directory that can be restored into again.</summary>
    public static IReadOnlyList<Action> Steps(string backup, DataDirectory held)
    {
        var (folder, directory) = (DataDirectory.RestoringIn(held.Path), held.Path);
        return
        [
            () => Clear(held),
            () => Begin(folder, directory),
            () => BackupFile.Extract(backup, folder),
            () => Verification.Check(folder),
            () => BeginEpoch(folder),
            () => Move(DataDirectory.HistoryIn(folder), DataDirectory.HistoryIn(directory)),
            () => Move(DataDirectory.JournalIn(folder), DataDirectory.JournalIn(directory)),
            () => DirectorySync.Run(directory),
            () => End(folder, directory),
        ];
    }

    private static void Check(string directory)
    {
        if (File.Exists(directory) || (Directory.Exists(directory) && !DataDirectory.IsUnfinished(directory) && HoldsAnything(directory)))
        {
            throw new StorageException($"\"{directory}\" is not an empty directory, and nothing is overwritten. Name another with --data.");
        }
    }

    private static bool HoldsAnything(string directory) =>
        Directory.EnumerateFileSystemEntries(directory).Any(entry => !DataDirectory.IsOfHolding(entry));

    // Of a restore that did not end. No server has had what lies beside the folder.
    private static void Clear(DataDirectory held)
    {
        var folder = DataDirectory.RestoringIn(held.Path);
        if (Directory.Exists(folder))
        {
            File.Delete(held.Journal);
            File.Delete(held.History);
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Begin(string folder, string directory)
    {
        DataDirectory.Create(folder);
        DirectorySync.Run(directory);
    }

    // Message ids of the time after the backup are known to people: those that come now must be others.
    private static void BeginEpoch(string folder)
    {
        var path = DataDirectory.JournalIn(folder);
        try
        {
            using var journal = JournalFile.Open(path, Durability.PowerLoss);
            journal.BeginEpoch();
        }
        catch (SqliteException failure)
        {
            throw SqliteFile.Explain(path, failure);
        }

        // Closing moves the WAL into the file, and says nothing if it cannot.
        if (File.Exists(path + "-wal"))
        {
            throw new IOException($"the file \"{path}\" could not be completed; is there room on the disk?");
        }
    }

    private static void Move(string from, string to) => File.Move(from, to, overwrite: false);

    private static void End(string folder, string directory)
    {
        Directory.Delete(folder, recursive: true);
        DirectorySync.Run(directory);
    }
}
