using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Interlude.World;

namespace Interlude.Tests.World;

public sealed class MaskTests
{
    [Fact]
    public void Masks_match_as_the_vectors_have_it()
    {
        foreach (var vector in IrcVectors.Read("mask-match"))
        {
            var mask = vector.GetProperty("mask").GetString()!;

            Assert.All(vector.Texts("matches"), text => Assert.True(Matches(mask, text), $"{mask} and {text}"));
            Assert.All(vector.Texts("fails"), text => Assert.False(Matches(mask, text), $"{mask} and {text}"));
        }
    }

    [Theory]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    [InlineData("*", "", true)]
    [InlineData("***", "a", true)]
    [InlineData("?", "", false)]
    [InlineData("a*b*c", "aXbXbXc", true)]
    [InlineData("a*b*c", "aXbXbX", false)]
    [InlineData("*?", "\u00E9", true)]
    [InlineData("*??", "\u00E9", false)]                 // one code point, whatever its bytes
    [InlineData("??", "\u20AC\U0001F600", true)]
    [InlineData("A", "a", false)]                        // folding is the caller's
    [InlineData("nick\\*", "nick\\away", true)]          // a backslash is a letter of nicks
    public void Wildcards_take_code_points(string mask, string text, bool matches)
    {
        Assert.Equal(matches, Matches(mask, text));
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_matched_without_a_fault()
    {
        Assert.True(Mask.Matches("*?"u8, [0xFF]));
        Assert.True(Mask.Matches("a*"u8, [(byte)'a', 0xE2, 0x82]));
        Assert.False(Mask.Matches("?b"u8, [0xC3, (byte)'a']));
    }

    [Fact]
    public void A_mask_made_to_be_slow_is_not()
    {
        var mask = string.Concat(Enumerable.Repeat("*a", 50)) + "b";

        Assert.False(Matches(mask, new string('a', 400))); // a recursive matcher would take longer than the world lasts
    }

    [Fact]
    public void It_does_what_a_naive_matcher_does()
    {
        var unit = Gen.Elements("a", "b", "*", "?", "\u00E9", "\u0301", "\U0001F600");
        var texts = unit.ListOf().Select(string.Concat).Resize(12);

        Prop.ForAll(texts.Two().ToArbitrary(), pair =>
        {
            var (mask, text) = pair;
            return Matches(mask, text) == NaiveMatches([.. mask.EnumerateRunes()], [.. text.EnumerateRunes()]);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    private static bool Matches(string mask, string text) =>
        Mask.Matches(Encoding.UTF8.GetBytes(mask), Encoding.UTF8.GetBytes(text));

    private static bool NaiveMatches(ReadOnlySpan<Rune> mask, ReadOnlySpan<Rune> text)
    {
        if (mask.IsEmpty)
        {
            return text.IsEmpty;
        }

        return mask[0].Value == '*'
            ? NaiveMatches(mask[1..], text) || (!text.IsEmpty && NaiveMatches(mask, text[1..]))
            : !text.IsEmpty && (mask[0].Value == '?' || mask[0] == text[0]) && NaiveMatches(mask[1..], text[1..]);
    }
}
