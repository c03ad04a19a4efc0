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

    /// <summary>Code points in a nick that is taken from now on (NICKLEN): at most <see cref="Nick.MaxCodePoints"/> count.</summary>
    public int MaxNickCodePoints { get; init => field = NotNegative(value); } = Nick.MaxCodePoints;

    /// <summary>Code points in the name of a channel that is opened from now on (CHANNELLEN): at most <see cref="ChannelName.MaxCodePoints"/> count.</summary>
    public int MaxChannelCodePoints { get; init => field = NotNegative(value); } = ChannelName.MaxCodePoints;

    /// <summary>Bytes of UTF-8 in a topic.</summary>
    public int MaxTopicBytes { get; init => field = NotNegative(value); } = 390;

    /// <summary>Bytes of UTF-8 in an away message.</summary>
    public int MaxAwayBytes { get; init => field = NotNegative(value); } = 200;

    /// <summary>Bytes of UTF-8 in the reason of a part, a kick or a quit; a longer one is cut, for it stops nobody from leaving.</summary>
    public int MaxReasonBytes { get; init => field = NotNegative(value); } = 300;

    /// <summary>Bytes of UTF-8 in a text that is said to a channel or a user.</summary>
    public int MaxTextBytes { get; init => field = NotNegative(value); } = 4096;

    /// <summary>Bytes of UTF-8 in a real name (NAMELEN).</summary>
    public int MaxRealNameBytes { get; init => field = NotNegative(value); } = 150;

    /// <summary>Bytes in a channel's key (KEYLEN).</summary>
    public int MaxKeyBytes { get; init => field = NotNegative(value); } = 32;

    /// <summary>Masks in one channel's bans, exceptions and invitations together (MAXLIST).</summary>
    public int MaxChannelMasks { get; init => field = NotNegative(value); } = 100;

    /// <summary>Names that one session may watch (MONITOR).</summary>
    public int MaxWatched { get; init => field = NotNegative(value); } = 100;

    /// <summary>Channels and people of whom one user or account may say how far it has read them; who was read longest ago gives way.</summary>
    public int MaxReadMarkers { get; init => field = NotNegative(value); } = 500;

    /// <summary>Users of the past that are remembered (WHOWAS), in all.</summary>
    public int MaxPastUsers { get; init => field = NotNegative(value); } = 10_000;

    /// <summary>Invitations that one user may hold; the oldest gives way.</summary>
    public int MaxInvitations { get; init => field = NotNegative(value); } = 50;

    /// <summary>Seconds between two knocks of one user at one channel.</summary>
    public int KnockSeconds { get; init => field = NotNegative(value); } = 60;

    /// <summary>Knocks at one channel in <see cref="KnockSeconds"/>, whoever knocks.</summary>
    public int MaxKnocks { get; init => field = NotNegative(value); } = 20;

    /// <summary>
    /// Members without a rank of a channel that becomes an auditorium, or ceases to be one: each of them is hidden from, or
    /// shown to, all the others.
    /// </summary>
    public int MaxHidden { get; init => field = NotNegative(value); } = 100;

    /// <summary>Accounts in all.</summary>
    public int MaxAccounts { get; init => field = NotNegative(value); } = 100_000;

    /// <summary>Nicks that are one account's own, its name among them.</summary>
    public int MaxNicksPerAccount { get; init => field = NotNegative(value); } = 10;

    /// <summary>Passwords of their own for programs that one account may have, and client certificates, each.</summary>
    public int MaxPasswordsPerAccount { get; init => field = NotNegative(value); } = 20;

    /// <summary>Channels whose founder one account may be.</summary>
    public int MaxChannelsPerAccount { get; init => field = NotNegative(value); } = 20;

    /// <summary>Accounts that may have a rank on a registered channel, beside its founder.</summary>
    public int MaxAccessPerChannel { get; init => field = NotNegative(value); } = 200;

    /// <summary>Devices of one user at a time.</summary>
    public int MaxSessionsPerUser { get; init => field = NotNegative(value); } = 20;

    /// <summary>Whether only its owner may use a nick of an account.</summary>
    public bool KeepsNicks { get; init; } = true;

    /// <summary>Whether users stay when their last client has gone.</summary>
    public AlwaysOnRule AlwaysOn { get; init; } = AlwaysOnRule.OptIn;

    /// <summary>Users without a client that may be there at a time. One more leaves with its last client.</summary>
    public int MaxUsersAlone { get; init => field = NotNegative(value); } = 10_000;

    /// <summary>Hours for which a user stays without a client.</summary>
    public int AloneHours { get; init => field = NotNegative(value); } = 720;

    /// <summary>What a channel is like when it is opened. In the lobby, which nobody operates, topics stay everybody's.</summary>
    public ChannelTraits DefaultChannelTraits { get; init; }

    private static int NotNegative(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        return limit;
    }
}
