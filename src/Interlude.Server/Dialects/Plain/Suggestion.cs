using System.Text;
using Interlude.Server.Dialects.Plain.Commands;

namespace Interlude.Server.Dialects.Plain;

/// <summary>Finds what somebody may have meant who typed something that there is not.</summary>
internal static class Suggestion
{
    private const int MaxLength = 20;

    /// <summary>
    /// The command whose name begins with what was typed or, by its name or a habit, is nearest to it; null if none is
    /// near: a third of the letters may differ, and one at least. ASCII case does not count.
    /// </summary>
    public static PlainCommand? For(ReadOnlySpan<byte> typed, IEnumerable<PlainCommand> commands)
    {
        if (typed.Length is 0 or > MaxLength)
        {
            return null;
        }

        Span<char> lower = stackalloc char[MaxLength];
        lower = lower[..Encoding.UTF8.GetChars(typed, lower)];
        Ascii.ToLowerInPlace(lower, out _);
        var word = lower.ToString();

        var nearest = commands
            .Select(command => (Command: command, Distance: DistanceOf(word, command)))
            .MinBy(candidate => candidate.Distance);
        return nearest.Distance <= Math.Max(1, word.Length / 3) ? nearest.Command : null;
    }

    private static int DistanceOf(string typed, PlainCommand command) =>
        command.Name.StartsWith(typed, StringComparison.Ordinal) || command.Habits.Contains(typed)
            ? 0
            : command.Habits.Append(command.Name).Min(word => DistanceOf(typed, word));

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
