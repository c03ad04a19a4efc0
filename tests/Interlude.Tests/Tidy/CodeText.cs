using System.Text.RegularExpressions;

namespace Interlude.Tests.Tidy;

/// <summary>C# source without what is not code, so that words can be looked for. Not a compiler: interpolations are lost.</summary>
internal static partial class CodeText
{
    /// <summary>Each comment, string and character becomes one space; the lines stay where they were.</summary>
    public static string Of(string source) =>
        NotCode().Replace(source, match => " " + new string('\n', match.Value.Count(c => c == '\n')));

    /// <summary>Number (from 1) and text of each line in which a pattern occurs in the code.</summary>
    public static IEnumerable<(int Number, string Line)> Lines(string source, Regex pattern) =>
        Of(source).Split('\n').Select((line, index) => (index + 1, line)).Where(line => pattern.IsMatch(line.line));

    [GeneratedRegex(""""
        """[\s\S]*?""" | @"(?:[^"]|"")*" | "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])+' | //[^\n]* | /\*[\s\S]*?\*/
        """", RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex NotCode();
}
