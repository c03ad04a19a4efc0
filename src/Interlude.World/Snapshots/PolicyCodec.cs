namespace Interlude.World.Snapshots;

/// <summary>Limits and policies as bytes: the same in a snapshot and in the command that sets them.</summary>
internal static class PolicyCodec
{
    public static void WritePolicy(this SnapshotWriter writer, WorldPolicy policy)
    {
        writer.Write(policy.Lobby?.Utf8 ?? default);
        writer.Write(policy.MaxUsers);
        writer.Write(policy.MaxChannels);
        writer.Write(policy.MaxChannelsPerUser);
        writer.Write(policy.MaxMembersPerChannel);
        writer.Write(policy.MaxNickCodePoints);
        writer.Write(policy.MaxChannelCodePoints);
        writer.Write(policy.MaxTopicBytes);
        writer.Write(policy.MaxAwayBytes);
        writer.Write(policy.MaxReasonBytes);
        writer.Write(policy.MaxTextBytes);
        writer.Write(policy.MaxRealNameBytes);
        writer.Write(policy.MaxKeyBytes);
        writer.Write(policy.MaxChannelMasks);
        writer.Write(policy.MaxWatched);
        writer.Write(policy.MaxPastUsers);
        writer.Write(policy.MaxInvitations);
        writer.Write(policy.KnockSeconds);
        writer.Write(policy.MaxKnocks);
        writer.Write(policy.MaxHidden);
        writer.Write((int)policy.DefaultChannelTraits);
        writer.Write(policy.MaxAccounts);
        writer.Write(policy.MaxNicksPerAccount);
        writer.Write(policy.MaxPasswordsPerAccount);
        writer.Write(policy.MaxChannelsPerAccount);
        writer.Write(policy.MaxAccessPerChannel);
        writer.Write(policy.MaxSessionsPerUser);
        writer.Write(policy.KeepsNicks);
        writer.Write((int)policy.AlwaysOn);
        writer.Write(policy.MaxUsersAlone);
        writer.Write(policy.AloneHours);
        writer.Write(policy.MaxReadMarkers);
    }

    public static WorldPolicy ReadPolicy(this ref SnapshotReader reader)
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
            MaxAccounts = reader.ReadLimit(),
            MaxNicksPerAccount = reader.ReadLimit(),
            MaxPasswordsPerAccount = reader.ReadLimit(),
            MaxChannelsPerAccount = reader.ReadLimit(),
            MaxAccessPerChannel = reader.ReadLimit(),
            MaxSessionsPerUser = reader.ReadLimit(),
            KeepsNicks = reader.ReadBool(),
            AlwaysOn = reader.ReadOneOf<AlwaysOnRule>(),
            MaxUsersAlone = reader.ReadLimit(),
            AloneHours = reader.ReadLimit(),
            MaxReadMarkers = reader.ReadLimit(),
        };
    }
}
