using System.Globalization;
using System.Text;
using Wcwidth;

namespace Interlude.Client.Screens;

/// <summary>Text as a terminal may be given it: what would move the cursor, colour, ring or hide is spelled out.</summary>
internal static class VisibleText
{
    /// <summary>One character (extended grapheme cluster, Unicode Standard Annex 29) and how many columns it takes.</summary>
    public readonly record struct Cell(string Text, int Columns);

    /// <summary>The characters of a text. A control character is <c>^A</c>, as terminals echo it; what has no width of its own,
    /// or turns the direction of writing round, is <c>&lt;U+202E&gt;</c>.</summary>
    public static IEnumerable<Cell> Cells(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var length = StringInfo.GetNextTextElementLength(text.AsSpan(at));
            yield return Of(text.Substring(at, length));
            at += length;
        }
    }

    /// <summary>The text with all that is not visible spelled out.</summary>
    public static string Escape(string text)
    {
        if (IsAscii(text))
        {
            return text;
        }

        var visible = new StringBuilder(text.Length);
        foreach (var cell in Cells(text))
        {
            visible.Append(cell.Text);
        }

        return visible.ToString();
    }

    /// <summary>The columns that a text takes which is visible already.</summary>
    public static int Columns(string text) => IsAscii(text) ? text.Length : Cells(text).Sum(cell => cell.Columns);

    /// <summary>Whether all of it is visible and of one column each, on every terminal.</summary>
    public static bool IsAscii(string text) => !text.AsSpan().ContainsAnyExceptInRange(' ', '~');

    private static Cell Of(string character)
    {
        if (character.Length == 1 && character[0] is >= ' ' and <= '~')
        {
            return new Cell(character, 1);
        }

        var columns = 0;
        var isShown = true;
        foreach (var rune in character.EnumerateRunes())
        {
            isShown &= IsShown(rune);

            // A character that asks to be shown as an emoji is as wide as one; flags are two letters of one column each.
            columns = rune.Value == 0xFE0F || IsFlagLetter(rune) ? 2 : Math.Max(columns, UnicodeCalculator.GetWidth(rune));
        }

        return isShown && columns > 0 ? new Cell(character, columns) : SpelledOut(character);
    }

    private static Cell SpelledOut(string character)
    {
        var text = string.Concat(character.EnumerateRunes().Select(rune => rune.Value switch
        {
            < 0x20 or 0x7F => $"^{(char)(rune.Value ^ 0x40)}",
            var value => $"<U+{value:X4}>",
        }));
        return new Cell(text, text.Length);
    }

    // Joiners within a character are part of how it is shown; a mark or joiner alone has no place of its own.
    private static bool IsShown(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Surrogate or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => false,
        UnicodeCategory.Format => rune.Value is 0x200C or 0x200D or (>= 0xE0020 and <= 0xE007F),
        _ => true,
    };

    private static bool IsFlagLetter(Rune rune) => rune.Value is >= 0x1F1E6 and <= 0x1F1FF;
}
