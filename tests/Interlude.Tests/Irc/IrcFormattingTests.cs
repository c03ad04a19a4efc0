using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Interlude.Irc;

namespace Interlude.Tests.Irc;

public sealed class IrcFormattingTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "")]
    [InlineData("\u0002bold\u0002 \u001Ditalics\u001D \u001Funder\u001F", "bold italics under")]
    [InlineData("\u001Estruck\u001E \u0011mono\u0011 \u0016reverse\u0016\u000F", "struck mono reverse")]
    [InlineData("\u0003red", "red")]
    [InlineData("\u00034red", "red")]
    [InlineData("\u000304red", "red")]
    [InlineData("\u0003045", "5")]                             // two digits at most
    [InlineData("\u00034,12so", "so")]
    [InlineData("\u000304,123", "3")]
    [InlineData("\u0003,7", ",7")]                             // no foreground: the comma is text
    [InlineData("\u00034,", ",")]
    [InlineData("\u00034,x", ",x")]
    [InlineData("\u000313,8,6", ",6")]
    [InlineData("a\u0003", "a")]
    [InlineData("\u0003\u00034x", "x")]
    [InlineData("\u00034\u000F2", "2")]                        // a code between ends the color
    [InlineData("\u0004FF8000hex", "hex")]
    [InlineData("\u0004ff8000,00ff00hex", "hex")]
    [InlineData("\u0004FF8000,00ff0", ",00ff0")]               // six digits or none
    [InlineData("\u0004FF800", "FF800")]
    [InlineData("\u0004,FF8000", ",FF8000")]
    [InlineData("\u0004GF8000", "GF8000")]
    [InlineData("\u0001ACTION waves\u0001", "\u0001ACTION waves\u0001")] // CTCP is not formatting
    [InlineData("\u001B[31mansi", "\u001B[31mansi")]
    [InlineData("\u00034\u0661", "\u0661")]                    // only ASCII digits
    public void Formatting_is_taken_out_and_text_stays(string text, string stripped)
    {
        Assert.Equal(stripped, Strip(text));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("a\u0002", 0)]
    [InlineData("\u0002\u0002", 1)]
    [InlineData("\u000312,34x", 6)]
    [InlineData("\u0004112233,445566x", 14)]
    public void A_code_has_a_length(string text, int length)
    {
        Assert.Equal(length, IrcFormatting.MeasureCode(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void Stripping_leaves_no_code_and_takes_nothing_else()
    {
        const string Codes = "\u0002\u0003\u0004\u000F\u0011\u0016\u001D\u001E\u001F";

        Prop.ForAll(UnicodeText.Arbitrary(), text =>
        {
            var stripped = Strip(text);
            return !stripped.Any(unit => Codes.Contains(unit))
                && Strip(stripped) == stripped
                && (text.Any(unit => Codes.Contains(unit)) || stripped == text);
        }).QuickCheckThrowOnFailure();
    }

    private static string Strip(string text)
    {
        var output = new ArrayBufferWriter<byte>();
        IrcFormatting.Strip(Encoding.UTF8.GetBytes(text), output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
