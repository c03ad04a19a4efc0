using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Interlude.World.Unicode;

namespace Interlude.Tests.World.Unicode;

public sealed class FoldTests
{
    [Theory]
    [InlineData("Ana", "ana")]
    [InlineData("[]\\^{}|`", "[]\\^{}|`")]                       // no casemapping of RFC 1459
    [InlineData("Straße", "strasse")]
    [InlineData("STRASSE", "strasse")]
    [InlineData("\u1E9E", "ss")]                                  // capital sharp s
    [InlineData("\u212A", "k")]                                   // Kelvin sign
    [InlineData("\u00C5", "a\u030A")]                             // Å composed,
    [InlineData("\u212B", "a\u030A")]                             // the Angstrom sign,
    [InlineData("A\u030A", "a\u030A")]                            // and decomposed
    [InlineData("\u039F\u0394\u039F\u03A3", "\u03BF\u03B4\u03BF\u03C3")]
    [InlineData("\u03BF\u03B4\u03BF\u03C2", "\u03BF\u03B4\u03BF\u03C3")] // final sigma
    [InlineData("\u0130", "i\u0307")]                             // İ, not the Turkic fold
    [InlineData("I", "i")]
    [InlineData("\u0131", "\u0131")]                              // ı stays another letter
    [InlineData("\uFB01", "fi")]
    [InlineData("\uFF21\uFF42", "ab")]                            // fullwidth
    [InlineData("\uFF76\uFF9E", "\u30AB\u3099")]                  // halfwidth ka and voicing
    [InlineData("\u30AC", "\u30AB\u3099")]                        // composed ga
    [InlineData("\uAC01", "\u1100\u1161\u11A8")]                  // Hangul with a trailing consonant
    [InlineData("\uD7A3", "\u1112\u1175\u11C2")]                  // the last syllable
    [InlineData("\uAC00", "\u1100\u1161")]                        // the first, without one
    [InlineData("a\u0323\u0307", "a\u0323\u0307")]
    [InlineData("a\u0307\u0323", "a\u0323\u0307")]                // marks in another order
    [InlineData("\u1E61\u0323", "s\u0323\u0307")]
    [InlineData("\u1D2C", "a")]                                   // modifier letter A: folds after it decomposes
    [InlineData("\u03B1\u0345\u0301", "\u03B1\u0301\u03B9")]      // iota subscript typed before the accent
    [InlineData("\u1FB4", "\u03B1\u0301\u03B9")]                  // the same, composed
    [InlineData("\U00010400", "\U00010428")]                      // Deseret, beyond 16 bits
    [InlineData("\u13A0", "\u13A0")]                              // Cherokee folds to its capitals
    [InlineData("\uAB70", "\u13A0")]
    public void A_text_folds_to_its_comparison_form(string text, string folded)
    {
        Assert.Equal(folded, Fold.Of(text));
    }

    [Fact]
    public void Text_in_lower_case_ASCII_is_its_own_fold()
    {
        const string Name = "ana-42";

        Assert.Same(Name, Fold.Of(Name));
        Assert.Equal("", Fold.Of(""));
    }

    [Fact]
    public void A_surrogate_without_its_partner_stays_and_parts_its_neighbours()
    {
        Assert.Equal("a\uD800", Fold.Of("A\uD800"));
        Assert.Equal("\uDC00\uD800a", Fold.Of("\uDC00\uD800A"));
        Assert.Equal("\u0307\uDFFF\u0323", Fold.Of("\u0307\uDFFF\u0323"));
    }

    /// <summary>
    /// Folding and decomposing map each code point by itself, and ordering only permutes. So if each part of
    /// each fold is its own fold, then a folded text has only such parts, and folding it again can change
    /// nothing: this test proves for all texts what the next one tries on some.
    /// </summary>
    [Fact]
    public void Each_part_of_the_fold_of_each_code_point_is_its_own_fold()
    {
        foreach (var rune in UnicodeText.AllRunes())
        {
            var folded = Fold.Of(rune.ToString());

            if (folded.Length == 0 || Fold.Of(folded) != folded || folded.EnumerateRunes().Any(Changes))
            {
                Assert.Fail($"U+{rune.Value:X4} folds to {folded}");
            }
        }

        static bool Changes(Rune part) => Fold.Of(part.ToString()) != part.ToString();
    }

    [Fact]
    public void Folding_again_changes_nothing()
    {
        Prop.ForAll(UnicodeText.Arbitrary(), text => Fold.Of(Fold.Of(text)) == Fold.Of(text)).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void ASCII_folds_alone_as_it_does_beside_other_text()
    {
        for (var unit = (char)0; unit < 0x80; unit++)
        {
            Assert.Equal(Fold.Of(unit.ToString()) + "\u00E6", Fold.Of(unit + "\u00C6"));
        }
    }
}
