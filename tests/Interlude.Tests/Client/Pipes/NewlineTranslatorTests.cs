using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Interlude.Client.Pipes;

namespace Interlude.Tests.Client.Pipes;

public class NewlineTranslatorTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("a\nb\r\n\n", "a|b||")]
    [InlineData("a", "a|")]
    [InlineData("a\r", "a\r|")]
    [InlineData("\r\r\na\rb\n", "\r|a\rb|")]
    public void Lines_end_in_the_delimiter(string text, string expected) => Assert.Equal(expected, Run(text, []));

    [Fact]
    public void However_the_text_is_cut_the_result_is_the_same()
    {
        var cases = from text in Gen.Elements('\r', '\n', 'a').ArrayOf().Select(c => new string(c))
                    from cuts in Gen.Choose(1, 3).ArrayOf()
                    select (text, cuts);

        Prop.ForAll(cases.ToArbitrary(), x => Run(x.text, x.cuts) == Run(x.text, []))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    private static string Run(string text, int[] pieces)
    {
        var translator = new NewlineTranslator("|"u8.ToArray());
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
