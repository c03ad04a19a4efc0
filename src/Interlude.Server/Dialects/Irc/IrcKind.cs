namespace Interlude.Server.Dialects.Irc;

/// <summary>
/// The rendering of an event that a client gets: that it gets one, what goes in front, and which of the event's variants.
/// What a variant is, each event says in its renderer.
/// </summary>
[Flags]
internal enum IrcKind : long
{
    /// <summary>This client gets nothing.</summary>
    None = 0,

    /// <summary>It gets something.</summary>
    Any = 1,

    /// <summary>With the time in front.</summary>
    Time = 2,

    /// <summary>With the message id, and other tags, in front.</summary>
    Tags = 4,

    /// <summary>In the event's first variant.</summary>
    First = 8,

    /// <summary>In the event's second variant.</summary>
    Second = 16,

    /// <summary>In a rendering for this client alone.</summary>
    Own = 32,

    /// <summary>With the account of its author in front.</summary>
    Account = 64,
}
