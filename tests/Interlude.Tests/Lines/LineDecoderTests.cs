using FsCheck;
using FsCheck.Fluent;
using Interlude.Lines;

namespace Interlude.Tests.Lines;

public class LineDecoderTests
{
    private static readonly byte[][][] Sets =
    [
        ["\r\n"u8.ToArray()],
        ["\n"u8.ToArray(), "\r\n"u8.ToArray()],
        ["\n"u8.ToArray(), "\r"u8.ToArray(), "\r\n"u8.ToArray()],
        ["a"u8.ToArray(), "ab"u8.ToArray(), "abb"u8.ToArray()],
        ["a"u8.ToArray(), "b"u8.ToArray(), "abb"u8.ToArray()],
        ["aab"u8.ToArray(), "b"u8.ToArray(), "ba"u8.ToArray()],
        ["abab"u8.ToArray()],
    ];

    [Fact]
    public void Every_cut_of_every_short_stream_gives_the_lines_of_the_naive_splitter()
    {
        foreach (var set in Sets)
        {
            byte[] alphabet = [.. set.SelectMany(d => d).Distinct(), (byte)'x'];
            foreach (var stream in AllStreams(alphabet, 6))
            {
                foreach (var max in (int[])[0, 1, 2, 100])
                {
                    var expected = NaiveSplitter.Split(stream, set, max);
                    foreach (var pieces in Decoding.AllCuts(stream.Length))
                    {
                        var actual = Decoding.Run(stream, pieces, set, max);
                        if (!expected.SequenceEqual(actual))
                        {
                            Assert.Fail($"{Convert.ToHexString(stream)} cut {string.Join(',', pieces)}, "
                                + $"max {max}, set {string.Join(' ', set.Select(Convert.ToHexString))}: "
                                + $"{string.Join(' ', actual)} instead of {string.Join(' ', expected)}");
                        }
                    }
                }
            }
        }
    }

    [Fact]
    public void However_a_stream_is_cut_the_lines_are_the_same()
    {
        var bytes = Gen.Elements("ab\r\n\0\u00ffx".Select(c => (byte)c).ToArray());
        var stream = bytes.ArrayOf().Select(s => s.Take(200).ToArray());
        var delimiter = Gen.Choose(1, 4).SelectMany(n => bytes.ArrayOf(n));
        var set = Gen.Choose(1, 4).SelectMany(n => delimiter.ArrayOf(n));
        var cuts = Gen.Choose(1, 9).ArrayOf();
        var cases = from s in stream from d in set from c in cuts from max in Gen.Choose(0, 12) select (s, d, c, max);

        Prop.ForAll(cases.ToArbitrary(), x =>
            NaiveSplitter.Split(x.s, x.d, x.max).SequenceEqual(Decoding.Run(x.s, x.c, x.d, x.max)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(5000).WithEndSize(200));
    }

    [Fact]
    public void A_line_ends_at_CR_without_waiting_for_LF_and_the_LF_is_no_line()
    {
        var decoder = new LineDecoder(Delimiters.AnyNewline, 100);

        var first = decoder.Read("hello\r"u8);
        var second = decoder.Read("\n"u8);
        var third = decoder.Read("\n"u8);

        Assert.Equal(new DecodedLine(LineStatus.Line, 0, 5, 6), first);
        Assert.Equal(new DecodedLine(LineStatus.NeedMore, 1, 0, 1), second);
        Assert.Equal(new DecodedLine(LineStatus.Line, 0, 0, 1), third);
    }

    [Fact]
    public void A_line_of_exactly_the_limit_passes_though_its_delimiter_is_split()
    {
        var decoder = new LineDecoder(Delimiters.CrLf, 5);

        Assert.Equal(LineStatus.NeedMore, decoder.Read("12345\r"u8).Status);
        Assert.Equal(new DecodedLine(LineStatus.Line, 0, 5, 7), decoder.Read("12345\r\n"u8));
    }

    [Fact]
    public void A_line_of_one_byte_more_does_not()
    {
        var decoder = new LineDecoder(Delimiters.CrLf, 5);

        Assert.Equal(LineStatus.NeedMore, decoder.Read("12345\r"u8).Status);
        Assert.Equal(new DecodedLine(LineStatus.TooLong, 0, 5, 7), decoder.Read("12345\rx"u8));
    }

    [Fact]
    public void While_skipping_nothing_is_kept_and_a_split_delimiter_is_found()
    {
        var decoder = new LineDecoder(Delimiters.CrLf, 3);

        Assert.Equal(new DecodedLine(LineStatus.TooLong, 0, 3, 4), decoder.Read("abcd"u8));
        Assert.Equal(new DecodedLine(LineStatus.NeedMore, 6, 0, 6), decoder.Read("ef\rghi"u8));
        Assert.Equal(new DecodedLine(LineStatus.NeedMore, 1, 0, 1), decoder.Read("j\r"u8));
        Assert.Equal(new DecodedLine(LineStatus.Line, 2, 2, 6), decoder.Read("\r\nok\r\n"u8));
    }

    [Fact]
    public void A_dripped_line_is_searched_once()
    {
        // 4 MiB in pieces of 16 bytes: restarting would scan 512 GiB, which no limit on time forgives.
        var line = new byte[4 << 20];
        var decoder = new LineDecoder(Delimiters.CrLf, line.Length);
        var clock = System.Diagnostics.Stopwatch.StartNew();

        for (var length = 0; length <= line.Length; length += 16)
        {
            Assert.Equal(LineStatus.NeedMore, decoder.Read(line.AsSpan(0, length)).Status);
        }

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"It took {clock.Elapsed}.");
    }

    [Fact]
    public void Taking_lines_allocates_nothing()
    {
        var decoder = new LineDecoder(Delimiters.LfOrCrLf, 100);
        var stream = "one\r\ntwo\nthree\r\n"u8;
        decoder.Read(stream);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1000; i++)
        {
            for (var rest = stream; !rest.IsEmpty;)
            {
                rest = rest[decoder.Read(rest).Consumed..];
            }
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void No_delimiter_and_an_empty_one_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new Delimiters());
        Assert.Throws<ArgumentException>(() => new Delimiters("x"u8.ToArray(), []));
    }

    private static IEnumerable<byte[]> AllStreams(byte[] alphabet, int longest)
    {
        var last = new List<byte[]> { Array.Empty<byte>() };
        for (var length = 1; length <= longest; length++)
        {
            last = [.. last.SelectMany(_ => alphabet, (head, b) => (byte[])[.. head, b])];
            foreach (var stream in last)
            {
                yield return stream;
            }
        }
    }
}
