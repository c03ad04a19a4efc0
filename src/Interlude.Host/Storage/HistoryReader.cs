using System.Collections.Immutable;
using Interlude.Server;
using Interlude.World;
using Microsoft.Data.Sqlite;

namespace Interlude.Host.Storage;

/// <summary>Reads history by one connection to its file. One reading at a time.</summary>
/// <param name="file">The file.</param>
/// <param name="isOwn">Whether it is the reader's from here on; else it is the writer's too.</param>
internal sealed class HistoryReader(SqliteFile file, bool isOwn) : IDisposable
{
    private readonly SqliteCommand _find = file.Prepare(
        "SELECT id, latest_sequence, latest_index, latest_time FROM stream WHERE kind = $kind AND owner = $owner AND what = $what AND place = $place AND nick = $nick",
        "$kind", "$owner", "$what", "$place", "$nick");

    private readonly SqliteCommand _partners = file.Prepare(
        $"SELECT nick FROM stream WHERE kind = {HistoryStream.Private} AND owner = $owner AND what = {(int)HistoryKinds.Messages}", "$owner");

    private readonly SqliteCommand _first = file.Prepare(Page("ASC"), PageParameters);
    private readonly SqliteCommand _last = file.Prepare(Page("DESC"), PageParameters);

    // Time never falls with the sequence: whole slices that are too early or too late are passed over.
    private readonly SqliteCommand _notBefore = file.Prepare("SELECT max(first) FROM slice WHERE time <= $time", "$time");
    private readonly SqliteCommand _notAfter = file.Prepare("SELECT min(first) FROM slice WHERE time >= $time", "$time");

    private static string[] PageParameters => ["$stream", "$s1", "$i1", "$s2", "$i2", "$after", "$before", "$limit"];

    /// <summary>A page, of the file and of what is not in it yet.</summary>
    public HistoryPage Read(HistoryQuery query, HistorySlice slice)
    {
        var rows = new List<HistoryRow>();
        foreach (var part in query.Parts)
        {
            foreach (var what in KindsIn(query.Kinds))
            {
                var range = RangeOf(query, part.From);
                var stream = HistoryStream.Of(part.Conversation, what);
                slice.Read(stream, range.Holds, rows);   // first: what leaves it is in the file
                if (Find(stream) is { } found)
                {
                    ReadRows(found.Id, range, query.IsFromEnd, query.Limit, rows);
                }
            }
        }

        var inOrder = InOrder(rows);
        var first = query.IsFromEnd ? Math.Max(0, inOrder.Count - query.Limit) : 0;
        return new HistoryPage([.. inOrder.Skip(first).Take(query.Limit).Select(row =>
            new HistoryItem(row.Sequence, row.Index, new Timestamp(row.Time), EventCodec.Read(row.Event)))]);
    }

    /// <summary>Conversations, in the same way.</summary>
    public HistoryTargets Read(HistoryTargetsQuery query, HistorySlice slice)
    {
        var found = new List<(HistoryRow Latest, ChannelId? Channel, string With)>();
        foreach (var (channel, parts) in query.Channels)
        {
            if (Latest(parts, query.AsOf, slice) is { } latest)
            {
                found.Add((latest, channel, string.Empty));
            }
        }

        foreach (var with in query.Keepers.SelectMany(keeper => PartnersOf(HistoryStream.OwnerOf(keeper), slice)).Distinct(StringComparer.Ordinal))
        {
            var parts = query.Keepers.Select(keeper => new HistoryPart(new Conversation.Private(keeper, with), From: 0));
            if (Latest([.. parts], query.AsOf, slice) is { } latest)
            {
                found.Add((latest, null, with));
            }
        }

        var targets = found.Where(each => each.Latest.Time > query.After.Milliseconds && each.Latest.Time < query.Before.Milliseconds)
            .OrderBy(each => each.Latest).ThenBy(each => each.Channel is null).ThenBy(each => each.Channel?.Sequence)
            .ThenBy(each => each.With, StringComparer.Ordinal).ToList();
        var first = query.IsFromEnd ? Math.Max(0, targets.Count - query.Limit) : 0;
        return new HistoryTargets([.. targets.Skip(first).Take(query.Limit).Select(each => new HistoryTarget(
            each.Channel, each.Channel is null ? Other(each.Latest, each.With) : null, new Timestamp(each.Latest.Time)))]);
    }

    public void Dispose()
    {
        foreach (var command in (SqliteCommand[])[_find, _partners, _first, _last, _notBefore, _notAfter])
        {
            command.Dispose();
        }

        if (isOwn)
        {
            file.Dispose();
        }
    }

    // Spelled out: of two comparisons of pairs, SQLite would look for one place and step over all rows up to the other.
    private static string Page(string order) => $"""
        SELECT sequence, number, time, event FROM item
        WHERE stream = $stream AND sequence BETWEEN $s1 AND $s2 AND (sequence > $s1 OR number > $i1) AND (sequence < $s2 OR number < $i2)
            AND time > $after AND time < $before
        ORDER BY sequence {order}, number {order} LIMIT $limit
        """;

    private static IEnumerable<HistoryKinds> KindsIn(HistoryKinds kinds) =>
        ((HistoryKinds[])[HistoryKinds.Messages, HistoryKinds.Tags, HistoryKinds.Changes]).Where(kind => (kinds & kind) != 0);

    // What was in the slice when it was looked at may have come into the file since.
    private static List<HistoryRow> InOrder(List<HistoryRow> rows)
    {
        rows.Sort();
        var last = default(HistoryRow);
        rows.RemoveAll(row =>
        {
            var isTwice = row.CompareTo(last) == 0;
            last = row;
            return isTwice;
        });
        return rows;
    }

    private HistoryRange RangeOf(HistoryQuery query, long from)
    {
        var range = new HistoryRange(from - 1, int.MaxValue, query.AsOf + 1, -1, long.MinValue, long.MaxValue);
        if (query.After is { } after)
        {
            range = after.Time is { } time
                ? range.NotBefore(Ask(_notBefore, time.Milliseconds) ?? 0) with { After = time.Milliseconds }
                : range.BeginningBehind(after.Sequence, after.Index);
        }

        if (query.Before is { } before)
        {
            range = before.Time is { } time
                ? range.EndingBefore(Ask(_notAfter, time.Milliseconds) ?? long.MaxValue, -1) with { Before = time.Milliseconds }
                : range.EndingBefore(before.Sequence, before.Index);
        }

        return range;
    }

    private void ReadRows(long stream, HistoryRange range, bool isFromEnd, int limit, List<HistoryRow> rows)
    {
        var page = isFromEnd ? _last : _first;
        object[] values = [stream, range.Sequence1, range.Index1, range.Sequence2, range.Index2, range.After, range.Before, limit];
        for (var index = 0; index < values.Length; index++)
        {
            page.Parameters[index].Value = values[index];
        }

        using var row = page.ExecuteReader();
        while (row.Read())
        {
            rows.Add(new HistoryRow(row.GetInt64(0), row.GetInt32(1), row.GetInt64(2), (byte[])row.GetValue(3)));
        }
    }

    private (long Id, HistoryRow? Latest)? Find(HistoryStream stream)
    {
        object[] values = [stream.Kind, stream.Owner, (int)stream.What, stream.Place, stream.Nick];
        for (var index = 0; index < values.Length; index++)
        {
            _find.Parameters[index].Value = values[index];
        }

        using var row = _find.ExecuteReader();
        return row.Read() ? (row.GetInt64(0), new HistoryRow(row.GetInt64(1), row.GetInt32(2), row.GetInt64(3), [])) : null;
    }

    private HistoryRow? Latest(ImmutableArray<HistoryPart> parts, long asOf, HistorySlice slice)
    {
        var rows = new List<HistoryRow>();
        foreach (var part in parts)
        {
            var range = new HistoryRange(part.From - 1, int.MaxValue, asOf + 1, -1, long.MinValue, long.MaxValue);
            var stream = HistoryStream.Of(part.Conversation, HistoryKinds.Messages);
            slice.Read(stream, range.Holds, rows);
            if (Find(stream) is { Latest: { } latest } found && latest.Sequence >= part.From)
            {
                ReadRows(found.Id, range, isFromEnd: true, limit: 1, rows);
            }
        }

        return rows.Count == 0 ? null : rows.Max();
    }

    private List<string> PartnersOf(long owner, HistorySlice slice)
    {
        var partners = slice.PartnersOf(owner).ToList();
        _partners.Parameters[0].Value = owner;
        using var row = _partners.ExecuteReader();
        while (row.Read())
        {
            partners.Add(row.GetString(0));
        }

        return partners;
    }

    private static Nick Other(HistoryRow latest, string with)
    {
        var told = (Event.Told)EventCodec.Read(latest.Event);
        return string.Equals(told.Target.Nick.Key, with, StringComparison.Ordinal) ? told.Target.Nick : told.User.Nick;
    }

    private static long? Ask(SqliteCommand query, long parameter)
    {
        query.Parameters[0].Value = parameter;
        return query.ExecuteScalar() is long number ? number : null;
    }
}

/// <summary>What lies between two places, and between two moments: neither belongs to it.</summary>
internal readonly record struct HistoryRange(long Sequence1, int Index1, long Sequence2, int Index2, long After, long Before)
{
    public bool Holds(HistoryRow row) =>
        row.CompareTo(new HistoryRow(Sequence1, Index1, 0, [])) > 0 && row.CompareTo(new HistoryRow(Sequence2, Index2, 0, [])) < 0
        && row.Time > After && row.Time < Before;

    public HistoryRange NotBefore(long sequence) => BeginningBehind(sequence - 1, int.MaxValue);

    public HistoryRange BeginningBehind(long sequence, int index) =>
        (sequence, index).CompareTo((Sequence1, Index1)) > 0 ? this with { Sequence1 = sequence, Index1 = index } : this;

    public HistoryRange EndingBefore(long sequence, int index) =>
        (sequence, index).CompareTo((Sequence2, Index2)) < 0 ? this with { Sequence2 = sequence, Index2 = index } : this;
}
