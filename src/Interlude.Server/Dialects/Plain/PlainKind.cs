namespace Interlude.Server.Dialects.Plain;

/// <summary>The renderings that an event has for plain clients. As numbers they are <see cref="Client.KindOf"/>'s.</summary>
internal enum PlainKind
{
    /// <summary>This client gets nothing.</summary>
    None,

    /// <summary>As seen by somebody else.</summary>
    Other,

    /// <summary>As <see cref="Other"/>, on a channel that is not the one in which the client talks: its name goes in front.</summary>
    Elsewhere,

    /// <summary>As seen by who did it.</summary>
    Self,

    /// <summary>As seen by whom it was done to.</summary>
    Target,

    /// <summary>The answer to a name, for who has none yet or has just got one.</summary>
    Arrival,
}
