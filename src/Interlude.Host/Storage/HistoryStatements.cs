using Interlude.Server;
using Microsoft.Data.Sqlite;

namespace Interlude.Host.Storage;

/// <summary>What is asked of the file of history. Each statement finds its rows by an index, however many there are.</summary>
/// <param name="file">The file.</param>
internal sealed class HistoryStatements(SqliteFile file) : IDisposable
{
    private readonly SqliteCommand _find = file.Prepare(
        "SELECT id, latest_sequence FROM stream WHERE kind = $kind AND owner = $owner AND what = $what AND place = $place AND nick = $nick",
        "$kind", "$owner", "$what", "$place", "$nick");

    private readonly SqliteCommand _partners = file.Prepare(Partners("ASC"), PartnersParameters);
    private readonly SqliteCommand _lastPartners = file.Prepare(Partners("DESC"), PartnersParameters);
    private readonly SqliteCommand _partnersSince = file.Prepare(
        $"SELECT nick FROM stream INDEXED BY partner WHERE {PrivateMessages} AND owner = $owner AND latest_sequence > $sequence", "$owner", "$sequence");

    private readonly SqliteCommand _first = file.Prepare(Page("ASC"), PageParameters);
    private readonly SqliteCommand _last = file.Prepare(Page("DESC"), PageParameters);

    // Time never falls with the sequence: whole slices that are too early or too late are passed over.
    private readonly SqliteCommand _notAfter = file.Prepare("SELECT first FROM slice WHERE time <= $time ORDER BY time DESC, first DESC LIMIT 1", "$time");
    private readonly SqliteCommand _notBefore = file.Prepare("SELECT first FROM slice WHERE time >= $time ORDER BY time, first LIMIT 1", "$time");

    private readonly List<HistoryRow> _run = [];

    /// <summary>All of them.</summary>
    public IReadOnlyList<SqliteCommand> All => [_find, _partners, _lastPartners, _partnersSince, _first, _last, _notAfter, _notBefore];

    private static string PrivateMessages => $"kind = {HistoryStream.Private} AND what = {(int)HistoryKinds.Messages}";

    private static string[] PartnersParameters => ["$owner", "$s1", "$i1", "$s2", "$i2"];

    private static string[] PageParameters => ["$stream", "$s1", "$i1", "$s2", "$i2", "$before"];

    /// <summary>A stream, and the entry of the latest that it ever had.</summary>
    public (long Id, long LatestSequence)? Find(HistoryStream stream)
    {
        using var row = Run(_find, stream.Kind, stream.Owner, (int)stream.What, stream.Place, stream.Nick);
        return row.Read() ? (row.GetInt64(0), row.GetInt64(1)) : null;
    }

    /// <summary>Adds the first rows of a stream in a range, or the last.</summary>
    public void ReadRows(HistoryStream stream, long id, HistoryRange range, bool isFromEnd, int limit, List<HistoryRow> rows)
    {
        using var run = Run(
            isFromEnd ? _last : _first, id, range.Sequence1, range.Index1, range.Sequence2, range.Index2, range.Before);
        for (var left = limit; left > 0 && run.Read();)
        {
            _run.Clear();
            HistoryRun.Read(run, _run, stream.Place);
            if (isFromEnd)
            {
                _run.Reverse();
            }

            var found = rows.Count;
            rows.AddRange(_run.Where(range.Holds).Take(left));
            left -= rows.Count - found;
        }

        _run.Clear();
    }

    /// <summary>With whom somebody talks, in the order of the latest message, which lies in a range of places. To be read no further than needed.</summary>
    public IEnumerable<(string With, long Sequence, int Index)> Partners(long owner, HistoryRange range, bool isFromEnd)
    {
        using var row = Run(isFromEnd ? _lastPartners : _partners, owner, range.Sequence1, range.Index1, range.Sequence2, range.Index2);
        while (row.Read())
        {
            yield return (row.GetString(0), row.GetInt64(1), row.GetInt32(2));
        }
    }

    /// <summary>With whom somebody has talked since an entry.</summary>
    public IReadOnlyList<string> PartnersSince(long owner, long sequence)
    {
        var partners = new List<string>();
        using var row = Run(_partnersSince, owner, sequence);
        while (row.Read())
        {
            partners.Add(row.GetString(0));
        }

        return partners;
    }

    /// <summary>Where a slice begins that is not later than a moment, and no such slice behind it; null: there is none.</summary>
    public long? LastNotAfter(long time) => Ask(_notAfter, time);

    /// <summary>Where the first slice begins that is not earlier than a moment; null: there is none.</summary>
    public long? FirstNotBefore(long time) => Ask(_notBefore, time);

    public void Dispose()
    {
        foreach (var command in All)
        {
            command.Dispose();
        }
    }

    // The runs that may hold some of it: the first is the last that begins before, for where it ends its row alone says. Spelled out: of
    // two comparisons of pairs, SQLite would look for one place and step over all rows up to the other.
    private static string Page(string order) => $"""
        SELECT {HistoryRun.Columns} FROM {HistoryRun.Source}
        WHERE stream = $stream AND sequence BETWEEN coalesce(
                (SELECT sequence FROM item WHERE stream = $stream AND sequence <= $s1 AND (sequence < $s1 OR number <= $i1)
                    ORDER BY sequence DESC, number DESC LIMIT 1), $s1) AND $s2
            AND (sequence < $s2 OR number < $i2) AND time < $before
        ORDER BY sequence {order}, number {order}
        """;

    private static string Partners(string order) => $"""
        SELECT nick, latest_sequence, latest_index FROM stream INDEXED BY partner
        WHERE {PrivateMessages} AND owner = $owner AND latest_sequence BETWEEN $s1 AND $s2
            AND (latest_sequence > $s1 OR latest_index > $i1) AND (latest_sequence < $s2 OR latest_index < $i2)
        ORDER BY latest_sequence {order}, latest_index {order}
        """;

    private static SqliteDataReader Run(SqliteCommand query, params ReadOnlySpan<object> values)
    {
        for (var index = 0; index < values.Length; index++)
        {
            query.Parameters[index].Value = values[index];
        }

        return query.ExecuteReader();
    }

    private static long? Ask(SqliteCommand query, long parameter)
    {
        using var row = Run(query, parameter);
        return row.Read() ? row.GetInt64(0) : null;
    }
}
