using Interlude.World.Snapshots;
using Interlude.World.State;

namespace Interlude.World;

// The part of a snapshot that is about what was read.
//
// read = twice: count *(id count *(target time))    of accounts, then of users; those who have read something, in order
public sealed partial class ChatWorld
{
    private void WriteReadMarkers(SnapshotWriter writer)
    {
        Write(writer, _accounts.Values.Select(account => (account.Id.Sequence, account.ReadMarkers)));
        Write(writer, _users.Values.Select(user => (user.Id.Sequence, user.ReadMarkers)));
    }

    private static void Write(SnapshotWriter writer, IEnumerable<(long Id, ReadMarkers? Markers)> all)
    {
        var some = all.Where(each => each.Markers is { Count: > 0 }).OrderBy(each => each.Id).ToList();
        writer.Write(some.Count);
        foreach (var (id, markers) in some)
        {
            writer.Write(id);
            writer.Write(markers!.Count);
            foreach (var (target, at) in markers.All)
            {
                writer.Write(target.Utf8);
                writer.Write(at.Milliseconds);
            }
        }
    }

    private void ReadReadMarkers(ref SnapshotReader reader)
    {
        var previous = 0L;
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            previous = reader.ReadLongAbove(previous);
            Known(_accounts, new AccountId(previous)).ReadMarkers = ReadMarkersFrom(ref reader);
        }

        previous = 0;
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            previous = reader.ReadLongAbove(previous);
            Known(_users, new UserId(previous)).ReadMarkers = ReadMarkersFrom(ref reader);
        }
    }

    private static ReadMarkers ReadMarkersFrom(ref SnapshotReader reader)
    {
        var markers = new ReadMarkers();
        for (var count = reader.ReadCountOfSome(); count > 0; count--)
        {
            if (!markers.TryAdd(reader.ReadTarget(), new Timestamp(reader.ReadLong())))
            {
                throw new FormatException("The snapshot holds what was read out of order, or twice.");
            }
        }

        return markers;
    }
}
