using Interlude.Server;
using Interlude.World;

namespace Interlude.Host.Storage;

/// <summary>Reads history by one connection to its file. One reading at a time, of statements that are each over at once.</summary>
/// <param name="file">The file.</param>
/// <param name="isOwn">Whether it is the reader's from here on; else it is the writer's too.</param>
internal sealed class HistoryReader(SqliteFile file, bool isOwn) : IDisposable
{
    private readonly HistoryStatements _statements = new(file);

    /// <summary>A page, of the file and of what is not in it yet.</summary>
    public HistoryPage Read(HistoryQuery query, HistorySlice slice)
    {
        var rows = new List<HistoryRow>();
        var range = RangeOf(query.After, query.Before, query.NotBefore, query.AsOf);
        foreach (var part in query.Parts)
        {
            foreach (var what in KindsIn(query.Kinds))
            {
                var stream = HistoryStream.Of(part.Conversation, what);
                var rangeOfPart = range.From(part.From);
                slice.Read(stream, rangeOfPart.Holds, rows);   // first: what leaves it is in the file
                if (_statements.Find(stream) is { } found)
                {
                    _statements.ReadRows(stream, found.Id, rangeOfPart, query.IsFromEnd, query.Limit, rows);
                }
            }
        }

        var inOrder = InOrder(rows);
        var first = query.IsFromEnd ? Math.Max(0, inOrder.Count - query.Limit) : 0;
        return new HistoryPage([.. inOrder.Skip(first).Take(query.Limit).Select(row => new HistoryItem(
            row.Sequence, row.Index, new Timestamp(row.Time), EventCodec.Read(row.Event.Span), row.Place == 0 ? null : new ChannelId(row.Place)))]);
    }

    /// <summary>Conversations, in the same way.</summary>
    public HistoryTargets Read(HistoryTargetsQuery query, HistorySlice slice)
    {
        var range = RangeOf(query.After, query.Before, query.NotBefore, query.AsOf);
        var found = new List<(HistoryRow Latest, ChannelId? Channel, string With)>();
        foreach (var (channel, parts) in query.Channels)
        {
            if (Latest(parts, query.AsOf, slice) is { } latest)
            {
                found.Add((latest, channel, string.Empty));
            }
        }

        foreach (var (with, latest) in Partners(query, range, slice))
        {
            found.Add((latest, null, with));
        }

        var targets = found.Where(each => range.Holds(each.Latest))
            .OrderBy(each => each.Latest).ThenBy(each => each.Channel is null).ThenBy(each => each.Channel?.Sequence)
            .ThenBy(each => each.With, StringComparer.Ordinal).ToList();
        var first = query.IsFromEnd ? Math.Max(0, targets.Count - query.Limit) : 0;
        return new HistoryTargets([.. targets.Skip(first).Take(query.Limit).Select(each => new HistoryTarget(
            each.Channel, each.Channel is null ? Other(each.Latest, each.With) : null, new Timestamp(each.Latest.Time)))]);
    }

    public void Dispose()
    {
        _statements.Dispose();
        if (isOwn)
        {
            file.Dispose();
        }
    }

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

    private HistoryRange RangeOf(HistoryBound? after, HistoryBound? before, Timestamp notBefore, long asOf)
    {
        var range = new HistoryRange(-1, int.MaxValue, asOf + 1, -1, long.MinValue, long.MaxValue);
        if (notBefore.Milliseconds > long.MinValue)
        {
            range = After(range, notBefore.Milliseconds - 1);
        }

        if (after is { } lower)
        {
            range = lower.Time is { } time ? After(range, time.Milliseconds) : range.BeginningBehind(lower.Sequence, lower.Index);
        }

        if (before is { } upper)
        {
            range = upper.Time is { } time
                ? range.EndingBefore(_statements.FirstNotBefore(time.Milliseconds) ?? long.MaxValue, -1) with { Before = time.Milliseconds }
                : range.EndingBefore(upper.Sequence, upper.Index);
        }

        return range;
    }

    private HistoryRange After(HistoryRange range, long time) =>
        range.From(_statements.LastNotAfter(time) ?? 0) with { After = Math.Max(range.After, time) };

    private HistoryRow? Latest(IEnumerable<HistoryPart> parts, long asOf, HistorySlice slice)
    {
        var rows = new List<HistoryRow>();
        foreach (var part in parts)
        {
            var range = new HistoryRange(part.From - 1, int.MaxValue, asOf + 1, -1, long.MinValue, long.MaxValue);
            var stream = HistoryStream.Of(part.Conversation, HistoryKinds.Messages);
            slice.Read(stream, range.Holds, rows);
            if (_statements.Find(stream) is { LatestSequence: var latest } found && latest >= part.From)
            {
                _statements.ReadRows(stream, found.Id, range, isFromEnd: true, limit: 1, rows);
            }
        }

        return rows.Count == 0 ? null : rows.Max();
    }

    // However many there are: as many as are asked for, by where their latest is; and those of whom something came since the question,
    // which are few. Whose latest is elsewhere, in the slice or on the side that an account keeps, is found there.
    private List<(string With, HistoryRow Latest)> Partners(HistoryTargetsQuery query, HistoryRange range, HistorySlice slice)
    {
        var found = new Dictionary<string, HistoryRow>(StringComparer.Ordinal);
        var owners = query.Keepers.Select(HistoryStream.OwnerOf).ToList();
        var late = owners.SelectMany(slice.PartnersOf).ToList();   // first: what leaves it is in the file
        foreach (var owner in owners)
        {
            var (taken, last) = (0, (0L, 0));
            foreach (var (with, latest) in _statements.Partners(owner, range, query.IsFromEnd)
                .Select(side => (side.With, Latest: LatestWith(side.With), side.Sequence, side.Index))
                .Where(side => side.Latest is { } latest && (latest.Sequence, latest.Index) == (side.Sequence, side.Index) && range.Holds(latest))
                .Select(side => (side.With, side.Latest!.Value)))
            {
                // One message may be the latest of two: which of them is within the limit, their names say in the end.
                if (taken++ >= query.Limit && (latest.Sequence, latest.Index) != last)
                {
                    break;
                }

                (found[with], last) = (latest, (latest.Sequence, latest.Index));
            }

            late.AddRange(_statements.PartnersSince(owner, query.AsOf));
        }

        foreach (var with in late)
        {
            if (!found.ContainsKey(with) && LatestWith(with) is { } latest)
            {
                found.Add(with, latest);
            }
        }

        return [.. found.Select(side => (side.Key, side.Value))];

        HistoryRow? LatestWith(string with) =>
            Latest(query.Keepers.Select(keeper => new HistoryPart(new Conversation.Private(keeper, with), From: 0)), query.AsOf, slice);
    }

    private static Nick Other(HistoryRow latest, string with)
    {
        var told = (Event.Told)EventCodec.Read(latest.Event.Span);
        return string.Equals(told.Target.Nick.Key, with, StringComparison.Ordinal) ? told.Target.Nick : told.User.Nick;
    }
}
