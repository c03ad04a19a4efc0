using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Interlude.World.Unicode;
using Text = Interlude.World.Text;

namespace Interlude.Tests.World;

public sealed class TextTests
{
    [Fact]
    public void A_text_keeps_its_bytes_and_owns_them()
    {
        var bytes = "h\u00E9 \x02bold\x02 \t"u8.ToArray();
        Assert.True(Text.TryCreate(bytes, out var text));
        bytes[0] = (byte)'X';

        Assert.Equal("h\u00E9 \x02bold\x02 \t", text.ToString());
        Assert.Equal(bytes.Length, text.Length);
        Assert.Equal((byte)'h', text.Utf8.Span[0]);
    }

    [Theory]
    [InlineData(new byte[] { (byte)'a', 0 })]
    [InlineData(new byte[] { (byte)'a', (byte)'\r' })]
    [InlineData(new byte[] { (byte)'\n' })]
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { 0xC0, 0x80 })]                 // overlong NUL
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]           // a surrogate
    [InlineData(new byte[] { 0xF4, 0x90, 0x80, 0x80 })]     // beyond U+10FFFF
    [InlineData(new byte[] { (byte)'a', 0xE2, 0x82 })]      // cut short
    public void What_breaks_a_line_or_is_not_UTF8_is_no_text(byte[] bytes)
    {
        Assert.False(Text.TryCreate(bytes, out var text));
        Assert.Null(text);
    }

    [Fact]
    public void Texts_are_equal_by_bytes()
    {
        Assert.Equal(Names.Text("a\u00E9"), Names.Text("a\u00E9"));
        Assert.Equal(Names.Text("a\u00E9").GetHashCode(), Names.Text("a\u00E9").GetHashCode());
        Assert.NotEqual(Names.Text("a\u00E9"), Names.Text("ae\u0301"));
        Assert.NotEqual(Names.Text("a"), Names.Text("A"));
        Assert.False(Names.Text("a").Equals(null));
        Assert.Same(Text.Empty, Names.Text(""));
        Assert.Equal(unchecked((int)0xE40C292C), Names.Text("a").GetHashCode()); // FNV-1a's own vector
    }

    [Theory]
    [InlineData("hello", 5, "hello")]
    [InlineData("hello", 3, "hel")]
    [InlineData("hello", 0, "")]
    [InlineData("a\u20ACb", 3, "a")]
    [InlineData("a\u20ACb", 4, "a\u20AC")]
    [InlineData("\u20AC", 2, "")]
    [InlineData("xe\u0301", 2, "x")]                                   // not before its mark
    [InlineData("xe\u0301\u0323y", 5, "x")]
    [InlineData("xe\u0301\u0323y", 6, "xe\u0301\u0323")]
    [InlineData("x\u2764\uFE0F", 4, "x")]                              // nor before a variation selector
    [InlineData("x\U0001F469\u200D\U0001F680", 8, "x")]                // nor around a joiner
    [InlineData("x\U0001F44D\U0001F3FD", 5, "x")]                      // nor before a skin tone
    [InlineData("e\u0301\u0323", 3, "e\u0301")]                        // unless nothing would be left
    [InlineData("e\u0301\u0323", 2, "e")]
    public void A_text_is_cut_between_what_people_see_as_characters(string value, int maxBytes, string cut)
    {
        Assert.Equal(cut, Names.Text(value).Truncate(maxBytes).ToString());
    }

    [Fact]
    public void A_text_that_fits_is_not_copied()
    {
        var text = Names.Text("hello");

        Assert.Same(text, text.Truncate(5));
        Assert.Same(text, text.Truncate(int.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => text.Truncate(-1));
    }

    [Fact]
    public void A_cut_text_is_a_beginning_of_whole_code_points_that_fits()
    {
        Prop.ForAll(UnicodeText.Arbitrary(), Gen.Choose(0, 40).ToArbitrary(), (value, maxBytes) =>
        {
            if (!Text.TryCreate(Encoding.UTF8.GetBytes(value), out var text))
            {
                return true;
            }

            var cut = text.Truncate(maxBytes);
            var rest = text.Utf8[cut.Length..].Span;
            Rune.DecodeFromUtf8(rest, out var next, out _);
            return cut.Length <= maxBytes
                && text.Utf8.Span.StartsWith(cut.Utf8.Span)
                && Text.TryCreate(cut.Utf8.Span, out _)
                && (cut.Length > 0 || maxBytes < 4 || text.Length == 0)
                && (rest.IsEmpty || !CodePoints.IsMark(next.Value) || IsOneCharacter(cut));
        }).QuickCheckThrowOnFailure();
    }

    // All that is left belongs to one character, so there was no better place to cut.
    private static bool IsOneCharacter(Text cut) =>
        cut.Length == 0 || cut.Truncate(cut.Length - 1).Length is 0 || cut.ToString().EnumerateRunes().Skip(1).All(
            rune => CodePoints.IsMark(rune.Value) || rune.Value is 0x200C or 0x200D or >= 0x1F3F4);
}
