namespace Interlude.Simulation;

/// <summary>An invariant does not hold.</summary>
public sealed class BrokenException : Exception
{
    public BrokenException()
    {
    }

    public BrokenException(string message)
        : base(message)
    {
    }

    public BrokenException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
