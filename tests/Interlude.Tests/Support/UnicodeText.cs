using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Interlude.Tests.Support;

/// <summary>Code points and texts to try rules on.</summary>
internal static class UnicodeText
{
    /// <summary>Every code point that text can hold: all but the surrogates.</summary>
    internal static IEnumerable<Rune> AllRunes()
    {
        for (var codePoint = 0; codePoint <= 0x10FFFF; codePoint++)
        {
            if (Rune.TryCreate(codePoint, out var rune))
            {
                yield return rune;
            }
        }
    }

    /// <summary>
    /// Texts in which letters, marks, jamo, ligatures, controls and invisible characters meet often.
    /// </summary>
    internal static Arbitrary<string> Arbitrary()
    {
        var rune = Gen.Frequency(
            (6, Among((0x20, 0x7E))),
            (3, Among((0xC0, 0x24F), (0x370, 0x3FF), (0x1E00, 0x1FFF))),
            (3, Among((0x300, 0x36F))),
            (2, Among((0x1100, 0x11FF), (0xAC00, 0xD7A3), (0x3040, 0x30FF), (0xFF00, 0xFFEF))),
            (2, Among((0x00, 0x1F), (0x7F, 0xAD), (0x200B, 0x206F), (0xFE00, 0xFE0F), (0xFFF9, 0xFFFD))),
            (1, Among((0x1F1E6, 0x1F1FF), (0x1F3F4, 0x1F64F), (0xE0020, 0xE007F))),
            (1, Among((0, 0xD7FF), (0xE000, 0x10FFFF))));
        return TextOf(rune);
    }

    /// <summary>
    /// Texts most of which are nicks: letters that decompose or fold, and now and then a mark, digit or
    /// special.
    /// </summary>
    internal static Arbitrary<string> NickLike()
    {
        var rune = Gen.Frequency(
            (12, Among(('A', '}'), (0xC0, 0x17F), (0x386, 0x3CE), (0x400, 0x45F), (0x1E00, 0x1F15))),
            (4, Among((0x1100, 0x1112), (0xAC00, 0xD7A3), (0x3041, 0x3096), (0xFF21, 0xFF3A), (0xFB00, 0xFB06))),
            (2, Among((0x300, 0x30A), (0x323, 0x345), ('0', '9'))));
        return TextOf(rune);
    }

    private static Arbitrary<string> TextOf(Gen<Rune> rune) =>
        rune.ListOf().Select(runes => string.Concat(runes.Select(each => each.ToString()))).ToArbitrary();

    private static Gen<Rune> Among(params (int First, int Last)[] ranges) =>
        Gen.OneOf(ranges.Select(range => Gen.Choose(range.First, range.Last).Select(codePoint => new Rune(codePoint))));
}
