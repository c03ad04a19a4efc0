using System.Buffers;
using System.Security.Cryptography;
using Interlude.World.Snapshots;

namespace Interlude.World;

// A snapshot is the state in canonical order: equal worlds give equal bytes, whatever way they came about.
//
// snapshot = magic version sequence time policy nodes accounts users channels places invited watched past read most
// accounts = count *(account)                                     in order of id
// users    = count *(id nick names modes times sessions alone)    in order of id; alone only without sessions: since, away
// channels = count *(created name topic traits key limit forward masks registration members knocks)   in order of creation
// places   = for each user in order: count *(created), twice      its channels in order of joining, its invitations
// invited  = for each channel in order: count *(id)               in order of invitation
// watched  = count *(nick count *(session))                       in ordinal order of the folded nicks
public sealed partial class ChatWorld
{
    private const uint SnapshotMagic = 0x494C5753;   // "ILWS"
    private const int SnapshotVersion = 1;

    /// <summary>The SHA-256 of the snapshot: equal on all machines that have applied the same entries.</summary>
    public byte[] Digest()
    {
        var snapshot = new ArrayBufferWriter<byte>();
        WriteSnapshot(snapshot);
        return SHA256.HashData(snapshot.WrittenSpan);
    }

    /// <summary>Writes the whole state, in canonical order.</summary>
    public void WriteSnapshot(IBufferWriter<byte> output)
    {
        var writer = new SnapshotWriter(output);
        writer.WriteFixed(SnapshotMagic);
        writer.Write(SnapshotVersion);
        writer.Write(Sequence);
        writer.Write(Time.Milliseconds);
        writer.WritePolicy(_policy);
        writer.Write(_nodes.Count);
        foreach (var (node, state) in _nodes)
        {
            writer.Write(node);
            writer.Write(state.Incarnation);
            writer.Write(state.LastNumber);
        }

        WriteAccounts(writer);
        var users = _users.Values.OrderBy(user => user.Id.Sequence).ToList();
        writer.Write(users.Count);
        foreach (var user in users)
        {
            WriteUser(writer, user);
        }

        var channels = _channels.Values.OrderBy(channel => channel.CreatedAt).ToList();
        writer.Write(channels.Count);
        foreach (var channel in channels)
        {
            WriteChannel(writer, channel);
        }

        foreach (var user in users)
        {
            WritePlaces(writer, user.Channels);
            WritePlaces(writer, user.Invitations);
        }

        foreach (var channel in channels)
        {
            writer.Write(channel.Invited.Count);
            channel.Invited.ForEach(user => writer.Write(user.Id.Sequence));
        }

        WriteWatchers(writer);
        WritePastUsers(writer);
        WriteReadMarkers(writer);
        writer.Write(_mostUsers);
    }

    /// <summary>Makes the world that a snapshot describes.</summary>
    /// <exception cref="FormatException">The bytes are not a snapshot, or one of a version that this code does not know.</exception>
    public static ChatWorld LoadSnapshot(ReadOnlySpan<byte> snapshot)
    {
        var reader = new SnapshotReader(snapshot);
        if (reader.ReadFixed() != SnapshotMagic)
        {
            throw new FormatException("These bytes are not a snapshot of a world.");
        }

        if (reader.ReadInt() is var version && version != SnapshotVersion)
        {
            throw new FormatException($"The snapshot has version {version}; this program reads version {SnapshotVersion}.");
        }

        var world = new ChatWorld
        {
            Sequence = reader.ReadLongAbove(-1),
            Time = new Timestamp(reader.ReadLong()),
        };
        world._policy = reader.ReadPolicy();
        world.ReadNodes(ref reader);
        world.ReadAccounts(ref reader);
        var users = world.ReadUsers(ref reader);
        var channels = world.ReadChannels(ref reader);
        ReadPlaces(ref reader, users, channels);
        world.ReadInvited(ref reader, channels);
        world.ReadWatchers(ref reader);
        world.ReadPastUsers(ref reader);
        world.ReadReadMarkers(ref reader);
        world._mostUsers = reader.ReadLimit();
        if (world._mostUsers < users.Count)
        {
            throw new FormatException($"The snapshot holds {users.Count} users and has seen {world._mostUsers} at most.");
        }

        return reader.IsAtEnd ? world : throw new FormatException("The snapshot goes on after its end.");
    }

    private static TValue Known<TKey, TValue>(Dictionary<TKey, TValue> known, TKey key)
        where TKey : notnull =>
        known.TryGetValue(key, out var value)
            ? value
            : throw new FormatException($"The snapshot speaks of {key}, which it does not hold.");

    private static void AddOnce<TKey, TValue>(Dictionary<TKey, TValue> known, TKey key, TValue value)
        where TKey : notnull
    {
        if (!known.TryAdd(key, value))
        {
            throw new FormatException($"The snapshot holds {key} twice.");
        }
    }

    private void ReadNodes(ref SnapshotReader reader)
    {
        var previous = long.MinValue;
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            var node = reader.ReadInt();
            if (node <= previous)
            {
                throw new FormatException($"The snapshot holds node {node} behind node {previous}.");
            }

            _nodes.Add(node, new NodeState(reader.ReadInt()) { LastNumber = reader.ReadLong() });
            previous = node;
        }
    }

    /// <summary>The number of an entry that made something: in order, and none that is yet to come.</summary>
    private long ReadOrigin(ref SnapshotReader reader, long previous)
    {
        var sequence = reader.ReadLongAbove(previous);
        return sequence <= Sequence
            ? sequence
            : throw new FormatException($"The snapshot of entry {Sequence} holds something of entry {sequence}.");
    }
}
