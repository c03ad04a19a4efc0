using System.Text;

namespace Interlude.World;

/// <summary>A mask: a pattern with wildcards over a source, a name or another text.</summary>
/// <remarks>
/// <code>
/// mask = *( "*" / "?" / other )      ; any number of code points / one / itself
/// </code>
/// https://modern.ircdocs.horse/#wildcard-expressions. There is no escape: a backslash is a letter of nicks here and
/// stands for itself, as on the servers that people know. Nothing is folded: who wants <c>A</c> to match <c>a</c> folds
/// both before.
/// </remarks>
public static class Mask
{
    private const byte Any = (byte)'*';
    private const byte One = (byte)'?';

    /// <summary>Whether the mask covers the whole text.</summary>
    /// <param name="mask">UTF-8, folded like <paramref name="text"/>.</param>
    /// <param name="text">UTF-8. A byte that is none counts as one code point, or with its neighbors.</param>
    /// <remarks>
    /// Time is bounded by the product of the lengths, whatever the mask: only the last <c>*</c> is ever tried again,
    /// for if a later one can be reached at all, giving an earlier one more text gains nothing.
    /// </remarks>
    public static bool Matches(ReadOnlySpan<byte> mask, ReadOnlySpan<byte> text)
    {
        var (inMask, inText) = (0, 0);
        var (behindStar, resume) = (-1, 0); // where to go on in mask and text when the last '*' takes one more
        while (inText < text.Length)
        {
            if (inMask < mask.Length && mask[inMask] == Any)
            {
                (behindStar, resume) = (++inMask, inText);
            }
            else if (inMask < mask.Length && mask[inMask] == One)
            {
                (inMask, inText) = (inMask + 1, inText + MeasureCodePoint(text[inText..]));
            }
            else if (inMask < mask.Length && mask[inMask] == text[inText])
            {
                (inMask, inText) = (inMask + 1, inText + 1);
            }
            else if (behindStar >= 0)
            {
                resume += MeasureCodePoint(text[resume..]); // whole ones, or '?' could meet half of one
                (inMask, inText) = (behindStar, resume);
            }
            else
            {
                return false;
            }
        }

        return !mask[inMask..].ContainsAnyExcept(Any);
    }

    private static int MeasureCodePoint(ReadOnlySpan<byte> utf8)
    {
        if (utf8[0] < 0x80)
        {
            return 1;
        }

        Rune.DecodeFromUtf8(utf8, out _, out var length);
        return length;
    }
}
