using System.Buffers;
using System.Security.Cryptography;
using Interlude.World;

namespace Interlude.Simulation.Invariants;

/// <summary>What must hold of worlds that read the same log.</summary>
internal sealed class LogInvariants
{
    private readonly Dictionary<long, ulong> _digests = [];   // by sequence number
    private readonly ArrayBufferWriter<byte> _snapshot = new();
    private readonly Dictionary<int, Timestamp> _times = [];

    /// <summary>The digest is compared in a cheap form: 64 bits of a hash of the same bytes.</summary>
    public void Worlds_have_equal_digests_at_every_sequence_number(int node, ChatWorld world)
    {
        _snapshot.ResetWrittenCount();
        world.WriteSnapshot(_snapshot);
        var digest = Hash(_snapshot.WrittenSpan);
        Hold.That(
            _digests.TryAdd(world.Sequence, digest) || _digests[world.Sequence] == digest,
            "Worlds that have applied the same entries are equal.",
            () => $"node {node} differs from the other, or from its earlier life, at entry {world.Sequence}");
    }

    public void Time_never_goes_back(int node, ChatWorld world, Entry entry)
    {
        var last = _times.GetValueOrDefault(node);
        Hold.That(world.Time >= last && world.Time >= entry.Time, "Time never goes back.", () => $"from {last} to {world.Time} on node {node}");
        _times[node] = world.Time;
    }

    /// <summary>A node that begins again may be behind where it was.</summary>
    public void Begins(int node, ChatWorld world)
    {
        _times[node] = world.Time;
        Worlds_have_equal_digests_at_every_sequence_number(node, world);
    }

    /// <param name="died">The world of a life that has ended.</param>
    /// <param name="replayed">One made of the log alone, as far as that life had come.</param>
    /// <param name="loaded">One made of a snapshot and what follows it.</param>
    /// <param name="snapshotAt">The entry after which the snapshot was taken.</param>
    public static void Who_begins_again_is_what_died(ChatWorld died, ChatWorld replayed, ChatWorld loaded, long snapshotAt)
    {
        var digest = Convert.ToHexStringLower(died.Digest());
        Hold.That(
            Convert.ToHexStringLower(replayed.Digest()) == digest,
            "A replay of the log gives the world that has died.",
            () => $"not at entry {died.Sequence}");
        Hold.That(
            Convert.ToHexStringLower(loaded.Digest()) == digest,
            "A snapshot and a replay of what follows it give the world that has died.",
            () => $"not from entry {snapshotAt} to {died.Sequence}");
    }

    /// <returns>The digest, in full, of the whole log.</returns>
    public static string A_replay_gives_the_same_world(IReadOnlyList<Entry> entries, ChatWorld live, int middle)
    {
        var (fresh, events) = (new ChatWorld(), new List<Event>());
        ChatWorld? loaded = null;
        foreach (var entry in entries)
        {
            if (entry.Sequence == middle)
            {
                var snapshot = new ArrayBufferWriter<byte>();
                fresh.WriteSnapshot(snapshot);
                loaded = ChatWorld.LoadSnapshot(snapshot.WrittenSpan);
            }

            fresh.Apply(entry, events);
            loaded?.Apply(entry, events);
            events.Clear();
        }

        var digest = Convert.ToHexStringLower(live.Digest());
        Hold.That(Convert.ToHexStringLower(fresh.Digest()) == digest, "A replay of the whole log gives the same world.", () => "it does not");
        Hold.That(
            loaded is null || Convert.ToHexStringLower(loaded.Digest()) == digest,
            "A snapshot and a replay of what follows it give the same world.",
            () => $"not from entry {middle}");
        return digest;
    }

    /// <summary>A log should not hand out such times; if one does, the world must not follow it.</summary>
    public static void Time_does_not_go_back_even_if_the_log_does(IReadOnlyList<Entry> entries, Chance chance)
    {
        var (world, events) = (new ChatWorld(), new List<Event>());
        foreach (var entry in entries.Take(500))
        {
            var before = world.Time;
            world.Apply(entry with { Time = new Timestamp(entry.Time.Milliseconds - chance.Below(100_000)) }, events);
            Hold.That(world.Time >= before, "Time does not go back, even if that of an entry does.", () => $"from {before} to {world.Time}");
            events.Clear();
        }
    }

    private static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return BitConverter.ToUInt64(hash);
    }
}
