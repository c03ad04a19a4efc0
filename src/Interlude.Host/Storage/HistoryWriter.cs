using System.Globalization;
using System.Runtime.InteropServices;

namespace Interlude.Host.Storage;

/// <summary>Writes history into its file: rows, and of each stream how many it has and which is the latest. On the follower's thread.</summary>
/// <param name="file">The file.</param>
/// <param name="runs">What the streams have.</param>
internal sealed class HistoryWriter(SqliteFile file, HistoryRuns runs) : IDisposable
{
    // Streams whose ids are known without looking: those that were written to lately.
    private const int MaxKnown = 20_000;

    // Slices of time are at least so many entries long: so there are few, and a page passes over few rows within one.
    private const int EntriesInSlice = 1024;

    private readonly Dictionary<HistoryStream, long> _known = [];
    private readonly List<(long Id, List<HistoryRow> Rows)> _inOrder = [];
    private readonly List<(long Stream, long Items)> _touched = [];
    private readonly SqliteStatement _find = new(
        file, "SELECT id FROM stream WHERE kind = ?1 AND owner = ?2 AND what = ?3 AND place = ?4 AND nick = ?5");

    private readonly SqliteStatement _open = new(file, """
        INSERT INTO stream (kind, owner, what, place, nick, items, oldest_time, latest_sequence, latest_index, latest_time)
        VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6, 0, 0, 0) RETURNING id
        """);

    private readonly SqliteStatement _update = new(
        file, "UPDATE stream SET items = items + ?1, latest_sequence = ?2, latest_index = ?3, latest_time = ?4 WHERE id = ?5 RETURNING items");

    private readonly SqliteStatement _position = new(file, "UPDATE meta SET value = ?1 WHERE name = 'position'");
    private readonly SqliteStatement _slice = new(file, "INSERT INTO slice (first, time) VALUES (?1, ?2)");

    private long? _lastSlice;

    /// <summary>Writes a slice and how far it goes, within a transaction of the caller's.</summary>
    /// <returns>The streams that it has written to, and how many items each has now. Until the next call.</returns>
    public IReadOnlyList<(long Stream, long Items)> Write(HistorySlice slice, long position)
    {
        _touched.Clear();
        foreach (var (stream, rows) in slice.Streams)
        {
            _inOrder.Add((Find(stream, rows[0].Time), rows));
        }

        _inOrder.Sort(static (one, other) => one.Id.CompareTo(other.Id));   // neighbors in the file share pages
        foreach (var (id, rows) in _inOrder)
        {
            _touched.Add((id, Write(id, CollectionsMarshal.AsSpan(rows))));
        }

        _inOrder.Clear();

        _lastSlice ??= file.Ask("SELECT max(first) FROM slice") ?? -EntriesInSlice;
        if (slice.First is { } first && first.Sequence >= _lastSlice + EntriesInSlice)
        {
            _slice.Bind(1, first.Sequence);
            _slice.Bind(2, first.Time);
            _slice.Run();
            _lastSlice = first.Sequence;
        }

        _position.Bind(1, position);
        _position.Run();
        return _touched;
    }

    /// <summary>Removes what lies behind an entry, within a transaction of the caller's. It looks at every stream.</summary>
    public void TakeBack(long sequence)
    {
        foreach (var stream in StreamsBehind(sequence))
        {
            var (removed, latest) = runs.RemoveBehind(stream, sequence);
            file.Execute(latest is { } row
                ? string.Create(CultureInfo.InvariantCulture, $"""
                    UPDATE stream SET items = items - {removed}, latest_sequence = {row.Sequence}, latest_index = {row.Index}, latest_time = {row.Time}
                    WHERE id = {stream}
                    """)
                : string.Create(CultureInfo.InvariantCulture, $"DELETE FROM stream WHERE id = {stream}"));
        }

        file.Execute(string.Create(CultureInfo.InvariantCulture, $"""
            DELETE FROM slice WHERE first > {sequence};
            UPDATE meta SET value = {sequence} WHERE name = 'position';
            """));
        Forget();
    }

    /// <summary>What is known of streams may be wrong: a transaction was rolled back, or streams have ended.</summary>
    public void Forget()
    {
        _known.Clear();
        _inOrder.Clear();
        _lastSlice = null;
    }

    public void Dispose()
    {
        foreach (var statement in (SqliteStatement[])[_find, _open, _update, _position, _slice])
        {
            statement.Dispose();
        }
    }

    private long Write(long stream, ReadOnlySpan<HistoryRow> rows)
    {
        runs.Append(stream, rows);
        var latest = rows[^1];
        _update.Bind(1, rows.Length);
        _update.Bind(2, latest.Sequence);
        _update.Bind(3, latest.Index);
        _update.Bind(4, latest.Time);
        _update.Bind(5, stream);
        return _update.Ask()!.Value;
    }

    private List<long> StreamsBehind(long sequence)
    {
        var streams = new List<long>();
        using var query = file.Prepare("SELECT id FROM stream WHERE latest_sequence > $sequence ORDER BY id", "$sequence");
        query.Parameters[0].Value = sequence;
        using var row = query.ExecuteReader();
        while (row.Read())
        {
            streams.Add(row.GetInt64(0));
        }

        return streams;
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

        Bind(_find, stream);
        if (_find.Ask() is { } found)
        {
            id = found;
        }
        else
        {
            Bind(_open, stream);
            _open.Bind(6, time);
            id = _open.Ask()!.Value;
        }

        _known.Add(stream, id);
        return id;
    }

    private static void Bind(SqliteStatement statement, HistoryStream stream)
    {
        statement.Bind(1, stream.Kind);
        statement.Bind(2, stream.Owner);
        statement.Bind(3, (int)stream.What);
        statement.Bind(4, stream.Place);
        statement.Bind(5, stream.Nick);
    }
}
