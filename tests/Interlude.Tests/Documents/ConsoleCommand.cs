using System.Text;
using System.Text.RegularExpressions;

namespace Interlude.Tests.Documents;

/// <summary>One `$ command` of a document.</summary>
/// <param name="Text">As typed, with a final ` &amp;` if it runs beside the commands after it.</param>
/// <param name="Expected">The lines that it prints; in them `…` stands for anything, and alone for any lines.</param>
internal sealed record ConsoleCommand(string Text, IReadOnlyList<string> Expected)
{
    public bool IsInBackground => Text.EndsWith(" &", StringComparison.Ordinal);

    /// <summary>Whether this is the output, the whole of it; of a command in the background, what it has printed so far.</summary>
    public bool Matches(string output)
    {
        var pattern = new StringBuilder("^");
        foreach (var line in Expected)
        {
            pattern.Append(line.Trim() is "…" or "[…]"
                ? @"(.*\n)*?"
                : Regex.Escape(line.TrimEnd()).Replace("\\[…]", "…").Replace("…", ".*") + @"[ \r]*\n");
        }

        pattern.Append(IsInBackground ? "" : "$");
        return Regex.IsMatch(output.Length == 0 || output.EndsWith('\n') ? output : output + "\n", pattern.Append(IsInBackground ? "" : "(?!\n)").ToString());
    }
}
