namespace Interlude.World;

/// <summary>All that a <see cref="ChatWorld"/> reports: past facts, each complete as it was, with its audience.</summary>
/// <param name="Audience">Whom it is for, fixed when it happened.</param>
public abstract record Event(Audience Audience)
{
    /// <summary>A session has become a user.</summary>
    public sealed record Registered(Audience Audience, SessionId Session, Identity User) : Event(Audience);

    /// <summary>A session is over; for the user's remaining sessions nothing changes.</summary>
    public sealed record SessionEnded(Audience Audience, SessionId Session, Identity User) : Event(Audience);

    /// <summary>A user has left the chat altogether.</summary>
    public sealed record Quit(Audience Audience, Identity User, Text Reason) : Event(Audience);

    /// <summary>A user has entered a channel, perhaps as its operator.</summary>
    public sealed record Joined(Audience Audience, Identity User, ChannelName Channel, bool AsOperator) : Event(Audience);

    /// <summary>A user has left a channel.</summary>
    public sealed record Parted(Audience Audience, Identity User, ChannelName Channel, Text Reason) : Event(Audience);

    /// <summary>Something was said to a channel.</summary>
    public sealed record Said(Audience Audience, Identity User, ChannelName Channel, TextKind Kind, Text Text)
        : Event(Audience);

    /// <summary>Something was said to one user, who may be away.</summary>
    public sealed record Told(Audience Audience, Identity User, Identity Target, TextKind Kind, Text Text, Text Away)
        : Event(Audience);

    /// <summary>A channel has another topic; empty is none.</summary>
    public sealed record TopicChanged(Audience Audience, Identity User, ChannelName Channel, Text Topic) : Event(Audience);

    /// <summary>A channel's topic was left to its operators, or opened again.</summary>
    public sealed record TopicLockChanged(Audience Audience, Identity User, ChannelName Channel, bool Locked)
        : Event(Audience);

    /// <summary>A user goes by another nick.</summary>
    public sealed record Renamed(Audience Audience, Identity User, Nick Nick) : Event(Audience);

    /// <summary>A session says that its user is away (a text) or back (none).</summary>
    public sealed record AwayChanged(Audience Audience, SessionId Session, Identity User, Text Message) : Event(Audience);

    /// <summary>A user was asked to join a channel.</summary>
    public sealed record Invited(Audience Audience, Identity User, Identity Target, ChannelName Channel) : Event(Audience);

    /// <summary>A member was removed from a channel.</summary>
    public sealed record Kicked(Audience Audience, Identity User, Identity Target, ChannelName Channel, Text Reason)
        : Event(Audience);

    /// <summary>A member operates the channel now: made so by an operator, or, by nobody, as its longest member.</summary>
    public sealed record OperatorGranted(Audience Audience, Identity? User, Identity Target, ChannelName Channel)
        : Event(Audience);

    /// <summary>A wish was not granted, and nothing has changed. For the session that wished.</summary>
    public sealed record Refused(
        Audience Audience,
        SessionId Session,
        Refusal Reason,
        Nick? Nick = null,
        ChannelName? Channel = null,
        int Limit = 0) : Event(Audience);
}

/// <summary>A user as it was known when something happened.</summary>
/// <param name="Id">The user.</param>
/// <param name="Nick">Its nick at that time.</param>
public sealed record Identity(UserId Id, Nick Nick);

/// <summary>Why a wish was not granted. Each dialect words it.</summary>
public enum Refusal
{
    /// <summary>The session is no user yet.</summary>
    NotRegistered,

    /// <summary>The session is a user already.</summary>
    AlreadyRegistered,

    /// <summary>Another user has that nick, or one that folds to the same.</summary>
    NickTaken,

    /// <summary>No user has that nick.</summary>
    NoSuchNick,

    /// <summary>No channel has that name.</summary>
    NoSuchChannel,

    /// <summary>Who wishes is not on the channel.</summary>
    NotOnChannel,

    /// <summary>Who wishes is on the channel already.</summary>
    AlreadyOnChannel,

    /// <summary>Whom it is about is not on the channel.</summary>
    TargetNotOnChannel,

    /// <summary>Whom it is about is on the channel already.</summary>
    TargetAlreadyOnChannel,

    /// <summary>Only operators of the channel may do that.</summary>
    NotOperator,

    /// <summary>The topic is left to the channel's operators.</summary>
    TopicLocked,

    /// <summary>The text has more bytes than its place allows; the limit is given.</summary>
    TextTooLong,

    /// <summary>The user is on as many channels as one may be; the limit is given.</summary>
    TooManyChannels,

    /// <summary>The channel has as many members as one may have; the limit is given.</summary>
    ChannelFull,

    /// <summary>The server has as many channels as it may have; the limit is given.</summary>
    TooManyChannelsInAll,

    /// <summary>The server has as many users as it may have; the limit is given.</summary>
    TooManyUsers,
}
