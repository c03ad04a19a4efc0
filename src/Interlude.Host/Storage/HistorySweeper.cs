using Interlude.Server;
using Interlude.World;
using Microsoft.Data.Sqlite;

namespace Interlude.Host.Storage;

/// <summary>
/// Removes what is older, or more, than is kept, and what nobody can read any more: a little at a time, within a transaction
/// of the caller's. On the follower's thread.
/// </summary>
/// <param name="file">The file.</param>
/// <param name="runs">What the streams have.</param>
internal sealed class HistorySweeper(SqliteFile file, HistoryRuns runs) : IDisposable
{
    /// <summary>Events that are removed at once, where that is not behind a larger slice.</summary>
    public const int ItemsAtOnce = 512;

    private const int OldStreamsAtOnce = 64;
    private const int StreamsInAWalk = 4096;

    private readonly SqliteCommand _old = file.Prepare(
        "SELECT id, items FROM stream WHERE oldest_time < $before ORDER BY oldest_time LIMIT $most", "$before", "$most");

    private readonly SqliteCommand _walk = file.Prepare(
        "SELECT id, items, kind, owner, what, place, nick FROM stream WHERE id > $after ORDER BY id LIMIT $most", "$after", "$most");

    private readonly SqliteCommand _slices = file.Prepare(
        "DELETE FROM slice WHERE first < (SELECT first FROM slice WHERE time < $before ORDER BY time DESC, first DESC LIMIT 1)", "$before");

    private readonly SqliteCommand _thin = file.Prepare("""
        UPDATE stream SET items = items - $count,
            oldest_time = (SELECT time FROM item WHERE stream = $id ORDER BY sequence, number LIMIT 1)
        WHERE id = $id
        """, "$count", "$id");

    private readonly SqliteCommand _close = file.Prepare("DELETE FROM stream WHERE id = $id", "$id");

    private HistoryRetention _retention;
    private long _left;       // events that may still be removed
    private bool _hasEnded;   // a stream has
    private long _cursor;

    /// <summary>All statements.</summary>
    public IReadOnlyList<SqliteCommand> Commands => [_old, _walk, _slices, _thin, _close];

    /// <summary>
    /// After a slice: twice as much as it has brought, if there is as much, so that however fast history grows it does not stay longer
    /// or get more than it should.
    /// </summary>
    /// <param name="retention">What is kept.</param>
    /// <param name="written">The streams that have grown, and how many items each has.</param>
    /// <param name="items">How many were written.</param>
    /// <param name="now">The time of the last entry, or the wall clock's if that is behind.</param>
    public HistorySwept SweepBehind(HistoryRetention retention, IReadOnlyList<(long Stream, long Items)> written, long items, long now)
    {
        Begin(retention, Math.Max(ItemsAtOnce, 2 * items));
        foreach (var (stream, count) in written)
        {
            RemoveSurplus(stream, count);
        }

        RemoveOld(now);
        return End();
    }

    /// <summary>Without a slice: what is old, and in some streams, each in its turn, what is too much or for nobody.</summary>
    /// <param name="retention">What is kept.</param>
    /// <param name="now">By the wall clock.</param>
    /// <param name="mayBeRead">Whether somebody can read a conversation, now or later.</param>
    public HistorySwept SweepAround(HistoryRetention retention, long now, Predicate<Conversation> mayBeRead)
    {
        Begin(retention, ItemsAtOnce);
        RemoveOld(now);
        var streams = Walk();
        foreach (var (id, items, stream) in streams)
        {
            if (!mayBeRead(stream.Conversation))
            {
                Remove(id, items, long.MaxValue, _left);
            }
            else
            {
                RemoveSurplus(id, items);
            }

            if (_left == 0)
            {
                return End();   // this one is looked at again
            }

            _cursor = id;
        }

        _cursor = streams.Count < StreamsInAWalk ? 0 : _cursor;
        return End();
    }

    public void Dispose()
    {
        foreach (var command in Commands)
        {
            command.Dispose();
        }
    }

    private void Begin(HistoryRetention retention, long most) => (_retention, _left, _hasEnded) = (retention, most, false);

    private HistorySwept End() => new(_hasEnded, _left == 0);

    private void RemoveSurplus(long stream, long items)
    {
        if (_retention.Items > 0 && items > _retention.Items)
        {
            Remove(stream, items, long.MaxValue, Math.Min(items - _retention.Items, _left));
        }
    }

    private void RemoveOld(long now)
    {
        if (_retention.OldestAt(now) is not { } oldest)
        {
            return;
        }

        _slices.Parameters[0].Value = oldest;
        _slices.ExecuteNonQuery();
        long before;
        do
        {
            before = _left;
            foreach (var (stream, items) in Old(oldest))
            {
                Remove(stream, items, oldest, _left);
            }
        }
        while (_left < before && _left > 0);
    }

    private List<(long Id, long Items)> Old(long before)
    {
        (_old.Parameters[0].Value, _old.Parameters[1].Value) = (before, OldStreamsAtOnce);
        var streams = new List<(long, long)>();
        using var row = _old.ExecuteReader();
        while (row.Read())
        {
            streams.Add((row.GetInt64(0), row.GetInt64(1)));
        }

        return streams;
    }

    private List<(long Id, long Items, HistoryStream Stream)> Walk()
    {
        (_walk.Parameters[0].Value, _walk.Parameters[1].Value) = (_cursor, StreamsInAWalk);
        var streams = new List<(long, long, HistoryStream)>();
        using var row = _walk.ExecuteReader();
        while (row.Read())
        {
            var stream = new HistoryStream(row.GetInt32(2), row.GetInt64(3), (HistoryKinds)row.GetInt32(4), row.GetInt64(5), row.GetString(6));
            streams.Add((row.GetInt64(0), row.GetInt64(1), stream));
        }

        return streams;
    }

    private void Remove(long stream, long items, long before, long most)
    {
        if (most == 0)
        {
            return;
        }

        var count = runs.RemoveFirst(stream, before, most);
        _left -= count;
        if (count == items)
        {
            _close.Parameters[0].Value = stream;
            _close.ExecuteNonQuery();
            _hasEnded = true;
        }
        else
        {
            (_thin.Parameters[0].Value, _thin.Parameters[1].Value) = (count, stream);
            _thin.ExecuteNonQuery();
        }
    }
}

/// <summary>What came of a sweep.</summary>
/// <param name="HasEndedStreams">Streams of which nothing was left are gone.</param>
/// <param name="HasMore">There may be more to remove at once.</param>
internal readonly record struct HistorySwept(bool HasEndedStreams, bool HasMore);
