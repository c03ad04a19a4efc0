namespace Interlude.Host.Configuring;

/// <summary>Finds the name that somebody may have meant.</summary>
internal static class NearestName
{
    /// <summary>The name that is nearest to what was written, whatever the case; one that is a part of it, or it of the name,
    /// before others. Null if none is near: a third of the letters may differ.</summary>
    public static string? Of(string written, IEnumerable<string> names)
    {
        var nearest = names.Select(name => (Name: name, Steps: Steps(written, name))).MinBy(candidate => candidate.Steps);
        return nearest.Steps <= Math.Max(1, written.Length / 3) ? nearest.Name : null;
    }

    private static int Steps(string written, string name) =>
        IsPart(name, written) ? 0 : Distance(written.ToUpperInvariant(), name.ToUpperInvariant());

    private static bool IsPart(string name, string written) =>
        name.EndsWith("." + written, StringComparison.OrdinalIgnoreCase) || written.StartsWith(name + ".", StringComparison.OrdinalIgnoreCase);

    // Levenshtein's, one row at a time.
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
