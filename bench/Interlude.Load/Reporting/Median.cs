namespace Interlude.Load.Reporting;

/// <summary>The middle of some values; of an even number, the mean of the middle two.</summary>
internal static class Median
{
    /// <returns>Null if there are none.</returns>
    public static double? Of(IEnumerable<double?> values)
    {
        var sorted = values.OfType<double>().Order().ToArray();
        return sorted.Length == 0 ? null : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
