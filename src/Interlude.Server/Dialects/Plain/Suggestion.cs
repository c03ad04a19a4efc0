namespace Interlude.Server.Dialects.Plain;

/// <summary>Finds what somebody may have meant who typed something that there is not.</summary>
internal static class Suggestion
{
    /// <summary>The known word nearest to the typed one; null if none is near: at most a third of it, and two letters at least, may differ.</summary>
    public static string? For(string typed, IEnumerable<string> known)
    {
        if (typed.Length is 0 or > 20)
        {
            return null;
        }

        var nearest = known
            .Select(word => (Word: word, Distance: word.StartsWith(typed, StringComparison.Ordinal) ? 0 : DistanceOf(typed, word)))
            .OrderBy(candidate => candidate.Distance)
            .FirstOrDefault();
        return nearest.Word is not null && nearest.Distance <= Math.Max(1, typed.Length / 2) ? nearest.Word : null;
    }

    // Damerau and Levenshtein's distance, with neighbors swapped counting once: three rows of the usual table.
    private static int DistanceOf(string a, string b)
    {
        var (before, last, row) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
        for (var j = 0; j <= b.Length; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }

            (before, last, row) = (last, row, before);
        }

        return last[b.Length];
    }
}
