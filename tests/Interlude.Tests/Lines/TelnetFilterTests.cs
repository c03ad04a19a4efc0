using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using Interlude.Lines;

namespace Interlude.Tests.Lines;

public class TelnetFilterTests
{
    [Theory]
    [InlineData("68 69 0D 0A", "68 69 0D 0A", "")]                       // plain text
    [InlineData("FF FF 41", "FF 41", "")]                                // IAC IAC
    [InlineData("68 69 0D 00 41 00", "68 69 0D 0A 41 00", "")]           // CR NUL, and a NUL elsewhere
    [InlineData("FF FB 1F 41", "41", "FF FE 1F")]                        // WILL NAWS -> DONT
    [InlineData("FF FD 01 41", "41", "FF FC 01")]                        // DO ECHO -> WONT
    [InlineData("FF FC 01 FF FE 01 41", "41", "")]                       // WONT and DONT need no answer
    [InlineData("FF FD 01 FF FD 01 FF FB 01 FF FB 01", "", "FF FC 01 FF FE 01")]   // once for each
    [InlineData("FF FD FF FF FB FF 41", "41", "FF FC FF FF FE FF")]      // the option 255
    [InlineData("FF F1 41 FF F6 42 FF F9 43", "41 42 43", "")]           // NOP, AYT, GA
    [InlineData("41 FF FA 1F 00 50 FF FF 00 18 FF F0 42", "41 42", "")]  // subnegotiation with an escaped 255
    [InlineData("0D FF F1 00 41", "0D 0A 41", "")]                       // a command between CR and NUL
    public void Bytes_are_exact(string received, string kept, string answered)
    {
        var (text, answers) = Run(Convert.FromHexString(received.Replace(" ", "")), []);

        Assert.Equal(kept.Replace(" ", ""), Convert.ToHexString(text));
        Assert.Equal(answered.Replace(" ", ""), Convert.ToHexString(answers));
    }

    [Fact]
    public void A_subnegotiation_without_end_keeps_nothing()
    {
        var filter = new TelnetFilter();
        var answers = new ArrayBufferWriter<byte>();
        filter.Filter([255, 250, 31], answers);

        for (var i = 0; i < 1000; i++)
        {
            Assert.Equal(0, filter.Filter(new byte[1000], answers));
        }

        Assert.Equal(1, filter.Filter([255, 240, 65], answers));
    }

    [Fact]
    public void However_the_bytes_are_cut_the_result_is_the_same()
    {
        var bytes = Gen.Elements<byte>(255, 255, 251, 252, 253, 254, 250, 240, 241, 13, 0, 10, 65, 1);
        var cases = from s in bytes.ArrayOf() from cuts in Gen.Choose(1, 5).ArrayOf() select (s, cuts);

        Prop.ForAll(cases.ToArbitrary(), x =>
        {
            var (whole, wholeAnswers) = Run(x.s, []);
            var (cut, cutAnswers) = Run(x.s, x.cuts);
            return whole.SequenceEqual(cut) && wholeAnswers.SequenceEqual(cutAnswers);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));
    }

    private static (byte[] Text, byte[] Answers) Run(byte[] received, int[] pieces)
    {
        var filter = new TelnetFilter();
        var answers = new ArrayBufferWriter<byte>();
        var text = new List<byte>();
        var at = 0;
        foreach (var piece in pieces.Append(received.Length))
        {
            var next = Math.Min(received.Length, at + piece);
            var part = received[at..next];
            text.AddRange(part[..filter.Filter(part, answers)]);
            at = next;
        }

        return ([.. text], answers.WrittenSpan.ToArray());
    }
}
