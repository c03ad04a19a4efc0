using System.Text;

namespace Interlude.World.Unicode;

/// <summary>The fold that decides whether two names are one (<c>docs/ARCHITECTURE.md</c>, rule 4).</summary>
/// <remarks>
/// Two texts fold to the same exactly if they are a compatibility caseless match: the same but for case, width,
/// ligatures and the like, and for how accents are encoded and in which order. Unicode 15.0, section 3.13,
/// D146, https://www.unicode.org/versions/Unicode15.0.0/ch03.pdf. The tables are committed, so the answer is
/// the same on every machine and under every runtime. A change to them alters outcomes: it needs a new rules
/// version.
/// </remarks>
public static class Fold
{
    /// <summary>The version of Unicode that the fold, and every rule on names, is of.</summary>
    public const string UnicodeVersion = UnicodeTables.Version;

    /// <summary>Maps a text to its comparison form. Folding once more changes nothing.</summary>
    /// <param name="text">
    /// Any text. A surrogate without its partner (which no text from validated UTF-8 holds) stays as it is, and
    /// parts what stands before it from what stands behind.
    /// </param>
    /// <returns>
    /// The text to compare ordinally; <paramref name="text"/> itself where ASCII holds nothing to fold. One
    /// code point may become as many as 18 (U+FDFA).
    /// </returns>
    public static string Of(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text.AsSpan().ContainsAnyInRange('A', 'Z') ? FoldAscii(text) : text;
        }

        // NFKD(toCasefold(NFKD(toCasefold(NFD(X))))). The inner NFD matters for U+0345 alone, a mark that folds to a
        // letter and so must find its place among the marks before it does; the second round for what a compatibility
        // decomposition brings to light, such as the A in U+1D2C.
        var buffer = new CodePointBuffer(text);
        buffer.DecomposeCanonically();
        buffer.FoldCase();
        buffer.DecomposeCompatibly();
        buffer.FoldCase();
        buffer.DecomposeCompatibly();
        return buffer.ToString();
    }

    private static string FoldAscii(string text) => string.Create(
        text.Length,
        text,
        static (folded, from) =>
        {
            for (var index = 0; index < folded.Length; index++)
            {
                var letter = from[index];
                folded[index] = char.IsAsciiLetterUpper(letter) ? (char)(letter | 0x20) : letter;
            }
        });
}
