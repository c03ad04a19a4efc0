using Microsoft.Data.Sqlite;

namespace Interlude.Host.Storage;

/// <summary>Writes history into its file: rows, and of each stream how many it has and which is the latest. On the follower's thread.</summary>
/// <param name="file">The file.</param>
internal sealed class HistoryWriter(SqliteFile file) : IDisposable
{
    // Streams whose ids are known without looking: those that were written to lately.
    private const int MaxKnown = 20_000;

    // Slices of time are at least so many entries long: so there are few, and a page passes over few rows within one.
    private const int EntriesInSlice = 1024;

    private readonly Dictionary<HistoryStream, long> _known = [];
    private readonly SqliteCommand _find = file.Prepare(
        "SELECT id FROM stream WHERE kind = $kind AND owner = $owner AND what = $what AND place = $place AND nick = $nick",
        "$kind", "$owner", "$what", "$place", "$nick");

    private readonly SqliteCommand _open = file.Prepare(
        """
        INSERT INTO stream (kind, owner, what, place, nick, items, oldest_time, latest_sequence, latest_index, latest_time)
        VALUES ($kind, $owner, $what, $place, $nick, 0, $oldest, 0, 0, 0) RETURNING id
        """,
        "$kind", "$owner", "$what", "$place", "$nick", "$oldest");

    private readonly SqliteCommand _insert = file.Prepare(
        "INSERT INTO item (stream, sequence, number, time, event) VALUES ($stream, $sequence, $number, $time, $event)",
        "$stream", "$sequence", "$number", "$time", "$event");

    private readonly SqliteCommand _update = file.Prepare(
        "UPDATE stream SET items = items + $more, latest_sequence = $sequence, latest_index = $number, latest_time = $time WHERE id = $id RETURNING items",
        "$more", "$sequence", "$number", "$time", "$id");

    private readonly SqliteCommand _position = file.Prepare("UPDATE meta SET value = $position WHERE name = 'position'", "$position");
    private readonly SqliteCommand _slice = file.Prepare("INSERT INTO slice (first, time) VALUES ($first, $time)", "$first", "$time");

    private long? _lastSlice;

    /// <summary>Writes a slice and how far it goes, within a transaction of the caller's.</summary>
    /// <returns>The streams that it has written to, and how many items each has now.</returns>
    public IReadOnlyList<(long Stream, long Items)> Write(HistorySlice slice, long position)
    {
        var touched = new List<(long Stream, long Items)>(slice.Streams.Count);
        foreach (var (stream, rows) in slice.Streams)
        {
            var id = Find(stream, rows[0].Time);
            foreach (var row in rows)
            {
                Run(_insert, id, row.Sequence, row.Index, row.Time, row.Event);
            }

            var latest = rows[^1];
            touched.Add((id, (long)Run(_update, rows.Count, latest.Sequence, latest.Index, latest.Time, id)!));
        }

        _lastSlice ??= file.Ask("SELECT max(first) FROM slice") ?? -EntriesInSlice;
        if (slice.First is { } first && first.Sequence >= _lastSlice + EntriesInSlice)
        {
            Run(_slice, first.Sequence, first.Time);
            _lastSlice = first.Sequence;
        }

        Run(_position, position);
        return touched;
    }

    /// <summary>Removes what lies behind an entry, within a transaction of the caller's. It looks at every item.</summary>
    public void TakeBack(long sequence)
    {
        file.Execute(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"""
            DELETE FROM item WHERE sequence > {sequence};
            DELETE FROM slice WHERE first > {sequence};
            DELETE FROM stream WHERE latest_sequence > {sequence} AND NOT EXISTS (SELECT 1 FROM item WHERE item.stream = stream.id);
            UPDATE stream SET
                items = (SELECT count(*) FROM item WHERE item.stream = stream.id),
                (latest_sequence, latest_index, latest_time) =
                    (SELECT sequence, number, time FROM item WHERE item.stream = stream.id ORDER BY sequence DESC, number DESC LIMIT 1)
                WHERE latest_sequence > {sequence};
            UPDATE meta SET value = {sequence} WHERE name = 'position';
            """));
        Forget();
    }

    /// <summary>What is known of streams may be wrong: a transaction was rolled back, or streams have ended.</summary>
    public void Forget()
    {
        _known.Clear();
        _lastSlice = null;
    }

    public void Dispose()
    {
        foreach (var command in (SqliteCommand[])[_find, _open, _insert, _update, _position, _slice])
        {
            command.Dispose();
        }
    }

    private static object? Run(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var index = 0; index < values.Length; index++)
        {
            command.Parameters[index].Value = values[index];
        }

        return command.ExecuteScalar();
    }

    private long Find(HistoryStream stream, long time)
    {
        if (_known.TryGetValue(stream, out var id))
        {
            return id;
        }

        if (_known.Count >= MaxKnown)
        {
            _known.Clear();
        }

        id = (long)(Run(_find, stream.Kind, stream.Owner, (int)stream.What, stream.Place, stream.Nick)
            ?? Run(_open, stream.Kind, stream.Owner, (int)stream.What, stream.Place, stream.Nick, time)!);
        _known.Add(stream, id);
        return id;
    }
}
