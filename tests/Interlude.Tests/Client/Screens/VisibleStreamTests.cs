using System.Text;
using Interlude.Client.Screens;

namespace Interlude.Tests.Client.Screens;

public class VisibleStreamTests
{
    [Theory]
    [InlineData("a\x1b[31mb\tc\n", "a^[[31mb\tc\n")]
    [InlineData("\u009b2J \u202eevil \x07", "<U+009B>2J <U+202E>evil ^G")]
    [InlineData("login: ", "login: ")]
    [InlineData("日本é\nπ", "日本é\nπ")]
    public void What_controls_a_terminal_is_spelled_out_however_it_is_cut(string text, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            Assert.Equal(expected, Shown(bytes[..cut], bytes[cut..]));
        }
    }

    [Fact]
    public void What_is_not_UTF8_is_Latin1() =>
        Assert.Equal("gr\u00fc\u00df\n<U+009B>\n", Shown([(byte)'g', (byte)'r', 0xFC, 0xDF, (byte)'\n', 0x9B, (byte)'\n']));

    [Fact]
    public void A_character_that_never_ends_is_shown_at_the_end() => Assert.Equal("a\u00e2", Shown([(byte)'a', 0xE2]));

    private static string Shown(params byte[][] pieces)
    {
        var terminal = new MemoryStream();
        using (var stream = new VisibleStream(terminal))
        {
            foreach (var piece in pieces)
            {
                stream.Write(piece);
            }
        }

        return Encoding.UTF8.GetString(terminal.ToArray());
    }
}
