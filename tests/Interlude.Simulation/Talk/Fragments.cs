namespace Interlude.Simulation.Talk;

/// <summary>What texts are made of, and what of it a terminal may be shown: a table written by hand.</summary>
internal static class Fragments
{
    /// <summary>As it is typed, and as it is shown. Whatever is shown as it is typed stands there once.</summary>
    public static IReadOnlyList<(string Typed, string Shown)> All { get; } =
    [
        ("hello", "hello"), ("lunch?", "lunch?"), ("C:\\temp", "C:\\temp"), ("日本語", "日本語"), ("🙂", "🙂"), ("größe", "größe"),
        ("* bob has left the chat.", "* bob has left the chat."), ("<ana> no", "<ana> no"), ("[#dev]", "[#dev]"), ("-> kim1: x", "-> kim1: x"),
        ("\u001b[31mred", "red"), ("\u001b[0m", ""), ("\u0002bold", "bold"), ("\u000304blue", "blue"), ("\u001fu", "u"),
        ("\a", "\\x07"), ("\t", "\\x09"), ("\u001b[2J", "\\x1B[2J"), ("\u007f", "\\x7F"), ("\u0085", "\\x85"), ("\u009b1m", "\\x9B1m"),
        ("\u2028", "\\u{2028}"), ("\u2029", "\\u{2029}"), ("\u202e", "\\u{202E}"), ("\u2066", "\\u{2066}"), ("\u200b", "\\u{200B}"),
        ("\ufeff", "\\u{FEFF}"), ("\ufff9", "\\u{FFF9}"), ("\u00ad", "\\xAD"), ("\u200d", "\u200d"),
    ];

    // Beginnings of the above, which the cut of a text may leave behind; the longest match counts.
    private static readonly (string Typed, string Shown)[] Known =
    [
        .. All, ("\u001b[31m", ""), ("\u001b", "\\x1B"), ("\u0002", ""), ("\u000304", ""), ("\u00030", ""), ("\u0003", ""), ("\u001f", ""),
        ("\u009b", "\\x9B"),
    ];

    private static readonly ILookup<char, (string Typed, string Shown)> ByFirst = Known
        .OrderByDescending(known => known.Typed.Length)
        .ToLookup(known => known.Typed[0]);

    /// <summary>How a text is to be shown.</summary>
    public static string Show(string text)
    {
        if (text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0)
        {
            return text;
        }

        var shown = new System.Text.StringBuilder();
        for (var index = 0; index < text.Length;)
        {
            var match = ByFirst[text[index]].FirstOrDefault(
                known => string.CompareOrdinal(text, index, known.Typed, 0, known.Typed.Length) == 0);
            shown.Append(match.Typed is null ? text[index].ToString() : match.Shown);
            index += match.Typed?.Length ?? 1;
        }

        return shown.ToString();
    }
}
