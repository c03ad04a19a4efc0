using System.Collections.Immutable;

namespace Interlude.World;

/// <summary>All that can happen to a <see cref="ChatWorld"/>. Commands are wishes: what cannot be granted is refused.</summary>
/// <remarks>
/// The first group is given by a session and acts for its user; the second by a node, for itself. No command carries a
/// secret: passwords end in a dialect.
/// </remarks>
public abstract record Command
{
    private Command()
    {
    }

    /// <summary>The session claims a nick and becomes a user.</summary>
    public sealed record Register(Nick Nick, UserProfile Profile) : Command;

    /// <summary>The session is over; with its last session, its user leaves: by its own wish, or because its connection ended.</summary>
    public sealed record EndSession(Text Reason, bool IsOwnWish = false) : Command;

    /// <summary>Enter a channel, which the first to come creates. The key is empty where none was given.</summary>
    public sealed record Join(ChannelName Channel, Text Key) : Command
    {
        /// <summary>Without a key.</summary>
        public Join(ChannelName channel)
            : this(channel, Text.Empty)
        {
        }
    }

    /// <summary>Leave a channel.</summary>
    public sealed record Part(ChannelName Channel, Text Reason) : Command;

    /// <summary>Say something to a channel: to all of it, or to members of a rank and above.</summary>
    public sealed record Say(ChannelName Channel, Speech Speech, Ranks To = Ranks.None) : Command;

    /// <summary>Say something to one user.</summary>
    public sealed record Tell(Nick Target, Speech Speech) : Command;

    /// <summary>Change a channel's topic; the empty text takes it away.</summary>
    public sealed record SetTopic(ChannelName Channel, Text Topic) : Command;

    /// <summary>Change a channel's modes, in order, each as far as it may be; with the power to override, without being on it.</summary>
    public sealed record ChangeModes(ChannelName Channel, ImmutableArray<ModeChange> Changes, bool Overrides = false) : Command;

    /// <summary>Take another nick.</summary>
    public sealed record ChangeNick(Nick Nick) : Command;

    /// <summary>Say that one is away from this session, or with the empty text that one is back.</summary>
    public sealed record SetAway(Text Message) : Command;

    /// <summary>Change what one says one is called. Longer than <see cref="WorldPolicy.MaxRealNameBytes"/> is refused.</summary>
    public sealed record SetRealName(Text RealName) : Command;

    /// <summary>Change one's own modes: some are set, then some cleared; and perhaps be a server operator no longer.</summary>
    public sealed record ChangeUserModes(UserModes Set, UserModes Clear, bool Resigns = false) : Command;

    /// <summary>Ask a user to join a channel.</summary>
    public sealed record Invite(Nick Target, ChannelName Channel) : Command;

    /// <summary>Ask the operators of a channel for an invitation.</summary>
    public sealed record Knock(ChannelName Channel) : Command;

    /// <summary>Remove a member; for operators of the channel.</summary>
    public sealed record Kick(Nick Target, ChannelName Channel, Text Reason) : Command;

    /// <summary>Give a channel another name; for its operators.</summary>
    public sealed record RenameChannel(ChannelName Channel, ChannelName NewName, Text Reason) : Command;

    /// <summary>Watch whether users are there: names taken off this session's list, or all of them, then names put on it.</summary>
    public sealed record Watch(ImmutableArray<Nick> Added, ImmutableArray<Nick> Removed, bool RemovesAll = false) : Command;

    /// <summary>The session has proved that it is a server operator's.</summary>
    public sealed record BecomeOperator(Text Name, Text Class, OperatorPowers Powers) : Command;

    /// <summary>Say something to all who listen to server operators; for those with the power.</summary>
    public sealed record Announce(Text Text) : Command;

    /// <summary>End all sessions of a user; for server operators with the power.</summary>
    public sealed record Kill(Nick Target, Text Reason) : Command;

    /// <summary>Give a user another visible user name and host; for server operators with the power.</summary>
    public sealed record ChangeHost(Nick Target, SourceWord UserName, SourceWord Host) : Command;

    /// <summary>The wish's incarnation begins: sessions of the node's earlier ones are over.</summary>
    public sealed record NodeStarted : Command;

    /// <summary>The wish's incarnation ends in good order: its sessions are over.</summary>
    public sealed record NodeStopped(Text Reason) : Command;

    /// <summary>The limits and policies that hold from here on: the world reads no file.</summary>
    public sealed record Configured(WorldPolicy Policy) : Command;
}
