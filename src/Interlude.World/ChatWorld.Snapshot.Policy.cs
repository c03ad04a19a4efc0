using Interlude.World.Snapshots;

namespace Interlude.World;

// The part of a snapshot that is about limits and policies.
public sealed partial class ChatWorld
{
    private void WritePolicy(SnapshotWriter writer)
    {
        writer.Write(_policy.Lobby?.Utf8 ?? default);
        writer.Write(_policy.MaxUsers);
        writer.Write(_policy.MaxChannels);
        writer.Write(_policy.MaxChannelsPerUser);
        writer.Write(_policy.MaxMembersPerChannel);
        writer.Write(_policy.MaxNickCodePoints);
        writer.Write(_policy.MaxChannelCodePoints);
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
        writer.Write(_policy.MaxKnocks);
        writer.Write(_policy.MaxHidden);
        writer.Write((int)_policy.DefaultChannelTraits);
    }

    private static WorldPolicy ReadPolicy(ref SnapshotReader reader)
    {
        return new WorldPolicy
        {
            Lobby = reader.ReadChannelNameOrNone(),
            MaxUsers = reader.ReadLimit(),
            MaxChannels = reader.ReadLimit(),
            MaxChannelsPerUser = reader.ReadLimit(),
            MaxMembersPerChannel = reader.ReadLimit(),
            MaxNickCodePoints = reader.ReadLimit(),
            MaxChannelCodePoints = reader.ReadLimit(),
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
            MaxKnocks = reader.ReadLimit(),
            MaxHidden = reader.ReadLimit(),
            DefaultChannelTraits = reader.ReadFlags<ChannelTraits>(),
        };
    }
}
