using Interlude.Server;
using Interlude.World;

namespace Interlude.Host.Configuring;

/// <summary>The keys of <c>limits</c>: every number that holds somebody back.</summary>
internal static class LimitKeys
{
    private const int Million = 1_000_000;
    private const int Hour = 3600;

    // With these, whatever is told of somebody fits into the 510 bytes of a line of IRC beside the longest nick, host and channel,
    // so that nobody is told less than others. JOIN with a real name is the longest but AWAY and QUIT, which name no channel.
    private const int LongestUserName = 32;
    private const int LongestRealName = 170;
    private const int LongestAway = 300;
    private const int LongestReason = 320;

    public static IEnumerable<ConfigurationKey> All() => [Exempt(), .. OfConnections(), .. OfPeople(), .. OfWords()];

    private static ListKey<AddressRange> Exempt() => new(
        "limits.exempt",
        "The addresses that are free from connection counts and rates, flood credit, and the throttles of nicks, joins, registration and log-in. Unix sockets count as loopback.",
        "an address or a range such as 192.0.2.0/24",
        c => c.Exempt.Ranges.Select(range => range.ToString()),
        text => AddressRange.TryParse(text, out var range) ? range : null,
        (c, ranges) => c with { Exempt = new AddressRanges(ranges) });

    private static ConfigurationKey[] OfConnections() =>
    [
        Server("connections", "Connections at a time. One more is told so and closed.", "connections", 1, Million, l => l.MaxConnections, (l, n) => l with { MaxConnections = n }, isReloadable: false),
        Server("connectionsPerAddress", "Connections at a time from one address (IPv6: one /64). One more is told so and closed.", "connections", 1, Million, l => l.MaxConnectionsPerAddress, (l, n) => l with { MaxConnectionsPerAddress = n }),
        Server("connectionsPerMinute", "Connections that one address (IPv6: one /64) may open in a minute. One more is told so and closed.", "connections", 1, Million, l => l.ConnectionsPerMinute, (l, n) => l with { ConnectionsPerMinute = n }),
        Server("registrationSeconds", "How long an IRC client may take to register. Then it is told so and closed.", "seconds", 1, Hour, l => l.RegistrationSeconds, (l, n) => l with { RegistrationSeconds = n }),
        Server("pingSeconds", "After how long a silence an IRC client is sent a PING.", "seconds", 1, Hour, l => l.PingSeconds, (l, n) => l with { PingSeconds = n }),
        Server("pongSeconds", "How long an IRC client may take to answer a PING. Then it is told so and closed.", "seconds", 1, Hour, l => l.PongSeconds, (l, n) => l with { PongSeconds = n }),
        Server("linesPerSecond", "Lines that one connection may go on sending in a second. Beyond, its lines wait. For connections made from then on.", "lines", 1, 10_000, l => l.LinesPerSecond, (l, n) => l with { LinesPerSecond = n }),
        Server("lineBurst", "Lines that one connection may send at once after a silence. For connections made from then on.", "lines", 1, 10_000, l => l.LineBurst, (l, n) => l with { LineBurst = n }),
        new NumberKey(
            "limits.lineBytes", "Length of a line of plain://, and of a text that is said. A longer one is refused. Lines of IRC have the lengths of its specification.", 512, 65_536,
            c => c.Limits.MaxLineBytes,
            (c, n) => c with { Limits = c.Limits with { MaxLineBytes = n }, Policy = c.Policy with { MaxTextBytes = n } })
        {
            Unit = "bytes",
            IsReloadable = false,
        },
        Server("outboxBytes", "What may wait for one peer to read it. When more would wait, the peer is told why and dropped.", "bytes", 65_536, 1 << 29, l => l.MaxOutboxBytes, (l, n) => l with { MaxOutboxBytes = n }, isReloadable: false),
    ];

    private static ConfigurationKey[] OfPeople() =>
    [
        World("users", "Users at a time.", "users", 1, Million, p => p.MaxUsers, (p, n) => p with { MaxUsers = n }),
        World("channels", "Channels at a time.", "channels", 0, Million, p => p.MaxChannels, (p, n) => p with { MaxChannels = n }),
        World("channelsPerUser", "Channels that one user may be on (CHANLIMIT).", "channels", 1, 10_000, p => p.MaxChannelsPerUser, (p, n) => p with { MaxChannelsPerUser = n }),
        World("membersPerChannel", "Members that one channel may have.", "members", 1, Million, p => p.MaxMembersPerChannel, (p, n) => p with { MaxMembersPerChannel = n }),
        Server("nickChanges", "Changes of nick that one user may ask for in limits.nickChangeSeconds. More are refused.", "changes", 1, 10_000, l => l.NickChanges, (l, n) => l with { NickChanges = n }),
        Server("nickChangeSeconds", "The time in which limits.nickChanges are counted.", "seconds", 1, Hour, l => l.NickChangeSeconds, (l, n) => l with { NickChangeSeconds = n }),
        Server("joins", "Channels that one user may ask to join in limits.joinSeconds. More are refused.", "channels", 1, 10_000, l => l.Joins, (l, n) => l with { Joins = n }),
        Server("joinSeconds", "The time in which limits.joins are counted.", "seconds", 1, Hour, l => l.JoinSeconds, (l, n) => l with { JoinSeconds = n }),
        World("channelMasks", "Bans, exceptions and invitation masks of one channel together (MAXLIST).", "masks", 0, 10_000, p => p.MaxChannelMasks, (p, n) => p with { MaxChannelMasks = n }),
        World("watched", "Names that one client may watch (MONITOR).", "names", 0, 10_000, p => p.MaxWatched, (p, n) => p with { MaxWatched = n }),
        World("readMarkers", "Channels and people of whom one user or account may say how far it has read them (MARKREAD). What was read longest ago gives way.", "names", 0, 10_000, p => p.MaxReadMarkers, (p, n) => p with { MaxReadMarkers = n }),
        World("pastUsers", "Users of the past that are remembered (WHOWAS).", "users", 0, Million, p => p.MaxPastUsers, (p, n) => p with { MaxPastUsers = n }),
        World("invitations", "Invitations that one user may hold; the oldest gives way.", "invitations", 1, 10_000, p => p.MaxInvitations, (p, n) => p with { MaxInvitations = n }),
        World("knocks", "Knocks at one channel in limits.knockSeconds, whoever knocks. More are refused.", "knocks", 1, 1000, p => p.MaxKnocks, (p, n) => p with { MaxKnocks = n }),
        World("hidden", "Members without a prefix of a channel that becomes an auditorium (+u), or ceases to be one: each is hidden from, or shown to, all the others. With more, +u and -u are refused.", "members", 0, 1000, p => p.MaxHidden, (p, n) => p with { MaxHidden = n }),
        World("knockSeconds", "The time between two knocks of one user at one channel.", "seconds", 0, Hour, p => p.KnockSeconds, (p, n) => p with { KnockSeconds = n }),
        World("channelsPerAccount", "Registered channels whose founder one account may be.", "channels", 0, 10_000, p => p.MaxChannelsPerAccount, (p, n) => p with { MaxChannelsPerAccount = n }),
        World("accessPerChannel", "Accounts that may have a rank on one registered channel, beside its founder.", "accounts", 0, 10_000, p => p.MaxAccessPerChannel, (p, n) => p with { MaxAccessPerChannel = n }),
    ];

    private static ConfigurationKey[] OfWords() =>
    [
        World("nickLength", "Length of a nick that is taken from then on (NICKLEN).", "characters", 1, Nick.MaxCodePoints, p => p.MaxNickCodePoints, (p, n) => p with { MaxNickCodePoints = n }),
        World("channelLength", "Length of the name of a channel that is opened from then on, # included (CHANNELLEN).", "characters", 2, ChannelName.MaxCodePoints, p => p.MaxChannelCodePoints, (p, n) => p with { MaxChannelCodePoints = n }),
        World("topicBytes", "Length of a topic (TOPICLEN). On plain lines a longer one is refused, on IRC it is cut; beside a long channel's name less fits, and what does not is refused.", "bytes", 1, 400, p => p.MaxTopicBytes, (p, n) => p with { MaxTopicBytes = n }),
        World("awayBytes", "Length of an away message (AWAYLEN).", "bytes", 1, LongestAway, p => p.MaxAwayBytes, (p, n) => p with { MaxAwayBytes = n }),
        World("reasonBytes", "Length of the reason of a part, a kick (KICKLEN) or a quit. A longer one is cut; of those that name a channel, what then fits into no line of IRC is refused.", "bytes", 1, LongestReason, p => p.MaxReasonBytes, (p, n) => p with { MaxReasonBytes = n }),
        World("realNameBytes", "Length of a real name (NAMELEN).", "bytes", 1, LongestRealName, p => p.MaxRealNameBytes, (p, n) => p with { MaxRealNameBytes = n }),
        World("keyBytes", "Length of a channel's key (KEYLEN).", "bytes", 1, 100, p => p.MaxKeyBytes, (p, n) => p with { MaxKeyBytes = n }),
        Server("userNameBytes", "Length of a user name, as IRC clients give it (USERLEN). A longer one is cut.", "bytes", 1, LongestUserName, l => l.MaxUserNameBytes, (l, n) => l with { MaxUserNameBytes = n }),
        Server("hostBytes", "Length of a host that an operator of the server gives to somebody (HOSTLEN). A longer one is refused.", "bytes", ServerLimits.LongestAddress, SourceWord.MaxBytes, l => l.MaxHostBytes, (l, n) => l with { MaxHostBytes = n }),
        Server("messageTargets", "Targets of one PRIVMSG, NOTICE or TAGMSG (TARGMAX). More are refused.", "targets", 1, 100, l => l.MaxMessageTargets, (l, n) => l with { MaxMessageTargets = n }),
        Server("modeChanges", "Mode changes with a parameter in one MODE (MODES). More are not looked at.", "changes", 1, 100, l => l.MaxModeChanges, (l, n) => l with { MaxModeChanges = n }),
        Server("multilineBytes", "Length of all lines of a multi-line message together.", "bytes", 512, Million, l => l.MaxMultilineBytes, (l, n) => l with { MaxMultilineBytes = n }),
        Server("multilineLines", "Lines of a multi-line message. With 0 draft/multiline is not offered.", "lines", 0, 10_000, l => l.MaxMultilineLines, (l, n) => l with { MaxMultilineLines = n }),
    ];

    private static NumberKey Server(
        string name, string meaning, string unit, int least, int most,
        Func<ServerLimits, int> get, Func<ServerLimits, int, ServerLimits> set, bool isReloadable = true) =>
        new($"limits.{name}", meaning, least, most, c => get(c.Limits), (c, n) => c with { Limits = set(c.Limits, n) })
        {
            Unit = unit,
            IsReloadable = isReloadable,
        };

    private static NumberKey World(
        string name, string meaning, string unit, int least, int most,
        Func<WorldPolicy, int> get, Func<WorldPolicy, int, WorldPolicy> set) =>
        new($"limits.{name}", meaning, least, most, c => get(c.Policy), (c, n) => c with { Policy = set(c.Policy, n) }) { Unit = unit };
}
