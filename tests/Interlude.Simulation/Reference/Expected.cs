namespace Interlude.Simulation.Reference;

/// <summary>A line that a client must be sent next.</summary>
/// <param name="Text">The line without its end; null stands for the next lines of its long answer, as many as the server likes to give.</param>
/// <param name="IsWhole">False: only the beginning is given, for the wording of the rest is the dialect's own.</param>
internal readonly record struct Expected(string? Text, bool IsWhole)
{
    public static Expected NextOfAnswer { get; } = new(null, false);

    public static Expected Line(string text) => new(text, true);

    public static Expected Beginning(string text) => new(text, false);

    public bool Accepts(string line) => IsWhole
        ? string.Equals(Text, line, StringComparison.Ordinal)
        : line.StartsWith(Text!, StringComparison.Ordinal);
}
