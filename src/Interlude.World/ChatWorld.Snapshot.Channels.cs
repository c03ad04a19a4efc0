using Interlude.World.Snapshots;
using Interlude.World.State;

namespace Interlude.World;

// The part of a snapshot that is about channels, and who is where.
public sealed partial class ChatWorld
{
    private static void WriteChannel(SnapshotWriter writer, Channel channel)
    {
        writer.Write(channel.CreatedAt);
        writer.Write(channel.CreatedOn.Milliseconds);
        writer.Write(channel.Name.Utf8);
        writer.Write(channel.Topic.Text.Utf8);
        writer.Write(channel.Topic.By.Utf8);
        writer.Write(channel.Topic.At.Milliseconds);
        writer.Write((int)channel.Traits);
        writer.Write(channel.Key.Utf8);
        writer.Write(channel.Limit);
        writer.Write(channel.Forward?.Utf8 ?? default);
        foreach (var masks in channel.Masks)
        {
            WriteMasks(writer, masks);
        }

        WriteRegistration(writer, channel.Registration);
        writer.Write(channel.Members.Count);
        foreach (var member in channel.Members)
        {
            writer.Write(member.User.Id.Sequence);
            writer.Write(member.JoinedAt);
            writer.Write((int)member.Ranks);
            foreach (var since in member.AllSince)
            {
                writer.Write(since);
            }
        }

        writer.Write(channel.Knocks.Count);
        foreach (var (user, at) in channel.Knocks)
        {
            writer.Write(user.Sequence);
            writer.Write(at.Milliseconds);
        }
    }

    private static void WriteMasks(SnapshotWriter writer, List<MaskEntry> masks)
    {
        writer.Write(masks.Count);
        foreach (var entry in masks)
        {
            writer.Write(entry.Mask.Utf8);
            writer.Write(entry.By.Utf8);
            writer.Write(entry.At.Milliseconds);
        }
    }

    private static void WritePlaces(SnapshotWriter writer, IReadOnlyList<Channel> channels)
    {
        writer.Write(channels.Count);
        foreach (var channel in channels)
        {
            writer.Write(channel.CreatedAt);
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
        var createdOn = new Timestamp(reader.ReadLong());
        var channel = new Channel(reader.ReadChannelName(), createdAt)
        {
            CreatedOn = createdOn,
            Topic = new Topic(reader.ReadText(), reader.ReadText(), new Timestamp(reader.ReadLong())),
            Traits = reader.ReadFlags<ChannelTraits>(),
            Key = reader.ReadText(),
            Limit = reader.ReadLimit(),
            Forward = reader.ReadChannelNameOrNone(),
        };
        AddOnce(_channels, channel.Name.Key, channel);
        _secretChannels += channel.Is(ChannelTraits.Secret) ? 1 : 0;
        foreach (var masks in channel.Masks)
        {
            ReadMasks(ref reader, masks);
        }

        ReadRegistration(ref reader, channel);
        for (var count = channel.Registration is null ? reader.ReadCountOfSome() : reader.ReadCount(); count > 0; count--)
        {
            var member = ReadMember(ref reader, createdAt);
            if (channel.Find(member.User.Id) is not null)
            {
                throw new FormatException($"The snapshot holds {member.User.Nick} twice on {channel.Name}.");
            }

            channel.Add(member);
        }

        for (var count = reader.ReadCount(); count > 0; count--)
        {
            channel.Knocks.Add((new UserId(reader.ReadLong()), new Timestamp(reader.ReadLong())));
        }

        return channel;
    }

    private Member ReadMember(ref SnapshotReader reader, long createdAt)
    {
        var member = new Member(Known(_users, new UserId(reader.ReadLong())), ReadOrigin(ref reader, createdAt - 1));
        var ranks = reader.ReadFlags<Ranks>();
        Span<long> since = stackalloc long[ranks == Ranks.None ? 0 : System.Numerics.BitOperations.Log2((uint)ranks) + 1];
        for (var level = 0; level < since.Length; level++)
        {
            since[level] = ReadOrigin(ref reader, member.JoinedAt - 1);
        }

        member.SetRanks(ranks, since);
        return member;
    }

    private static void ReadMasks(ref SnapshotReader reader, List<MaskEntry> masks)
    {
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            var utf8 = reader.ReadBytes();
            if (!ChannelMask.TryCreate(utf8, out var mask) || !mask.Utf8.Span.SequenceEqual(utf8)
                || masks.Exists(known => string.Equals(known.Mask.Key, mask.Key, StringComparison.Ordinal)))
            {
                throw new FormatException("The snapshot holds a mask that is not valid, or holds it twice.");
            }

            masks.Add(new MaskEntry(mask, reader.ReadText(), new Timestamp(reader.ReadLong())));
        }
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

            for (var count = reader.ReadCount(); count > 0; count--)
            {
                var channel = Known(channels, reader.ReadLong());
                if (channel.Find(user.Id) is not null || user.Invitations.Contains(channel))
                {
                    throw new FormatException($"The snapshot invites {user.Nick} to {channel.Name} twice, or for nothing.");
                }

                user.AddInvitation(channel);
            }
        }

        // Each place is a member's, and none is there twice: so if the numbers agree, each member has its place.
        if (users.Sum(user => user.Channels.Count) != channels.Values.Sum(channel => channel.Members.Count))
        {
            throw new FormatException("The snapshot holds members of channels who do not know that they are.");
        }
    }

    private void ReadInvited(ref SnapshotReader reader, Dictionary<long, Channel> channels)
    {
        foreach (var (_, channel) in channels.OrderBy(channel => channel.Key))
        {
            for (var count = reader.ReadCount(); count > 0; count--)
            {
                var user = Known(_users, new UserId(reader.ReadLong()));
                if (!user.Invitations.Contains(channel) || channel.Invited.Contains(user))
                {
                    throw new FormatException($"The snapshot has {channel.Name} wait for {user.Nick}, whom it has not invited, or twice.");
                }

                channel.Invited.Add(user);
            }
        }

        if (_users.Values.Sum(user => user.Invitations.Count) != channels.Values.Sum(channel => channel.Invited.Count))
        {
            throw new FormatException("The snapshot holds invitations of which the channels do not know.");
        }
    }
}
