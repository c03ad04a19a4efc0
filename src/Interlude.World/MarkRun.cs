using Interlude.World.Unicode;

namespace Interlude.World;

/// <summary>
/// Finds marks that cannot be told apart, or pile up over the lines around: UTS #39, section 5.4, "Forbid
/// sequences of the same nonspacing mark" and "more than 4 nonspacing marks",
/// https://www.unicode.org/reports/tr39/#Optional_Detection.
/// </summary>
internal static class MarkRun
{
    private const int MaxMarks = 4;

    /// <summary>The first mark too many, or -1.</summary>
    /// <param name="key">
    /// A folded name: there marks stand in canonical order, and none hides in a composed letter.
    /// </param>
    internal static int FindExcess(string key)
    {
        var (count, previous) = (0, -1);
        foreach (var rune in key.EnumerateRunes())
        {
            if (CodePoints.GetKind(rune.Value) != CodePointKind.NonspacingMark)
            {
                count = 0;
            }
            else if (++count > MaxMarks || rune.Value == previous)
            {
                return rune.Value;
            }

            previous = rune.Value;
        }

        return -1;
    }
}
