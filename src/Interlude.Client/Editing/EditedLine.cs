using System.Globalization;

namespace Interlude.Client.Editing;

/// <summary>A line and where one is in it. Immutable; every step gives a new one.</summary>
/// <remarks>The cursor stands between characters as people see them (extended grapheme clusters, Unicode Standard Annex 29),
/// never within one, so one step or one deletion takes a letter with all its marks.</remarks>
internal sealed record EditedLine
{
    public static readonly EditedLine Empty = new("", 0);

    /// <param name="text">No line ends.</param>
    /// <param name="cursor">An index into it; one within a character moves to that character's end.</param>
    public EditedLine(string text, int cursor)
    {
        Text = text;
        Cursor = BoundaryFrom(text, cursor);
    }

    public string Text { get; }

    /// <summary>An index of UTF-16 code units, 0 to the text's length.</summary>
    public int Cursor { get; }

    public static EditedLine AtEnd(string text) => new(text, text.Length);

    public EditedLine To(int cursor) => new(Text, cursor);

    public EditedLine Insert(string text) => new(Text.Insert(Cursor, text), Cursor + text.Length);

    /// <summary>Without what lies between the cursor and <paramref name="other"/>.</summary>
    public EditedLine Without(int other)
    {
        var (from, to) = other < Cursor ? (other, Cursor) : (Cursor, other);
        return new EditedLine(Text.Remove(from, to - from), from);
    }

    public string Between(int other) => other < Cursor ? Text[other..Cursor] : Text[Cursor..other];

    public int Next => Cursor == Text.Length ? Cursor : Cursor + StringInfo.GetNextTextElementLength(Text.AsSpan(Cursor));

    public int Previous => Boundaries() is [.., var last] ? last : 0;

    /// <summary>The end of the word of letters and digits that the cursor is in or before (Emacs: forward-word).</summary>
    public int WordEnd => Skip(Skip(Cursor, letters: false), letters: true);

    /// <summary>The beginning of the word of letters and digits that the cursor is in or behind (backward-word).</summary>
    public int WordStart => SkipBack(SkipBack(Cursor, inWord: false, IsLetter), inWord: true, IsLetter);

    /// <summary>The beginning of what lies before the cursor up to a space (unix-word-rubout).</summary>
    public int SpacedStart => SkipBack(SkipBack(Cursor, inWord: false, IsNoSpace), inWord: true, IsNoSpace);

    /// <summary>The characters before the cursor and after it change places, and the cursor steps on; at the end, the two
    /// before it (transpose-chars).</summary>
    public EditedLine Transposed()
    {
        var behind = Cursor == Text.Length ? To(Previous) : this;
        var first = behind.Previous;
        return first == behind.Cursor || behind.Next == behind.Cursor
            ? this
            : new EditedLine(
                string.Concat(Text.AsSpan(0, first), Text.AsSpan(behind.Cursor, behind.Next - behind.Cursor), Text.AsSpan(first, behind.Cursor - first), Text.AsSpan(behind.Next)),
                behind.Next);
    }

    /// <summary>The word before the cursor, or the one it is in, and the word before that change places, and the cursor goes
    /// behind both (transpose-words).</summary>
    public EditedLine WordsTransposed()
    {
        var second = To(WordEnd).WordStart;
        var secondEnd = To(second).WordEnd;
        var first = To(second).WordStart;
        var firstEnd = To(first).WordEnd;
        return first == second || firstEnd > second
            ? this
            : new EditedLine($"{Text[..first]}{Text[second..secondEnd]}{Text[firstEnd..second]}{Text[first..firstEnd]}{Text[secondEnd..]}", secondEnd);
    }

    /// <summary>Without the white space around the cursor (delete-horizontal-space).</summary>
    public EditedLine WithoutSpaceAround()
    {
        var behind = Text.AsSpan(Cursor);
        return To(SkipBack(Cursor, inWord: false, IsNoSpace)).Without(Text.Length - behind.TrimStart().Length);
    }

    /// <summary>The text up to the end of this word changed by <paramref name="change"/>, the cursor behind it.</summary>
    public EditedLine WordChanged(Func<string, string> change)
    {
        var end = WordEnd;
        var changed = change(Text[Cursor..end]);
        return new EditedLine(string.Concat(Text.AsSpan(0, Cursor), changed, Text.AsSpan(end)), Cursor + changed.Length);
    }

    private int Skip(int at, bool letters)
    {
        while (at < Text.Length && IsLetter(Text, at) == letters)
        {
            at += StringInfo.GetNextTextElementLength(Text.AsSpan(at));
        }

        return at;
    }

    private int SkipBack(int at, bool inWord, Func<string, int, bool> belongs)
    {
        var boundaries = Boundaries();
        var index = boundaries.BinarySearch(at) is var found and >= 0 ? found : boundaries.Count;
        while (index > 0 && belongs(Text, boundaries[index - 1]) == inWord)
        {
            index--;
        }

        return index < boundaries.Count ? boundaries[index] : at;
    }

    // Where the characters before the cursor begin.
    private List<int> Boundaries()
    {
        var boundaries = new List<int>();
        for (var at = 0; at < Cursor; at += StringInfo.GetNextTextElementLength(Text.AsSpan(at)))
        {
            boundaries.Add(at);
        }

        return boundaries;
    }

    private static bool IsLetter(string text, int at) => char.IsLetterOrDigit(text, at) || text[at] == '_';

    private static bool IsNoSpace(string text, int at) => !char.IsWhiteSpace(text, at);

    private static int BoundaryFrom(string text, int index)
    {
        var at = 0;
        while (at < index)
        {
            at += StringInfo.GetNextTextElementLength(text.AsSpan(at));
        }

        return at;
    }
}
