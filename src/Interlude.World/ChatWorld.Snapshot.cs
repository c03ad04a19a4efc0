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
            Sequence = reader.ReadLongAbove(-1),
            Time = new Timestamp(reader.ReadLong()),
        };
        world._policy = ReadPolicy(ref reader);
        world.ReadNodes(ref reader);
        var users = world.ReadUsers(ref reader);
        var channels = world.ReadChannels(ref reader);
        ReadPlaces(ref reader, users, channels);

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
        writer.Write(_policy.MaxRealNameBytes);
        writer.Write(_policy.MaxKeyBytes);
        writer.Write(_policy.MaxChannelMasks);
        writer.Write(_policy.MaxWatched);
        writer.Write(_policy.MaxPastUsers);
        writer.Write(_policy.MaxInvitations);
        writer.Write(_policy.KnockSeconds);
        writer.Write((int)_policy.DefaultChannelTraits);
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
            MaxUsers = reader.ReadLimit(),
            MaxChannels = reader.ReadLimit(),
            MaxChannelsPerUser = reader.ReadLimit(),
            MaxMembersPerChannel = reader.ReadLimit(),
            MaxTopicBytes = reader.ReadLimit(),
            MaxAwayBytes = reader.ReadLimit(),
            MaxReasonBytes = reader.ReadLimit(),
            MaxTextBytes = reader.ReadLimit(),
            MaxRealNameBytes = reader.ReadLimit(),
            MaxKeyBytes = reader.ReadLimit(),
            MaxChannelMasks = reader.ReadLimit(),
            MaxWatched = reader.ReadLimit(),
            MaxPastUsers = reader.ReadLimit(),
            MaxInvitations = reader.ReadLimit(),
            KnockSeconds = reader.ReadLimit(),
            DefaultChannelTraits = (ChannelTraits)reader.ReadInt(),
        };
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

            _nodes.Add(node, new NodeState(reader.ReadInt(), reader.ReadLong()));
            previous = node;
        }
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

    /// <summary>The number of an entry that made something: in order, and none that is yet to come.</summary>
    private long ReadOrigin(ref SnapshotReader reader, long previous)
    {
        var sequence = reader.ReadLongAbove(previous);
        return sequence <= Sequence
            ? sequence
            : throw new FormatException($"The snapshot of entry {Sequence} holds something of entry {sequence}.");
    }

    private List<User> ReadUsers(ref SnapshotReader reader)
    {
        var users = new List<User>();
        var previous = 0L;
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            previous = ReadOrigin(ref reader, previous);
            users.Add(ReadUser(ref reader, new UserId(previous)));
        }

        return users;
    }

    private User ReadUser(ref SnapshotReader reader, UserId id)
    {
        var user = new User(new Identity(id, reader.ReadNick()));
        _users.Add(id, user);
        AddOnce(_usersByNick, user.Nick.Key, user);
        for (var count = reader.ReadCountOfSome(); count > 0; count--)
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

    private Dictionary<long, Channel> ReadChannels(ref SnapshotReader reader)
    {
        var channels = new Dictionary<long, Channel>();
        var previous = 0L;
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            previous = ReadOrigin(ref reader, previous);
            channels.Add(previous, ReadChannel(ref reader, previous));
        }

        return channels;
    }

    private Channel ReadChannel(ref SnapshotReader reader, long createdAt)
    {
        var channel = new Channel(reader.ReadChannelName(), createdAt)
        {
            Topic = reader.ReadText(),
            IsTopicLocked = reader.ReadBool(),
        };
        AddOnce(_channels, channel.Name.Key, channel);
        for (var count = reader.ReadCountOfSome(); count > 0; count--)
        {
            var member = new Member(Known(_users, new UserId(reader.ReadLong())), reader.ReadBool());
            if (channel.Find(member.User.Id) is not null)
            {
                throw new FormatException($"The snapshot holds {member.User.Nick} twice on {channel.Name}.");
            }

            channel.Add(member);
        }

        return channel;
    }

    private static void ReadPlaces(ref SnapshotReader reader, List<User> users, Dictionary<long, Channel> channels)
    {
        foreach (var user in users)
        {
            for (var count = reader.ReadCount(); count > 0; count--)
            {
                var channel = Known(channels, reader.ReadLong());
                if (channel.Find(user.Id) is null || user.Channels.Contains(channel))
                {
                    throw new FormatException($"The snapshot gives {user.Nick} a place on {channel.Name} that it has not.");
                }

                user.Channels.Add(channel);
            }
        }

        // Each place is a member's, and none is there twice: so if the numbers agree, each member has its place.
        if (users.Sum(user => user.Channels.Count) != channels.Values.Sum(channel => channel.Members.Count))
        {
            throw new FormatException("The snapshot holds members of channels who do not know that they are.");
        }
    }
}
