namespace Interlude.Simulation.Reference;

/// <summary>A line that a client must be sent next.</summary>
/// <param name="Text">The line without its end; null stands for the next lines of its long answer, as many as the server likes to give.</param>
/// <param name="IsWhole">False: only the beginning is given, for the wording of the rest is the dialect's own.</param>
/// <param name="IsAgain">It was told before, and has the time in front.</param>
internal readonly record struct Expected(string? Text, bool IsWhole, bool IsAgain = false)
{
    public static Expected NextOfAnswer { get; } = new(null, false);

    public static Expected Line(string text) => new(text, true);

    public static Expected Beginning(string text) => new(text, false);

    public static Expected Again(string text) => new(text, true, IsAgain: true);

    public bool Accepts(string line) => IsAgain
        ? line.StartsWith('[') && line.EndsWith($"] {Text}", StringComparison.Ordinal)
        : IsWhole
        ? string.Equals(Text, line, StringComparison.Ordinal)
        : line.StartsWith(Text!, StringComparison.Ordinal);
}
