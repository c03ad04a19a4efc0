using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Interlude.Host.Storage;

/// <summary>What the streams in the file have: events, and runs of them. Within transactions of the caller's, on the follower's thread.</summary>
/// <param name="file">The file.</param>
internal sealed class HistoryRuns(SqliteFile file) : IDisposable
{
    // That one is there already undoes the whole transaction: of a statement alone nothing need be undone, so it keeps no copy of pages.
    private readonly SqliteStatement _insertEvent = new(
        file, "INSERT OR FAIL INTO item (stream, sequence, number, time, event) VALUES (?1, ?2, ?3, ?4, ?5)");

    private readonly SqliteStatement _insertItem = new(
        file, "INSERT OR FAIL INTO item (stream, sequence, number, time, event, run) VALUES (?1, ?2, ?3, ?4, x'', ?5)");

    private readonly SqliteStatement _insertRun = new(file, "INSERT OR FAIL INTO run (event, rest) VALUES (?1, ?2)");

    private readonly SqliteCommand _fromFirst = file.Prepare(Walk("ASC"), "$stream");
    private readonly SqliteCommand _fromLast = file.Prepare(Walk("DESC"), "$stream");

    private readonly SqliteCommand _deleteRunsBefore = file.Prepare(DeleteRuns(Before), Place);
    private readonly SqliteCommand _deleteBefore = file.Prepare($"DELETE FROM item WHERE {Before}", Place);
    private readonly SqliteCommand _deleteRunsFrom = file.Prepare(DeleteRuns(From), Place);
    private readonly SqliteCommand _deleteFrom = file.Prepare($"DELETE FROM item WHERE {From}", Place);

    private readonly HistoryRun _run = new();
    private readonly List<HistoryRow> _rows = [];

    /// <summary>All statements that look for something.</summary>
    public IReadOnlyList<SqliteCommand> Commands => [_fromFirst, _fromLast, _deleteRunsBefore, _deleteBefore, _deleteRunsFrom, _deleteFrom];

    private static string Before => "stream = $stream AND sequence <= $sequence AND (sequence < $sequence OR number < $number)";

    private static string From => "stream = $stream AND sequence >= $sequence AND (sequence > $sequence OR number >= $number)";

    private static string[] Place => ["$stream", "$sequence", "$number"];

    /// <summary>Adds events to the end of a stream.</summary>
    /// <param name="stream">Its id.</param>
    /// <param name="rows">In order; at least one.</param>
    public void Append(long stream, ReadOnlySpan<HistoryRow> rows)
    {
        for (var taken = 0; !rows.IsEmpty; rows = rows[taken..])
        {
            taken = _run.Take(rows);
            var insert = taken > 1 ? _insertItem : _insertEvent;
            insert.Bind(1, stream);
            insert.Bind(2, rows[0].Sequence);
            insert.Bind(3, rows[0].Index);
            insert.Bind(4, rows[0].Time);
            if (taken > 1)
            {
                _insertRun.Bind(1, _run.Events);
                _insertRun.Bind(2, _run.Rest);
                _insertRun.Run();
                insert.Bind(5, file.LastId);
            }
            else
            {
                insert.Bind(5, _run.Events);
            }

            insert.Run();
        }
    }

    /// <summary>Removes the first events of a stream: those from before a moment, and no more than so many.</summary>
    /// <returns>How many those were.</returns>
    public long RemoveFirst(long stream, long before, long most)
    {
        var (removed, gone) = (0L, 0);
        var (sequence, number) = (long.MaxValue, int.MaxValue);
        _fromFirst.Parameters[0].Value = stream;
        using (var run = _fromFirst.ExecuteReader())
        {
            while (sequence == long.MaxValue && Read(run))
            {
                for (gone = 0; gone < _rows.Count && _rows[gone].Time < before && removed < most; gone++)
                {
                    removed++;
                }

                if (gone < _rows.Count)
                {
                    (sequence, number) = (_rows[0].Sequence, _rows[0].Index + Math.Min(gone, 1));
                }
            }
        }

        if (removed > 0)
        {
            Delete(stream, sequence, number, _deleteRunsBefore, _deleteBefore);
        }

        if (gone > 0)
        {
            Append(stream, CollectionsMarshal.AsSpan(_rows)[gone..]);   // what stays of the last of them, if anything does
        }

        return removed;
    }

    /// <summary>Removes the events of a stream that came of later entries.</summary>
    /// <returns>How many those were, and the latest that is left; null: none is.</returns>
    public (long Removed, HistoryRow? Latest) RemoveBehind(long stream, long sequence)
    {
        var (removed, stay) = (0L, 0);
        HistoryRow? latest = null;
        var (from, number) = (long.MinValue, int.MinValue);
        _fromLast.Parameters[0].Value = stream;
        using (var run = _fromLast.ExecuteReader())
        {
            while (latest is null && Read(run))
            {
                stay = _rows.Count(row => row.Sequence <= sequence);
                removed += _rows.Count - stay;
                if (stay > 0)
                {
                    latest = _rows[stay - 1];
                    (from, number) = (_rows[0].Sequence, _rows[0].Index + (stay == _rows.Count ? 1 : 0));
                }
            }
        }

        Delete(stream, from, number, _deleteRunsFrom, _deleteFrom);
        if (stay < _rows.Count)
        {
            Append(stream, CollectionsMarshal.AsSpan(_rows)[..stay]);
        }

        return (removed, latest);
    }

    public void Dispose()
    {
        _insertEvent.Dispose();
        _insertItem.Dispose();
        _insertRun.Dispose();
        foreach (var command in Commands)
        {
            command.Dispose();
        }
    }

    private static string Walk(string order) =>
        $"SELECT {HistoryRun.Columns} FROM {HistoryRun.Source} WHERE stream = $stream ORDER BY sequence {order}, number {order}";

    private static string DeleteRuns(string range) => $"DELETE FROM run WHERE id IN (SELECT run FROM item WHERE {range} AND run IS NOT NULL)";

    private static void Delete(long stream, long sequence, int number, params ReadOnlySpan<SqliteCommand> deletes)
    {
        foreach (var delete in deletes)
        {
            (delete.Parameters[0].Value, delete.Parameters[1].Value, delete.Parameters[2].Value) = (stream, sequence, number);
            delete.ExecuteNonQuery();
        }
    }

    // The next run, if there is one; else what there was stays.
    private bool Read(SqliteDataReader run)
    {
        if (!run.Read())
        {
            return false;
        }

        _rows.Clear();
        HistoryRun.Read(run, _rows);
        return true;
    }
}
