using System.Collections.Immutable;

namespace Interlude.World;

/// <summary>All that a <see cref="ChatWorld"/> reports: past facts, each complete as it was, with its audience.</summary>
/// <param name="Audience">Whom it is for, fixed when it happened.</param>
public abstract record Event(Audience Audience)
{
    /// <summary>The conversations whose history it belongs to; none: nobody will ask for it again.</summary>
    public ImmutableArray<Conversation> KeptIn { get; init; } = [];

    /// <summary>A session has become a user.</summary>
    public sealed record Registered(Audience Audience, SessionId Session, Identity User) : Event(Audience);

    /// <summary>A session has become one more device of a user that was here.</summary>
    public sealed record Attached(Audience Audience, SessionId Session, Identity User) : Event(Audience)
    {
        /// <summary>The entry by which the user's last session had ended; null: it had one.</summary>
        public long? AloneBehind { get; init; }
    }

    /// <summary>A session has become a device of another user. It alone is told; it has left the channels of the one it was of.</summary>
    public sealed record Moved(
        Audience Audience, SessionId Session, Identity From, Identity User, ImmutableArray<ChannelName> Left) : Event(Audience)
    {
        /// <summary>The entry by which the other user's last session had ended; null: it had one.</summary>
        public long? AloneBehind { get; init; }
    }

    /// <summary>There is an account more. For the session that made it, which may be no user.</summary>
    public sealed record AccountCreated(Audience Audience, SessionId Session, AccountIdentity Account) : Event(Audience);

    /// <summary>A session uses an account, and with it its user, if it is one; <paramref name="User"/> is as before.</summary>
    public sealed record LoggedIn(Audience Audience, SessionId Session, Identity? User, AccountIdentity Account) : Event(Audience);

    /// <summary>A user uses its account no longer; <paramref name="User"/> is as before.</summary>
    public sealed record LoggedOut(Audience Audience, SessionId Session, Identity User) : Event(Audience);

    /// <summary>Something about an account has changed. For the session that wished it.</summary>
    public sealed record AccountChanged(
        Audience Audience, SessionId Session, AccountIdentity Account, AccountChange Change) : Event(Audience);

    /// <summary>
    /// Whose a channel is, or what its founder has chosen for it, has changed. For the session that wished it, and with
    /// <see cref="Reason.Target"/> for those to whom the channel is offered, or whose it was.
    /// </summary>
    public sealed record RegistrationChanged(
        Audience Audience, SessionId Session, Identity User, ChannelName Channel, RegistrationChange Change) : Event(Audience);

    /// <summary>A session is over, for that reason; for the user's remaining sessions nothing changes.</summary>
    public sealed record SessionEnded(Audience Audience, SessionId Session, Identity User, Departure Departure) : Event(Audience);

    /// <summary>A user has left the chat altogether.</summary>
    public sealed record Quit(Audience Audience, Identity User, Departure Departure) : Event(Audience);

    /// <summary>
    /// A user has entered a channel, perhaps sent there by another that it could not join. It may be away. Also told to
    /// members who can see it only from now on, in an auditorium.
    /// </summary>
    public sealed record Joined(Audience Audience, Identity User, ChannelName Channel, Ranks Ranks, Text RealName, Text Away)
        : Event(Audience)
    {
        /// <summary>The channel that it had asked for, if that sent it here.</summary>
        public ChannelName? SentFrom { get; init; }
    }

    /// <summary>A user has left a channel. Also told to members who cannot see it any longer, in an auditorium.</summary>
    public sealed record Parted(Audience Audience, Identity User, ChannelName Channel, Text Reason) : Event(Audience);

    /// <summary>Something was said to a channel, or to its members of a rank and above.</summary>
    public sealed record Said(Audience Audience, Identity User, ChannelName Channel, Speech Speech, Ranks To) : Event(Audience);

    /// <summary>Something was said to one user, who may be away.</summary>
    public sealed record Told(Audience Audience, Identity User, Identity Target, Speech Speech, Text Away) : Event(Audience);

    /// <summary>A channel has another topic; empty is none.</summary>
    public sealed record TopicChanged(Audience Audience, Identity User, ChannelName Channel, Text Topic) : Event(Audience);

    /// <summary>A channel's modes have changed: by a user, or by nobody, because its longest member operates it now.</summary>
    public sealed record ModesChanged(Audience Audience, Identity? User, ChannelName Channel, ImmutableArray<ModeChange> Changes)
        : Event(Audience);

    /// <summary>A user goes by another nick.</summary>
    public sealed record Renamed(Audience Audience, Identity User, Nick Nick) : Event(Audience);

    /// <summary>A session says that its user is away (a text) or back (none).</summary>
    /// <param name="Audience">Others are among them only if the user as a whole is away now, or back.</param>
    /// <param name="Session">The session.</param>
    /// <param name="User">Its user.</param>
    /// <param name="Message">What the session says.</param>
    /// <param name="UserMessage">What others see; empty: somewhere the user is there.</param>
    public sealed record AwayChanged(Audience Audience, SessionId Session, Identity User, Text Message, Text UserMessage) : Event(Audience);

    /// <summary>A user's visible user name or host has changed; <paramref name="User"/> is as before.</summary>
    public sealed record HostChanged(Audience Audience, Identity User, SourceWord UserName, SourceWord Host) : Event(Audience);

    /// <summary>A user says that it is called something else.</summary>
    public sealed record RealNameChanged(Audience Audience, Identity User, Text RealName) : Event(Audience);

    /// <summary>A user's own modes have changed; it may have become, or ceased to be, a server operator.</summary>
    public sealed record UserModesChanged(
        Audience Audience, Identity User, UserModes Set, UserModes Cleared, OperatorChange Operator) : Event(Audience);

    /// <summary>A user was asked to join a channel.</summary>
    public sealed record Invited(Audience Audience, Identity User, Identity Target, ChannelName Channel) : Event(Audience);

    /// <summary>A user has asked a channel's operators for an invitation.</summary>
    public sealed record Knocked(Audience Audience, Identity User, ChannelName Channel) : Event(Audience);

    /// <summary>A member was removed from a channel.</summary>
    public sealed record Kicked(Audience Audience, Identity User, Identity Target, ChannelName Channel, Text Reason)
        : Event(Audience);

    /// <summary>A channel goes by another name.</summary>
    public sealed record ChannelRenamed(
        Audience Audience, Identity User, ChannelName Channel, ChannelName NewName, Text Reason) : Event(Audience);

    /// <summary>Names were put on a session's list of those it watches; some for which there is no room were not.</summary>
    public sealed record Watching(
        Audience Audience, SessionId Session, ImmutableArray<Nick> Added, ImmutableArray<Nick> Omitted, int Limit) : Event(Audience);

    /// <summary>Up to which moment a user has read something; null: nobody has said. For the user's own devices.</summary>
    public sealed record ReadMarked(Audience Audience, ReadTarget Target, Timestamp? At, bool HasRisen) : Event(Audience);

    /// <summary>A nick that somebody watches is somebody's now.</summary>
    public sealed record CameOnline(Audience Audience, Identity User) : Event(Audience);

    /// <summary>A nick that somebody watches is nobody's any more.</summary>
    public sealed record WentOffline(Audience Audience, Nick Nick) : Event(Audience);

    /// <summary>A server operator has said something to all who listen.</summary>
    public sealed record Announced(Audience Audience, Identity User, Text Text) : Event(Audience);

    /// <summary>Something happened that server operators want to know.</summary>
    public sealed record Noticed(Audience Audience, NoticeKind Kind, Identity User, SourceWord RealHost, Text Text) : Event(Audience);

    /// <summary>A wish, or one change of several, was not granted. For the session that wished.</summary>
    public sealed record Refused(
        Audience Audience,
        SessionId Session,
        Refusal Reason,
        Command Wish,
        Nick? Nick = null,
        ChannelName? Channel = null,
        int Limit = 0,
        ModeChange? Change = null) : Event(Audience);
}

/// <summary>Why somebody left, and by whose will.</summary>
/// <param name="Cause">By whose will.</param>
/// <param name="Reason">In words; may be empty.</param>
/// <param name="By">The operator, for <see cref="DepartureCause.Killed"/>.</param>
public sealed record Departure(DepartureCause Cause, Text Reason, Identity? By = null);

/// <summary>By whose will somebody left.</summary>
public enum DepartureCause
{
    /// <summary>It wished so itself.</summary>
    OwnWish,

    /// <summary>Its connection ended, or was ended by the server.</summary>
    Connection,

    /// <summary>A server operator ended its sessions.</summary>
    Killed,
}

/// <summary>Whether somebody has become a server operator, or ceased to be one.</summary>
public enum OperatorChange
{
    /// <summary>Neither.</summary>
    None,

    /// <summary>It has.</summary>
    Became,

    /// <summary>It is one no longer.</summary>
    Resigned,
}

/// <summary>What server operators are told.</summary>
public enum NoticeKind
{
    /// <summary>Somebody has registered.</summary>
    Registered,

    /// <summary>Somebody has left; the text is the reason.</summary>
    Left,

    /// <summary>Somebody was removed; the text names the operator and the reason.</summary>
    Killed,

    /// <summary>Somebody has become a server operator; the text is the name used.</summary>
    BecameOperator,
}
