using System.Text.RegularExpressions;
using Interlude.Lines;

namespace Interlude.Client.Pipes;

/// <summary>How a talk ended that was not had at a keyboard.</summary>
/// <param name="Reason">Why the connection ended.</param>
public sealed record PipeEnd(LineCloseReason Reason)
{
    /// <summary>Whether all of the input that was read went to the server. It is no receipt.</summary>
    public bool InputTaken { get; init; } = true;

    /// <summary>How many of the replies that were waited for did not come.</summary>
    public long MissingReplies { get; init; }

    /// <summary>The pattern that no line matched; null if all that were waited for came.</summary>
    public Regex? Unmet { get; init; }

    /// <summary>Whether that one was waited for as long as allowed; if not, the connection ended before.</summary>
    public bool IsLate { get; init; }

    /// <summary>With what the program ended that was talked with, if it was one and ended by itself; else 0.</summary>
    public int ProgramStatus { get; init; }
}
