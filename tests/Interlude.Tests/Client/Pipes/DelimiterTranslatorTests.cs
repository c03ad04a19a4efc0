using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Interlude.Client.Pipes;

namespace Interlude.Tests.Client.Pipes;

public class DelimiterTranslatorTests
{
    [Theory]
    [InlineData("aab", "|", "", "")]
    [InlineData("aab", "|", "x", "x|")]
    [InlineData("aab", "|", "xaaaby", "xa|y|")]
    [InlineData("aab", "|", "aabaa", "|aa|")]
    [InlineData("aab", "aab", "xaaby", "xaabyaab")]
    [InlineData("aab", "aab", "xaab", "xaab")]
    [InlineData("\n", "\n", "x\r\n\ny", "x\r\n\ny\n")]
    public void Lines_end_in_the_other_delimiter(string from, string to, string text, string expected) =>
        Assert.Equal(expected, Run(from, to, text, []));

    // Told simply: split at the earliest ends, join again, and end the last if there is one.
    [Fact]
    public void However_the_text_is_cut_it_is_split_and_joined()
    {
        var cases = from delimiter in Gen.Elements("a", "ab", "aab", "aba", "aabaa")
                    from same in Gen.Elements(true, false)
                    from text in Gen.Elements('a', 'b', 'x').ArrayOf().Select(letters => new string(letters))
                    from cuts in Gen.Choose(1, 4).ArrayOf()
                    select (delimiter, to: same ? delimiter : "||", text, cuts);

        Prop.ForAll(cases.ToArbitrary(), x =>
        {
            var lines = x.text.Split(x.delimiter);
            var expected = string.Concat(lines.SkipLast(1).Select(line => line + x.to)) + (lines[^1].Length > 0 ? lines[^1] + x.to : "");
            return Run(x.delimiter, x.to, x.text, x.cuts) == expected;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    private static string Run(string from, string to, string text, int[] pieces)
    {
        var translator = new DelimiterTranslator(Encoding.Latin1.GetBytes(from), Encoding.Latin1.GetBytes(to));
        var output = new ArrayBufferWriter<byte>();
        var at = 0;
        foreach (var piece in pieces.Append(text.Length))
        {
            var next = Math.Min(text.Length, at + piece);
            translator.Translate(Encoding.Latin1.GetBytes(text[at..next]), output);
            at = next;
        }

        translator.Finish(output);
        return Encoding.Latin1.GetString(output.WrittenSpan);
    }
}
