namespace Interlude.Server;

/// <summary>
/// The named limits of everything that a peer can make grow outside the world, in one place; those of the world are in
/// <see cref="World.WorldPolicy"/>. What happens at each is said with it.
/// </summary>
public sealed record ServerLimits
{
    /// <summary>Connections at a time. One more is told so and closed.</summary>
    public int MaxConnections { get; init; } = 10_000;

    /// <summary>Connections at a time from one address (IPv6: one /64). One more is told so and closed.</summary>
    public int MaxConnectionsPerAddress { get; init; } = 20;

    /// <summary>Bytes of a plain line without its end. A longer one is refused with a sentence and skipped.</summary>
    public int MaxLineBytes { get; init; } = 4096;

    /// <summary>Bytes waiting for one peer (its SendQ). When more would wait, the peer is told why and dropped.</summary>
    public int MaxOutboxBytes { get; init; } = 1 << 20;

    /// <summary>
    /// Connections that one address (IPv6: one /64) may open in a minute, counted from the first of them; at least 1. One more
    /// is told so and closed.
    /// </summary>
    public int ConnectionsPerMinute { get; init; } = 60;

    /// <summary>Seconds that an IRC client may take to register. Then it is told so and closed.</summary>
    public int RegistrationSeconds { get; init; } = 60;

    /// <summary>Seconds without a line from an IRC client before it is sent a PING.</summary>
    public int PingSeconds { get; init; } = 120;

    /// <summary>Seconds that an IRC client may take to answer a PING. Then it is told so and closed.</summary>
    public int PongSeconds { get; init; } = 60;

    /// <summary>Changes of nick that one user may ask for in <see cref="NickChangeSeconds"/>. More are refused.</summary>
    public int NickChanges { get; init; } = 10;

    /// <summary>The seconds in which <see cref="NickChanges"/> are counted.</summary>
    public int NickChangeSeconds { get; init; } = 60;

    /// <summary>Channels that one user may ask to join in <see cref="JoinSeconds"/>. More are refused.</summary>
    public int Joins { get; init; } = 100;

    /// <summary>The seconds in which <see cref="Joins"/> are counted.</summary>
    public int JoinSeconds { get; init; } = 60;

    /// <summary>Wrong passwords that one connection may give to OPER in <see cref="WrongPasswordSeconds"/>. Then it must wait.</summary>
    public int WrongPasswords { get; init; } = 3;

    /// <summary>The seconds in which <see cref="WrongPasswords"/> are counted.</summary>
    public int WrongPasswordSeconds { get; init; } = 60;

    /// <summary>Bytes of a user name, as IRC clients give it (USERLEN). A longer one is cut.</summary>
    public int MaxUserNameBytes { get; init; } = 18;

    /// <summary>
    /// Bytes of a host that an operator gives to somebody (HOSTLEN): at least <see cref="LongestAddress"/>, for what is not given
    /// is an address or a cloak. A longer one is refused.
    /// </summary>
    public int MaxHostBytes { get; init; } = World.SourceWord.MaxBytes;

    /// <summary>Bytes of the longest IP address as a host: IPv6 with an IPv4 address in it, and a 0 in front.</summary>
    public const int LongestAddress = 46;

    /// <summary>Targets of one PRIVMSG, NOTICE or TAGMSG (TARGMAX). More are refused.</summary>
    public int MaxMessageTargets { get; init; } = 4;

    /// <summary>Mode changes with a parameter in one MODE (MODES). More are not looked at.</summary>
    public int MaxModeChanges { get; init; } = 20;

    /// <summary>Bytes of all lines of a draft/multiline message together.</summary>
    public int MaxMultilineBytes { get; init; } = 4096;

    /// <summary>Lines of a draft/multiline message.</summary>
    public int MaxMultilineLines { get; init; } = 100;

    /// <summary>Messages in one page of history (CHATHISTORY). Whoever asks for more gets as many; 0: history is offered to nobody.</summary>
    public int MaxHistoryMessages { get; init; } = 100;


    /// <summary>Messages of a channel that who joins it is told of without asking; 0: none.</summary>
    public int MaxReplayed { get; init; }

    /// <summary>Days for which history is kept and shown; 0: for ever. People are told.</summary>
    public int HistoryDays { get; init; } = 365;

    /// <summary>Things of one kind that history keeps of one conversation, the latest; 0: any number.</summary>
    public int MaxHistoryItems { get; init; } = 1_000_000;

    /// <summary>Lines a second that one connection may go on sending. Beyond, its lines wait, and it is told so once.</summary>
    public int LinesPerSecond { get; init; } = 20;

    /// <summary>Lines that one connection may send at once after a silence.</summary>
    public int LineBurst { get; init; } = 250;

    /// <summary>Lines of one received block that are looked at before the other connections have their turn.</summary>
    public int LinesPerTurn { get; init; } = 16;

    /// <summary>Bytes of a long answer that are produced at a time; the rest waits until the peer has read.</summary>
    public int AnswerPieceBytes { get; init; } = 16 * 1024;

    /// <summary>Wishes in one append.</summary>
    public int MaxBatchWishes { get; init; } = 1024;

    /// <summary>Wishes that may gather while an append is under way. Beyond, lines wait.</summary>
    public int MaxGatheredWishes { get; init; } = 8192;

    /// <summary>Milliseconds before a failed append is followed by another; doubled each time up to <see cref="MaxRetryMilliseconds"/>.</summary>
    public int RetryMilliseconds { get; init; } = 100;

    /// <summary>The longest pause between two tries to append, in milliseconds.</summary>
    public int MaxRetryMilliseconds { get; init; } = 5000;
}
