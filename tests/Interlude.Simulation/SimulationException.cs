namespace Interlude.Simulation;

/// <summary>A run has failed: why, and how to see it again.</summary>
public sealed class SimulationException : Exception
{
    public SimulationException()
    {
    }

    public SimulationException(string message)
        : base(message)
    {
    }

    public SimulationException(string message, Exception inner)
        : base(message, inner)
    {
    }

    internal SimulationException(ulong seed, long step, Exception broken)
        : base($"seed {seed}, step {step}: {(broken is BrokenException ? broken.Message : $"Nothing throws.\n{broken}")}", broken)
    {
    }
}
