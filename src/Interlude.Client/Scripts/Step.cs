using System.Text.RegularExpressions;

namespace Interlude.Client.Scripts;

/// <summary>One step of a script.</summary>
public abstract record Step
{
    private Step()
    {
    }

    /// <summary>Says a line.</summary>
    /// <param name="Line">Without delimiter; valid until the next step is asked for.</param>
    public sealed record Send(ReadOnlyMemory<byte> Line) : Step;

    /// <summary>Waits for a line that matches, one that has come since the last one that was waited for.</summary>
    /// <param name="Pattern">Matched against the line's text.</param>
    /// <param name="Timeout">How long; may be infinite.</param>
    /// <param name="IsPatient">Whether every line that comes begins the time anew.</param>
    public sealed record Expect(Regex Pattern, TimeSpan Timeout, bool IsPatient) : Step;
}
