using System.Buffers;
using System.Security.Cryptography;
using Interlude.World.Snapshots;
using Interlude.World.State;

namespace Interlude.World;

// A snapshot is the state in canonical order: equal worlds give equal bytes, whatever way they came about.
//
// snapshot = magic version sequence time policy nodes users channels
// users    = count *(id nick sessions)                in order of id
// channels = count *(created name topic locked members)   in order of creation
// places   = for each user in order: count *(created)     its channels in order of joining
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
        WritePolicy(writer);
        writer.Write(_nodes.Count);
        foreach (var (node, state) in _nodes)
        {
            writer.Write(node);
            writer.Write(state.Incarnation);
            writer.Write(state.LastNumber);
        }

        var users = _users.Values.OrderBy(user => user.Id.Sequence).ToList();
        writer.Write(users.Count);
        foreach (var user in users)
        {
            WriteUser(writer, user);
        }

        writer.Write(_channels.Count);
        foreach (var channel in _channels.Values.OrderBy(channel => channel.CreatedAt))
        {
            WriteChannel(writer, channel);
        }

        foreach (var user in users)
        {
            writer.Write(user.Channels.Count);
            user.Channels.ForEach(channel => writer.Write(channel.CreatedAt));
        }
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
            Sequence = reader.ReadLong(),
            Time = new Timestamp(reader.ReadLong()),
        };
        world._policy = ReadPolicy(ref reader);
        for (var nodes = reader.ReadCount(); nodes > 0; nodes--)
        {
            world._nodes.Add(reader.ReadInt(), new NodeState(reader.ReadInt(), reader.ReadLong()));
        }

        var users = new List<User>();
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            users.Add(world.ReadUser(ref reader));
        }

        var channels = new Dictionary<long, Channel>();
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            var channel = world.ReadChannel(ref reader);
            AddOnce(channels, channel.CreatedAt, channel);
        }

        foreach (var user in users)
        {
            for (var count = reader.ReadCount(); count > 0; count--)
            {
                user.Channels.Add(Known(channels, reader.ReadLong()));
            }
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

    private void WritePolicy(SnapshotWriter writer)
    {
        writer.Write(_policy.Lobby?.Utf8 ?? default);
        writer.Write(_policy.MaxUsers);
        writer.Write(_policy.MaxChannels);
        writer.Write(_policy.MaxChannelsPerUser);
        writer.Write(_policy.MaxMembersPerChannel);
        writer.Write(_policy.MaxTopicBytes);
        writer.Write(_policy.MaxAwayBytes);
        writer.Write(_policy.MaxReasonBytes);
        writer.Write(_policy.MaxTextBytes);
    }

    private static WorldPolicy ReadPolicy(ref SnapshotReader reader)
    {
        var lobby = reader.ReadBytes();
        ChannelName? name = null;
        if (!lobby.IsEmpty && !ChannelName.TryCreate(lobby, out name, out _))
        {
            throw new FormatException("The snapshot names a lobby that is not valid.");
        }

        return new WorldPolicy
        {
            Lobby = name,
            MaxUsers = reader.ReadInt(),
            MaxChannels = reader.ReadInt(),
            MaxChannelsPerUser = reader.ReadInt(),
            MaxMembersPerChannel = reader.ReadInt(),
            MaxTopicBytes = reader.ReadInt(),
            MaxAwayBytes = reader.ReadInt(),
            MaxReasonBytes = reader.ReadInt(),
            MaxTextBytes = reader.ReadInt(),
        };
    }

    private static void WriteUser(SnapshotWriter writer, User user)
    {
        writer.Write(user.Id.Sequence);
        writer.Write(user.Nick.Utf8);
        writer.Write(user.Sessions.Count);
        foreach (var session in user.Sessions)
        {
            writer.Write(session.Id.Incarnation.Node.Number);
            writer.Write(session.Id.Incarnation.Number);
            writer.Write(session.Id.Number);
            writer.Write(session.Away.Utf8);
        }
    }

    private User ReadUser(ref SnapshotReader reader)
    {
        var user = new User(new Identity(new UserId(reader.ReadLong()), reader.ReadNick()));
        AddOnce(_users, user.Id, user);
        AddOnce(_usersByNick, user.Nick.Key, user);
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            var incarnation = new Incarnation(new NodeId(reader.ReadInt()), reader.ReadInt());
            var session = new Session(new SessionId(incarnation, reader.ReadLong()), user) { Away = reader.ReadText() };
            user.Sessions.Add(session);
            AddOnce(_sessions, session.Id, session);
        }

        return user;
    }

    private static void WriteChannel(SnapshotWriter writer, Channel channel)
    {
        writer.Write(channel.CreatedAt);
        writer.Write(channel.Name.Utf8);
        writer.Write(channel.Topic.Utf8);
        writer.Write(channel.IsTopicLocked);
        writer.Write(channel.Members.Count);
        foreach (var member in channel.Members)
        {
            writer.Write(member.User.Id.Sequence);
            writer.Write(member.IsOperator);
        }
    }

    private Channel ReadChannel(ref SnapshotReader reader)
    {
        var createdAt = reader.ReadLong();
        var channel = new Channel(reader.ReadChannelName(), createdAt)
        {
            Topic = reader.ReadText(),
            IsTopicLocked = reader.ReadBool(),
        };
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            channel.Add(new Member(Known(_users, new UserId(reader.ReadLong())), reader.ReadBool()));
        }

        AddOnce(_channels, channel.Name.Key, channel);
        return channel;
    }
}
