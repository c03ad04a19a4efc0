using System.Buffers;
using Interlude.Simulation.Invariants;
using Interlude.World;

namespace Interlude.Simulation;

/// <summary>
/// What a node that has died is made of again: the log as it stands in its bytes, alone or with a snapshot of any moment before
/// the death. Both must be what was there when it died.
/// </summary>
internal static class Recovery
{
    // A node may be given less of a log that is elsewhere than it had before.
    private const int MostBehind = 50;

    /// <param name="log">The entries of the log.</param>
    /// <param name="died">The world of the life that has ended.</param>
    /// <param name="received">What its peers had received.</param>
    /// <param name="chance">What draws the way, and how far it goes.</param>
    /// <returns>The world with which the next life begins, and its history.</returns>
    public static (ChatWorld World, SimulatedArchive Archive) Recover(
        List<Entry> log, ChatWorld died, ReceivedInvariants received, Chance chance)
    {
        var last = died.Sequence;
        var entries = ThroughBytes(log, chance);
        var snapshotAt = chance.Below((int)last + 1);
        var archive = new SimulatedArchive();
        archive.Follow(entries, snapshotAt);
        var snapshot = new ArrayBufferWriter<byte>();
        archive.World.WriteSnapshot(snapshot);
        archive.Follow(entries, last);
        var loaded = ChatWorld.LoadSnapshot(snapshot.WrittenSpan);
        Replay(loaded, entries, last);
        LogInvariants.Who_begins_again_is_what_died(died, archive.World, loaded, snapshotAt);
        archive.Follow(entries, entries.Count);   // an earlier life may have been farther
        received.What_was_received_is_in_the_history(archive, entries);
        var begin = chance.OneIn(2) ? last + chance.Below(entries.Count - (int)last + 1) : Math.Max(0, last - chance.Below(MostBehind));
        var world = chance.OneIn(2) && snapshotAt <= begin ? ChatWorld.LoadSnapshot(snapshot.WrittenSpan) : new ChatWorld();
        Replay(world, entries, begin);
        return (world, archive);
    }

    private static void Replay(ChatWorld world, List<Entry> entries, long last)
    {
        var events = new List<Event>();
        while (world.Sequence < last)
        {
            world.Apply(entries[(int)world.Sequence], events);
            events.Clear();
        }
    }

    // In batches of any size, as a file would hold them.
    private static List<Entry> ThroughBytes(List<Entry> entries, Chance chance)
    {
        var read = new List<Entry>(entries.Count);
        var bytes = new ArrayBufferWriter<byte>();
        while (read.Count < entries.Count)
        {
            bytes.ResetWrittenCount();
            EntryCodec.Write(bytes, entries.GetRange(read.Count, Math.Min(chance.Between(1, 40), entries.Count - read.Count)));
            read.AddRange(EntryCodec.Read(bytes.WrittenSpan));
        }

        return read;
    }
}
