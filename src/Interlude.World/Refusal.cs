namespace Interlude.World;

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

    /// <summary>No channel has that name, as far as who wishes may know.</summary>
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

    /// <summary>Whom it is about has a rank that is too high for that.</summary>
    TargetRanksHigher,

    /// <summary>The topic is left to the channel's operators.</summary>
    TopicLocked,

    /// <summary>The name has more code points than a new one may have; the limit is given.</summary>
    NameTooLong,

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

    /// <summary>Who wishes is banned from the channel.</summary>
    Banned,

    /// <summary>The channel lets in only who was invited.</summary>
    InviteOnly,

    /// <summary>The channel has a key, and it was not given.</summary>
    WrongKey,

    /// <summary>Only users with an account may do that.</summary>
    NeedsAccount,

    /// <summary>Only members with a rank may speak on the channel.</summary>
    Moderated,

    /// <summary>The channel wants no CTCP.</summary>
    NoCtcp,

    /// <summary>The channel wants no formatting codes.</summary>
    NoFormatting,

    /// <summary>The channel's list has as many masks as it may have; the limit is given.</summary>
    ListFull,

    /// <summary>The key has a form that a channel's key cannot have.</summary>
    BadKey,

    /// <summary>The number of members is not a limit that a channel can have.</summary>
    BadLimit,

    /// <summary>The channel is open to who knocks.</summary>
    ChannelOpen,

    /// <summary>Somebody, or this user, has knocked there only just now.</summary>
    TooManyKnocks,

    /// <summary>A channel of that name is there already.</summary>
    ChannelNameTaken,

    /// <summary>The channel has too many members for that.</summary>
    TooManyMembers,

    /// <summary>Only server operators with the power may do that.</summary>
    NoPower,

    /// <summary>The nick is an account's, or a service's, and only its owner may use it.</summary>
    NickReserved,

    /// <summary>An account of that name is there, or the name is somebody's nick.</summary>
    AccountNameTaken,

    /// <summary>There are as many accounts as there may be; the limit is given.</summary>
    TooManyAccounts,

    /// <summary>There is no such account.</summary>
    NoSuchAccount,

    /// <summary>An operator has closed the account.</summary>
    AccountSuspended,

    /// <summary>What was proved holds no longer: the account's password was changed meanwhile.</summary>
    ProofOutdated,

    /// <summary>Who wishes uses no account.</summary>
    NotLoggedIn,

    /// <summary>Who wishes uses an account already.</summary>
    AlreadyLoggedIn,

    /// <summary>The user has more than one device, which would all change with this one.</summary>
    SeveralSessions,

    /// <summary>The user has as many devices as one may have; the limit is given.</summary>
    TooManySessions,

    /// <summary>The account has as many of these as it may have; the limit is given.</summary>
    AccountFull,

    /// <summary>The account has no such thing.</summary>
    NotOfAccount,

    /// <summary>The account, or another one, has that already.</summary>
    TakenByAccount,

    /// <summary>The server's configuration leaves no choice there.</summary>
    NoChoice,

    /// <summary>One cannot do that to oneself.</summary>
    TargetIsSelf,

    /// <summary>The channel is registered already.</summary>
    ChannelRegistered,

    /// <summary>The channel is not registered.</summary>
    ChannelNotRegistered,

    /// <summary>The account of who wishes has no rank on the registered channel that would do.</summary>
    NoAccess,

    /// <summary>The channel is not offered to the account of who wishes.</summary>
    NotOffered,
}
