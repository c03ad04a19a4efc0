using System.Globalization;
using Interlude.World;
using Microsoft.Data.Sqlite;

namespace Interlude.Host.Storage;

/// <summary>Looks whether the files of a data directory are whole and belong together, and changes nothing; a server may be running.</summary>
/// <remarks>
/// The log is read first as far as its beginning, then the history, then the log to its end: whatever a server does meanwhile, the log
/// then begins no later than the history ends, and ends no sooner.
/// </remarks>
internal static class Verification
{
    private const int EntriesAtOnce = 4096;
    private const int RunsAtOnce = 1024;

    /// <summary>Looks at all of it.</summary>
    /// <param name="directory">Where it is.</param>
    /// <param name="isServed">
    /// Whether a server writes it meanwhile. Then what SQLite can say of a file as a whole (pages that are nobody's) is not asked: it would
    /// keep the server's WAL from beginning anew for as long as that takes.
    /// </param>
    /// <param name="between">Called between two pieces, while nothing is held.</param>
    /// <param name="entriesAtOnce">How many entries of the log a piece has.</param>
    /// <returns>What is there, a sentence for each file.</returns>
    /// <exception cref="StorageException">What is wrong.</exception>
    public static IReadOnlyList<string> Check(
        string directory, bool isServed = false, Action? between = null, int entriesAtOnce = EntriesAtOnce)
    {
        var (journal, history) = (DataDirectory.JournalIn(directory), DataDirectory.HistoryIn(directory));
        using var file = JournalFile.OpenToRead(journal);
        using var items = SqliteFile.OpenToRead(history, HistoryFile.Format);
        return Explained(journal, () =>
        {
            if (!isServed)
            {
                CheckPages(file.File);
            }

            var log = new LogVerification(file, entriesAtOnce);
            var (position, what) = Explained(history, () =>
            {
                if (!isServed)
                {
                    CheckPages(items);
                }

                return CheckHistory(items, between);
            });
            if (log.First - 1 > position)
            {
                throw new StorageException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"the history beside \"{journal}\" goes to entry {position}, and the log begins at entry {log.First - 1}: they do not belong together."));
            }

            var whole = log.Run(file.LastSequence, between);
            var shared = file.SharedWith(HistoryFile.EpochIn(items)) ?? 0;
            return position <= shared
                ? (string[])[whole, what]
                : throw new StorageException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"the history in \"{directory}\" goes to entry {position}, and that of the log only to entry {shared}: they do not belong together, or the log has lost its end."));
        });
    }

    private static (long Position, string What) CheckHistory(SqliteFile file, Action? between)
    {
        var (count, at) = (0L, (Stream: long.MinValue, Sequence: long.MinValue, Number: long.MinValue));
        var last = (Stream: 0L, Item: default(HistoryRow));
        var items = new List<HistoryRow>();
        using var query = file.Prepare($"""
            SELECT {HistoryRun.Columns}, stream FROM {HistoryRun.Source} WHERE (stream, sequence, number) > ($stream, $sequence, $number)
            ORDER BY stream, sequence, number LIMIT $count
            """, "$stream", "$sequence", "$number", "$count");
        query.Parameters[3].Value = RunsAtOnce;
        for (var isMore = true; isMore; between?.Invoke())
        {
            (query.Parameters[0].Value, query.Parameters[1].Value, query.Parameters[2].Value) = at;
            isMore = false;
            items.Clear();   // a sweep between two pieces may have brought what is left of the last run forward
            using var row = query.ExecuteReader();
            for (; row.Read(); isMore = true)
            {
                var before = items.Count > 0 && at.Stream == row.GetInt64(5) ? items[^1] : (HistoryRow?)null;
                var stream = row.GetInt64(5);
                at = (stream, row.GetInt64(0), row.GetInt64(1));
                items.Clear();
                CheckRun(file.Path, row, items, before);
                count += items.Count(item => last.Stream != stream || item.CompareTo(last.Item) > 0);
                last = (stream, items[^1]);
            }
        }

        var position = file.Ask("SELECT value FROM meta WHERE name = 'position'") ?? 0;
        return (position, string.Create(CultureInfo.InvariantCulture, $"\"{file.Path}\" is whole: up to entry {position}, {count} items."));
    }

    private static void CheckRun(string path, SqliteDataReader run, List<HistoryRow> items, HistoryRow? before)
    {
        var sequence = run.GetInt64(0);
        try
        {
            HistoryRun.Read(run, items);
            if (before is { } last && last.CompareTo(items[0]) >= 0)
            {
                throw new FormatException("It comes before the end of the run before.");
            }

            foreach (var item in items)
            {
                sequence = item.Sequence;
                EventCodec.Read(item.Event.Span);
            }
        }
        catch (FormatException fault)
        {
            throw SqliteFile.Damaged(path, string.Create(CultureInfo.InvariantCulture, $"an event of entry {sequence}: {fault.Message}"), fault);
        }
    }

    private static void CheckPages(SqliteFile file)
    {
        using var integrity = file.Prepare("PRAGMA integrity_check(1)");
        if (integrity.ExecuteScalar() is not "ok" and var fault)
        {
            throw SqliteFile.Damaged(file.Path, $"{fault}");
        }
    }

    private static T Explained<T>(string path, Func<T> check)
    {
        try
        {
            return check();
        }
        catch (SqliteException failure)
        {
            throw SqliteFile.Explain(path, failure);
        }
    }
}
