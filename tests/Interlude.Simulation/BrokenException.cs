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

/// <summary>Says what should hold, and what was found instead.</summary>
internal static class Hold
{
    public static void That(bool holds, string sentence, Func<string> found)
    {
        if (!holds)
        {
            throw new BrokenException($"{sentence}\n  {found()}");
        }
    }
}
