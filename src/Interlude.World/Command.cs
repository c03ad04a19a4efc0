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
    public sealed record Register(Nick Nick) : Command;

    /// <summary>The session is over; with its last session, its user leaves.</summary>
    public sealed record EndSession(Text Reason) : Command;

    /// <summary>Enter a channel, which the first to come creates.</summary>
    public sealed record Join(ChannelName Channel) : Command;

    /// <summary>Leave a channel.</summary>
    public sealed record Part(ChannelName Channel, Text Reason) : Command;

    /// <summary>Say something to a channel that one is on.</summary>
    public sealed record Say(ChannelName Channel, TextKind Kind, Text Text) : Command;

    /// <summary>Say something to one user.</summary>
    public sealed record Tell(Nick Target, TextKind Kind, Text Text) : Command;

    /// <summary>Change a channel's topic; the empty text takes it away.</summary>
    public sealed record SetTopic(ChannelName Channel, Text Topic) : Command;

    /// <summary>Leave the topic to the channel's operators, or to every member again.</summary>
    public sealed record LockTopic(ChannelName Channel, bool Locked) : Command;

    /// <summary>Take another nick.</summary>
    public sealed record ChangeNick(Nick Nick) : Command;

    /// <summary>Say that one is away from this session, or with the empty text that one is back.</summary>
    public sealed record SetAway(Text Message) : Command;

    /// <summary>Ask a user to join a channel that one is on.</summary>
    public sealed record Invite(Nick Target, ChannelName Channel) : Command;

    /// <summary>Remove a member; for operators of the channel.</summary>
    public sealed record Kick(Nick Target, ChannelName Channel, Text Reason) : Command;

    /// <summary>Make a member an operator; for operators of the channel.</summary>
    public sealed record GrantOperator(Nick Target, ChannelName Channel) : Command;

    /// <summary>The wish's incarnation begins: sessions of the node's earlier ones are over.</summary>
    public sealed record NodeStarted : Command;

    /// <summary>The wish's incarnation ends in good order: its sessions are over.</summary>
    public sealed record NodeStopped(Text Reason) : Command;

    /// <summary>The limits and policies that hold from here on: the world reads no file.</summary>
    public sealed record Configured(WorldPolicy Policy) : Command;
}

/// <summary>What a text is, as the dialect that received it understood it.</summary>
public enum TextKind
{
    /// <summary>Something said.</summary>
    Plain,

    /// <summary>Something done: <c>/me waves</c>.</summary>
    Action,
}
