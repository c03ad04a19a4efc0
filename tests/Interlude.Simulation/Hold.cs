namespace Interlude.Simulation;

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
