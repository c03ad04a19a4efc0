namespace Interlude.Simulation;

/// <summary>What a run depends on: the same options, the same run.</summary>
public sealed record SimulatorOptions
{
    public required ulong Seed { get; init; }

    public int Steps { get; init; } = 20_000;

    /// <summary>Whether live worlds are replaced by their own snapshots now and then. It must not be seen in any output.</summary>
    public bool Swaps { get; init; } = true;

    /// <summary>Takes every input and what came of it.</summary>
    public TextWriter? Trace { get; init; }
}

/// <summary>What came of a run.</summary>
/// <param name="Seed">Which run it was.</param>
/// <param name="Steps">Steps taken, those of coming to rest included.</param>
/// <param name="Entries">Entries of the log.</param>
/// <param name="Digest">Of the world at the end and of every byte that was sent to anybody.</param>
/// <param name="Met">What it has met on the way.</param>
public sealed record SimulatorResult(ulong Seed, long Steps, long Entries, string Digest, Tally Met);
