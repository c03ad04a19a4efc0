using Interlude.Server;
using Interlude.World;

namespace Interlude.Simulation;

/// <summary>
/// What is drawn once for a seed: limits small enough to be met often, and how bad the weather is.
/// </summary>
internal sealed class Setting
{
    public const int PeersPerNode = 50;

    public Setting(Chance chance)
    {
        Limits = new ServerLimits
        {
            MaxConnections = chance.OneIn(3) ? PeersPerNode - 4 : PeersPerNode,
            MaxConnectionsPerAddress = chance.Between(6, 12),
            ConnectionsPerMinute = int.MaxValue,   // people of a few addresses come and go all the time here
            MaxLineBytes = 300,
            MaxOutboxBytes = chance.Between(2_000, 20_000),
            LinesPerSecond = chance.Between(2, 20),
            LineBurst = chance.Between(2, 20),
            AnswerPieceBytes = chance.Between(60, 1500),
            MaxBatchWishes = chance.Between(2, 40),
            MaxGatheredWishes = chance.Between(4, 40),
            RegistrationSeconds = chance.Between(5, 20),
            PingSeconds = chance.Between(25, 40),
            PongSeconds = chance.Between(10, 25),
            NickChanges = chance.Between(2, 10),
            Joins = chance.Between(5, 100),
            MaxMessageTargets = chance.Between(1, 4),
            MaxModeChanges = chance.Between(1, 6),
            MaxMultilineBytes = chance.Between(40, 400),
            MaxMultilineLines = chance.Between(2, 8),
            RetryMilliseconds = chance.Between(10, 200),
            MaxRetryMilliseconds = 2_000,
        };
        IrcPercent = chance.Between(30, 70);
        Profile = new ServerProfile { DefaultUserModes = chance.Pick(["ix", "x", "i", "B"]) };
        CloakKey = chance.OneIn(3) ? null : (ReadOnlyMemory<byte>)"a key of the simulation"u8.ToArray();
        FailurePercent = chance.OneIn(4) ? 0 : chance.Between(1, 15);
        UnknownPercent = chance.OneIn(4) ? 0 : chance.Between(1, 15);
        DuplicatePercent = chance.Between(0, 100);
        NodesFail = !chance.OneIn(5);
        ExemptPercent = chance.Between(20, 80);
        MillisecondsPerStep = chance.Between(1, 12);
        Rounds = chance.OneIn(2) ? chance.Fork() : null;
    }

    public ServerLimits Limits { get; }

    /// <summary>Peers of a hundred that speak IRC.</summary>
    public int IrcPercent { get; }

    public ServerProfile Profile { get; }

    public ReadOnlyMemory<byte>? CloakKey { get; }

    /// <summary>Appends of a hundred that fail, and of which nobody knows what became.</summary>
    public int FailurePercent { get; }

    public int UnknownPercent { get; }

    /// <summary>Of a hundred batches that land a second time, how many the log does not notice.</summary>
    public int DuplicatePercent { get; }

    /// <summary>Whether nodes stop, with and without warning, and begin again.</summary>
    public bool NodesFail { get; }

    public int ExemptPercent { get; }

    /// <summary>How fast time goes, about.</summary>
    public int MillisecondsPerStep { get; }

    /// <summary>When the rounds end in which hosts let wishes gather; null: they do not let them.</summary>
    public Chance? Rounds { get; }

    /// <summary>The policy of one life of a node: a restart may bring another one.</summary>
    public static WorldPolicy DrawPolicy(Chance chance) => new()
    {
        Lobby = Lobby,
        MaxUsers = chance.OneIn(3) ? 60 : 100,
        MaxChannels = chance.Between(5, 12),
        MaxChannelsPerUser = chance.Between(2, 5),
        MaxMembersPerChannel = chance.OneIn(2) ? 100 : chance.Between(20, 60),
        MaxTopicBytes = chance.OneIn(3) ? 400 : chance.Between(30, 80),
        MaxAwayBytes = chance.OneIn(3) ? 300 : chance.Between(20, 60),
        MaxReasonBytes = chance.OneIn(3) ? 380 : chance.Between(10, 50),
        MaxTextBytes = chance.OneIn(3) ? 600 : chance.Between(60, 200),
        MaxChannelMasks = chance.Between(2, 8),
        MaxInvitations = chance.Between(1, 4),
        MaxWatched = chance.Between(1, 5),
        MaxPastUsers = chance.Between(0, 50),
        MaxRealNameBytes = chance.OneIn(3) ? 170 : chance.Between(10, 80),
        MaxSessionsPerUser = chance.Between(1, 4),
        AlwaysOn = chance.Pick([AlwaysOnRule.Never, AlwaysOnRule.OptIn, AlwaysOnRule.OptIn, AlwaysOnRule.OptOut, AlwaysOnRule.Always]),
        MaxUsersAlone = chance.OneIn(3) ? chance.Below(3) : 100,
        AloneHours = chance.OneIn(3) ? chance.Below(2) : 720,
        MaxNicksPerAccount = chance.Between(1, 4),
        KnockSeconds = chance.Between(1, 30),
        MaxKnocks = chance.Between(1, 4),
        MaxHidden = chance.Between(1, 20),
        DefaultChannelTraits = chance.OneIn(2) ? ChannelTraits.MembersOnly | ChannelTraits.TopicLocked : ChannelTraits.None,
    };

    public static ChannelName Lobby { get; } =
        ChannelName.TryCreate("#lobby"u8, out var name, out _) ? name : throw new InvalidOperationException();
}
