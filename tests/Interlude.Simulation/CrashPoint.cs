namespace Interlude.Simulation;

/// <summary>Between which two of its steps a node dies.</summary>
internal enum CrashPoint
{
    /// <summary>It has asked for an append, and the log does not hold it yet.</summary>
    Ask,

    /// <summary>The log holds it, and the node has not applied it.</summary>
    Append,

    /// <summary>The node has applied an entry, and not sent all that came of it.</summary>
    Commit,

    /// <summary>All that came of it has gone out to peers.</summary>
    Send,
}
