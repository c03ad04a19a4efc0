using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Interlude.Server.Dialects.Plain;
using Interlude.World.Unicode;

namespace Interlude.Tests.Server.Dialects.Plain;

public sealed class HarmlessTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("hello, world ~", "hello, world ~")]
    [InlineData("h\u00E9llo \u4E16\u754C \U0001F600", "h\u00E9llo \u4E16\u754C \U0001F600")]
    [InlineData("a\tb", "a\\x09b")]
    [InlineData("bell\u0007", "bell\\x07")]
    [InlineData("\u007F", "\\x7F")]
    [InlineData("\u009B31m", "\\x9B31m")]                                  // CSI in one character
    [InlineData("\u0085x", "\\x85x")]
    [InlineData("a\u2028b\u2029", "a\\u{2028}b\\u{2029}")]
    [InlineData("\u202Eevil\u202C", "\\u{202E}evil\\u{202C}")]
    [InlineData("\u061C\u200E\u200F\u2066\u2069", "\\u{061C}\\u{200E}\\u{200F}\\u{2066}\\u{2069}")]
    [InlineData("a\u200Bb\uFEFF\u00AD\u2060", "a\\u{200B}b\\u{FEFF}\\xAD\\u{2060}")]
    [InlineData("\uFFF9a\uFFFB", "\\u{FFF9}a\\u{FFFB}")]
    [InlineData("\U0001F3F4\U000E0067\U000E007F", "\U0001F3F4\\u{E0067}\\u{E007F}")]
    [InlineData("\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645", "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645")]
    [InlineData("\U0001F469\u200D\U0001F680 \u2764\uFE0F", "\U0001F469\u200D\U0001F680 \u2764\uFE0F")]
    [InlineData("C:\\temp\\x1B", "C:\\temp\\x1B")]                          // a backslash stays
    [InlineData("\u0002bold\u0002 \u00034,5red\u0003 \u0004FF0000hex\u000F", "bold red hex")]
    [InlineData("\u001B[31mred\u001B[0m \u001B[m\u001B[38;2;1:2:3mx", "red x")]
    [InlineData("\u001B[2J", "\\x1B[2J")]                                  // clears the screen
    [InlineData("\u001B[31", "\\x1B[31")]
    [InlineData("\u001B[?25m", "\\x1B[?25m")]
    [InlineData("\u001B[", "\\x1B[")]
    [InlineData("\u001B", "\\x1B")]
    [InlineData("\u001B\u001B[1m[31m", "\\x1B[31m")]                        // taking out one must not make another
    [InlineData("\u001B\u0002[31m", "\\x1B[31m")]
    [InlineData("\u001B[3\u00021m", "\\x1B[31m")]
    [InlineData("\u001B]0;title\u0007", "\\x1B]0;title\\x07")]
    [InlineData("\r\n* Goodbye", "\\x0D\\x0A* Goodbye")]
    [InlineData("\u0001ACTION\u0001", "\\x01ACTION\\x01")]
    public void Others_text_is_shown_and_does_nothing(string text, string shown)
    {
        Assert.Equal(shown, Show(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void A_byte_that_is_not_UTF8_is_escaped_alone()
    {
        Assert.Equal("a\\xFFb\\xC2\\x9B", Show([(byte)'a', 0xFF, (byte)'b', 0xC2, 0x02, 0x9B]));
        Assert.Equal("\\xE2\\x82", Show([0xE2, 0x82]));
    }

    [Fact]
    public void Every_code_point_alone_is_shown_escaped_or_taken_out()
    {
        foreach (var rune in UnicodeText.AllRunes())
        {
            var text = rune.ToString();
            var shown = Show(Encoding.UTF8.GetBytes(text));

            var isCode = rune.Value is 0x02 or 0x03 or 0x04 or 0x0F or 0x11 or 0x16 or 0x1D or 0x1E or 0x1F;
            var isKept = rune.Value is 0x200C or 0x200D or (>= 0x180B and <= 0x180D) or 0x180F
                or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);
            var isShown = isKept || (!CodePoints.IsDefaultIgnorable(rune.Value) && !IsDangerous(rune));
            var escape = rune.Value <= 0xFF ? $"\\x{rune.Value:X2}" : $"\\u{{{rune.Value:X4}}}";
            var expected = isCode ? "" : isShown ? text : escape;
            if (shown != expected)
            {
                Assert.Fail($"U+{rune.Value:X4} is shown as {shown}");
            }
        }
    }

    [Fact]
    public void No_text_comes_out_with_a_control_in_it()
    {
        Prop.ForAll(UnicodeText.Arbitrary(), text =>
                !Show(Encoding.UTF8.GetBytes(text)).EnumerateRunes().Any(IsDangerous))
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void No_bytes_come_out_with_a_control_in_them()
    {
        var lively = Gen.OneOf(
            Gen.Choose(0, 255),
            Gen.Elements(0x1B, 0x02, 0x03, 0x04, '[', ';', 'm', '1', ',', 0xC2, 0x9B, 0xE2, 0x80, 0xAE));
        var bytes = lively.ArrayOf().Select(units => units.Select(unit => (byte)unit).ToArray()).ToArbitrary();

        Prop.ForAll(bytes, units => !Show(units).EnumerateRunes().Any(IsDangerous))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Fact]
    public void What_was_made_harmless_stays_as_it_is()
    {
        Prop.ForAll(UnicodeText.Arbitrary(), text =>
        {
            var shown = Show(Encoding.UTF8.GetBytes(text));
            return Show(Encoding.UTF8.GetBytes(shown)) == shown;
        }).QuickCheckThrowOnFailure();
    }

    // Written from the promise, not from the code: what a terminal acts on, or what reorders or breaks a line.
    private static bool IsDangerous(Rune rune) =>
        rune.Value is < 0x20 or (>= 0x7F and <= 0x9F) or 0x061C or 0x200E or 0x200F or (>= 0x2028 and <= 0x202E)
            or (>= 0x2066 and <= 0x2069) or (>= 0xFFF9 and <= 0xFFFB);

    private static string Show(byte[] utf8)
    {
        var output = new ArrayBufferWriter<byte>();
        Harmless.Write(utf8, output);
        return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(output.WrittenSpan);
    }
}
