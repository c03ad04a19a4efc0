using System.Text.RegularExpressions;
using Interlude.Client.Pipes;
using Interlude.Client.Records;

namespace Interlude.Client.Scripts;

/// <summary>The settings of <see cref="ScriptMode"/>.</summary>
public sealed record ScriptOptions
{
    /// <summary>Is given every line, both ways.</summary>
    public required Recorder Recorder { get; init; }

    /// <summary>What is done when the script is at its end; a script whose last step waits for a line should leave.</summary>
    public required EndOfInput EndOfInput { get; init; }

    /// <summary>Leave as soon as a line matches, whatever is still to be said; null to leave later. Default: null.</summary>
    public Regex? Until { get; init; }

    /// <summary>How long the server may be quiet after the end of input until <see cref="Until"/> is given up; null for as
    /// long as the talk lasts. Default: null.</summary>
    public TimeSpan? UntilTimeout { get; init; }

    /// <summary>How many lines are said in a second at most; null for as many as the server takes. Default: null.</summary>
    public decimal? LinesPerSecond { get; init; }

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Is told, as a sentence, of what came otherwise than it was sent, and of gaps.</summary>
    public required Action<string> Report { get; init; }
}
