namespace Interlude.World;

/// <summary>Every limit and policy that the world reads, as <see cref="Command.Configured"/> sets them.</summary>
/// <remarks>No limit is below 0: an entry that set one could be neither applied nor refused.</remarks>
public sealed record WorldPolicy
{
    /// <summary>The channel where everybody arrives: nobody comes to operate it by being there. None if null.</summary>
    public ChannelName? Lobby { get; init; }

    /// <summary>Users at a time.</summary>
    public int MaxUsers { get; init => field = NotNegative(value); } = 100_000;

    /// <summary>Channels at a time.</summary>
    public int MaxChannels { get; init => field = NotNegative(value); } = 100_000;

    /// <summary>Channels that one user may be on.</summary>
    public int MaxChannelsPerUser { get; init => field = NotNegative(value); } = 100;

    /// <summary>Members that one channel may have.</summary>
    public int MaxMembersPerChannel { get; init => field = NotNegative(value); } = 10_000;

    /// <summary>Bytes of UTF-8 in a topic.</summary>
    public int MaxTopicBytes { get; init => field = NotNegative(value); } = 390;

    /// <summary>Bytes of UTF-8 in an away message.</summary>
    public int MaxAwayBytes { get; init => field = NotNegative(value); } = 200;

    /// <summary>Bytes of UTF-8 in the reason of a part, a kick or a quit; a longer one is cut, for it stops nobody from leaving.</summary>
    public int MaxReasonBytes { get; init => field = NotNegative(value); } = 300;

    /// <summary>Bytes of UTF-8 in a text that is said to a channel or a user.</summary>
    public int MaxTextBytes { get; init => field = NotNegative(value); } = 4096;

    private static int NotNegative(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        return limit;
    }
}
