using Microsoft.Data.Sqlite;

namespace Interlude.Host.Storage;

/// <summary>Removes what is older, or more, than is kept: a little after each slice, so that nobody waits. On the follower's thread.</summary>
/// <param name="file">The file.</param>
internal sealed class HistorySweeper(SqliteFile file) : IDisposable
{
    private const int RowsAtOnce = 512;
    private const int StreamsAtOnce = 16;
    private const long Day = 24 * 60 * 60 * 1000L;

    private readonly SqliteCommand _streams = file.Prepare(
        "SELECT id, items FROM stream WHERE id > $after ORDER BY id LIMIT $most", "$after", "$most");

    private readonly SqliteCommand _delete = file.Prepare("""
        DELETE FROM item WHERE (stream, sequence, number) IN (
            SELECT stream, sequence, number FROM item WHERE stream = $stream AND time < $before ORDER BY sequence, number LIMIT $most)
        """, "$stream", "$before", "$most");

    private readonly SqliteCommand _oldest = file.Prepare("SELECT time FROM item WHERE stream = $stream ORDER BY sequence, number LIMIT 1", "$stream");
    private readonly SqliteCommand _update = file.Prepare("UPDATE stream SET items = $items WHERE id = $id", "$items", "$id");
    private readonly SqliteCommand _close = file.Prepare("DELETE FROM stream WHERE id = $id", "$id");

    private long _cursor;

    /// <summary>Removes some, within a transaction of the caller's.</summary>
    /// <param name="retention">What is kept.</param>
    /// <param name="touched">The streams that have grown, and how many items each has.</param>
    /// <param name="now">The time of the last entry.</param>
    /// <returns>Whether anything was removed.</returns>
    public bool Sweep(HistoryRetention retention, IReadOnlyList<(long Stream, long Items)> touched, long now)
    {
        var removed = false;
        foreach (var (stream, items) in touched.Where(each => retention.Items > 0 && each.Items > retention.Items))
        {
            removed |= Remove(stream, items, long.MaxValue, Math.Min(items - retention.Items, RowsAtOnce));
        }

        return retention.Days == 0 ? removed : removed | SweepByAge(now - (retention.Days * Day));
    }

    public void Dispose()
    {
        foreach (var command in (SqliteCommand[])[_streams, _delete, _oldest, _update, _close])
        {
            command.Dispose();
        }
    }

    // One after the other, and from the front again: each in its turn, whether or not anything happens in it.
    private bool SweepByAge(long before)
    {
        var removed = false;
        var streams = Next();
        foreach (var (id, items) in streams)
        {
            if (TimeOfOldest(id) < before)
            {
                var most = Remove(id, items, before, RowsAtOnce);
                removed |= most;
                if (most && TimeOfOldest(id) < before)
                {
                    return removed;   // there is more of it: it is looked at again
                }
            }

            _cursor = id;
        }

        if (streams.Count < StreamsAtOnce)
        {
            _cursor = 0;
        }

        return removed;
    }

    private List<(long Id, long Items)> Next()
    {
        (_streams.Parameters[0].Value, _streams.Parameters[1].Value) = (_cursor, StreamsAtOnce);
        var streams = new List<(long, long)>();
        using var row = _streams.ExecuteReader();
        while (row.Read())
        {
            streams.Add((row.GetInt64(0), row.GetInt64(1)));
        }

        return streams;
    }

    private long? TimeOfOldest(long stream)
    {
        _oldest.Parameters[0].Value = stream;
        return _oldest.ExecuteScalar() is long time ? time : null;
    }

    private bool Remove(long stream, long items, long before, long most)
    {
        (_delete.Parameters[0].Value, _delete.Parameters[1].Value, _delete.Parameters[2].Value) = (stream, before, most);
        var count = _delete.ExecuteNonQuery();
        if (count == items)
        {
            _close.Parameters[0].Value = stream;
            _close.ExecuteNonQuery();
        }
        else
        {
            (_update.Parameters[0].Value, _update.Parameters[1].Value) = (items - count, stream);
            _update.ExecuteNonQuery();
        }

        return count > 0;
    }
}
