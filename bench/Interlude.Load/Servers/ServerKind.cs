namespace Interlude.Load.Servers;

/// <summary>A server that can be started for a run.</summary>
/// <param name="Name">In reports.</param>
/// <param name="Command">The words of the command that serves IRC on 127.0.0.1 and a port, in the foreground. The folder is the run's own.</param>
internal sealed record ServerKind(string Name, Func<int, string, string[]> Command)
{
    /// <summary>The port it takes, if it is not to be told one; 0 if it is.</summary>
    public int FixedPort { get; init; }

    /// <summary>Patterns that it has not what it takes for, and why.</summary>
    public Func<Patterns.Pattern, string?> Excuse { get; init; } = _ => null;

    /// <summary>Whether ratios are given of it to the others.</summary>
    public bool IsOurs { get; init; }
}
