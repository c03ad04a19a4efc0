using System.Globalization;
using Interlude.World;
using Microsoft.Data.Sqlite;

namespace Interlude.Host.Storage;

/// <summary>Looks whether the files of a data directory are whole and belong together, and changes nothing; a server may be running.</summary>
internal static class Verification
{
    /// <summary>Looks at all of it.</summary>
    /// <returns>What is there, a sentence for each file.</returns>
    /// <exception cref="StorageException">What is wrong.</exception>
    public static IReadOnlyList<string> Check(string directory)
    {
        var position = CheckHistory(DataDirectory.HistoryIn(directory), out var history);   // first: it is never ahead of the log
        var last = CheckJournal(DataDirectory.JournalIn(directory), position, out var journal);
        return position <= last
            ? [journal, history]
            : throw new StorageException(string.Create(
                CultureInfo.InvariantCulture,
                $"the history in \"{directory}\" goes to entry {position}, and the log only to entry {last}: they do not belong together, or the log has lost its end."));
    }

    private static long CheckHistory(string path, out string what)
    {
        using var file = SqliteFile.OpenToRead(path, HistoryFile.Format);
        return Explained(path, file, out what, () =>
        {
            var items = 0;
            using var query = file.Prepare("SELECT sequence, event FROM item");
            using var row = query.ExecuteReader();
            for (; row.Read(); items++)
            {
                try
                {
                    EventCodec.Read((byte[])row.GetValue(1));
                }
                catch (FormatException fault)
                {
                    throw SqliteFile.Damaged(path, string.Create(CultureInfo.InvariantCulture, $"an event of entry {row.GetInt64(0)}: {fault.Message}"), fault);
                }
            }

            var position = file.Ask("SELECT value FROM meta WHERE name = 'position'") ?? 0;
            return (position, string.Create(CultureInfo.InvariantCulture, $"\"{path}\" is whole: up to entry {position}, {items} items."));
        });
    }

    private static long CheckJournal(string path, long position, out string what)
    {
        using var file = JournalFile.OpenToRead(path);
        return Explained(path, file.File, out what, () =>
        {
            var snapshots = new HashSet<long>();
            for (var at = file.FindSnapshot(long.MaxValue); at > 0; at = file.FindSnapshot(at - 1))
            {
                snapshots.Add(at);
            }

            // From the oldest on, so that each later one can be held against what makes it.
            var world = snapshots.Count > 0 ? file.LoadSnapshot(snapshots.Min()) : new ChatWorld();
            if (world.Sequence > position)
            {
                throw new StorageException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"the history beside \"{path}\" goes to entry {position}, and the log begins at entry {world.Sequence}: they do not belong together."));
            }

            var (first, skipped) = (world.Sequence + 1, file.Skipped().ToHashSet());
            foreach (var entry in file.ReadBatches(first).SelectMany(batch => batch).Where(entry => entry.Sequence >= first))
            {
                if (entry.Sequence != world.Sequence + 1)
                {
                    throw SqliteFile.Damaged(path, string.Create(CultureInfo.InvariantCulture, $"entries {world.Sequence + 1} to {entry.Sequence - 1} are missing"));
                }

                if (skipped.Contains(entry.Sequence))
                {
                    world.Skip(entry);
                }
                else
                {
                    world.Apply(entry, []);
                }

                if (snapshots.Contains(entry.Sequence) && !world.Digest().AsSpan().SequenceEqual(file.LoadSnapshot(entry.Sequence).Digest()))
                {
                    throw SqliteFile.Damaged(path, string.Create(CultureInfo.InvariantCulture, $"the snapshot of entry {entry.Sequence} is not what the entries before it make"));
                }
            }

            return (world.Sequence, string.Create(
                CultureInfo.InvariantCulture,
                $"\"{path}\" is whole: entries {first} to {world.Sequence}, {snapshots.Count} snapshots; epoch {file.Epoch}."));
        });
    }

    private static long Explained(string path, SqliteFile file, out string what, Func<(long Last, string What)> check)
    {
        try
        {
            using var integrity = file.Prepare("PRAGMA integrity_check(1)");
            if (integrity.ExecuteScalar() is not "ok" and var fault)
            {
                throw SqliteFile.Damaged(path, $"{fault}");
            }

            file.Execute("BEGIN");   // all of it as of one moment; ended with the connection
            (var last, what) = check();
            return last;
        }
        catch (SqliteException failure)
        {
            throw SqliteFile.Explain(path, failure);
        }
    }
}
