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

    public int Previous
    {
        get
        {
            var (at, before) = (0, 0);
            while (at < Cursor)
            {
                before = at;
                at += StringInfo.GetNextTextElementLength(Text.AsSpan(at));
            }

            return before;
        }
    }

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
        while (at > 0 && To(at).Previous is var before && belongs(Text, before) == inWord)
        {
            at = before;
        }

        return at;
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
