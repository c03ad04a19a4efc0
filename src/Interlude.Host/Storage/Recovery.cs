using System.Globalization;
using Interlude.World;

namespace Interlude.Host.Storage;

/// <summary>Makes the world of a log again: from a snapshot, then entry by entry, and gives the archive what it has missed.</summary>
internal static class Recovery
{
    /// <param name="file">The log.</param>
    /// <param name="archive">Open; at its end it holds all.</param>
    /// <param name="progress">Where the entry at hand is marked, and which one has proved deadly; null: nowhere.</param>
    /// <param name="mayLose">Whether the log may have lost its end, as it may where a commit does not survive a loss of power.</param>
    /// <param name="report">Told, in a sentence for operators, if something was lost.</param>
    /// <exception cref="StorageException">The log is damaged, or the two do not belong together.</exception>
    public static ChatWorld Run(
        JournalFile file, Archive archive, bool mayLose = false, Progress? progress = null, Action<string>? report = null)
    {
        try
        {
            var shared = file.SharedWith(archive.Epoch) ?? throw OfAnother(file);
            if (archive.Position > shared)
            {
                TakeBack(file, archive, shared, mayLose, report);
            }

            archive.Belong(file.Epoch);
            return Replay(file, archive, progress);
        }
        catch (IOException failure)
        {
            throw new StorageException($"the history cannot be written: {failure.Message}", failure);
        }
    }

    private static ChatWorld Replay(JournalFile file, Archive archive, Progress? progress)
    {
        var snapshot = file.FindSnapshot(archive.Position);
        var world = snapshot > 0 ? file.LoadSnapshot(snapshot) : new ChatWorld();
        var feed = new ArchiveFeed(archive);
        var events = new List<Event>();
        if (progress?.Deadly is { } deadly && deadly > world.Sequence && deadly <= file.LastSequence)
        {
            file.Skip(deadly);
        }

        var skipped = file.Skipped().ToHashSet();
        foreach (var batch in file.ReadBatches(world.Sequence + 1))
        {
            foreach (var entry in batch.Where(entry => entry.Sequence > world.Sequence))
            {
                if (entry.Sequence != world.Sequence + 1)
                {
                    throw Gap(file, archive, world.Sequence + 1, entry.Sequence - 1);
                }

                if (skipped.Contains(entry.Sequence))
                {
                    world.Skip(entry);
                }
                else
                {
                    progress?.Begin(entry.Sequence);
                    world.Apply(entry, events);
                }

                feed.Add(entry, events);
                events.Clear();
                if (feed.IsFull)
                {
                    Commit();
                }
            }

            progress?.End();   // what the files may bring about next speaks against no entry
        }

        Commit();
        progress?.Acquit();
        return world.Sequence >= file.LastSequence ? world : throw Gap(file, archive, world.Sequence + 1, file.LastSequence);

        void Commit()
        {
            progress?.End();
            feed.Commit();
        }
    }

    // What people have seen of it is gone; numbers that were in use will be others'.
    private static void TakeBack(JournalFile file, Archive archive, long shared, bool mayLose, Action<string>? report)
    {
        var lost = archive.Position;
        if (!mayLose)
        {
            throw new StorageException(
                $"the history goes to entry {lost}, and only up to entry {shared} is it that of the log \"{file.File.Path}\": that has lost its end, or is an older copy. "
                + "Restore a backup with \"interlude restore BACKUP --data DIR\"; or start once with --set data.durability=process-crash to go on with what the log has.");
        }

        // First: as long as the history is ahead, it is known that there must be one.
        if (archive.Epoch is null || archive.Epoch == file.Epoch)
        {
            file.BeginEpoch();   // the ids that were in use stay those of what is lost
        }

        archive.Forget(shared);
        report?.Invoke(string.Create(
            CultureInfo.InvariantCulture,
            $"The log had lost its end, as a loss of power can bring about where data.durability is not power-loss: entries {shared + 1} to {lost} were taken back from the history. People may miss what they have seen of them."));
    }

    private static StorageException OfAnother(JournalFile file) => new(
        $"the history beside the log \"{file.File.Path}\" belongs to another one. Put the one that belongs to it back, or take the history away to have what the log still holds made anew.");

    // Whether the log is damaged, or only goes with another history.
    private static StorageException Gap(JournalFile file, Archive archive, long first, long last) =>
        file.FirstSequence > first && file.FindSnapshot(long.MaxValue) > archive.Position
            ? new StorageException(
                $"the history ends at entry {archive.Position}, and the log \"{file.File.Path}\" no longer holds entries {first} to {last}. "
                + "Put the history.db that belongs to it back beside it, or restore a backup with \"interlude restore BACKUP --data DIR\".")
            : SqliteFile.Damaged(file.File.Path, $"entries {first} to {last} are missing");
}
