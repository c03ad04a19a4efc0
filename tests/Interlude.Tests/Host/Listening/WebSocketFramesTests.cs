using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Interlude.Host.Listening;
using Interlude.Tests.Lines;

namespace Interlude.Tests.Host.Listening;

/// <summary>RFC 6455, 5 and 7, by the bytes that a client sends.</summary>
public class WebSocketFramesTests
{
    private static readonly byte[] Mask = [0x37, 0xFA, 0x21, 0x3D];   // that of the examples in 5.7

    // In what is seen, "|" is the end of a message.
    [Theory]
    [InlineData("81 85 37FA213D 7F9F4D5158", "Hello|")]                              // the example in 5.7
    [InlineData("82 85 37FA213D 7F9F4D5158", "Hello|")]                              // binary
    [InlineData("01 83 37FA213D 7F9F4D 80 82 37FA213D 5B95", "Hello|")]              // two fragments
    [InlineData("81 80 37FA213D 81 81 37FA213D 56", "|a|")]                          // an empty message, and one after it
    [InlineData("01 80 00000000 00 80 00000000 80 80 00000000", "|")]                // three fragments of nothing
    [InlineData("01 81 00000000 61 89 81 00000000 62 80 81 00000000 63", "a<ping b>c|")]   // control amid a message
    [InlineData("8A 81 00000000 61 81 81 00000000 62", "b|")]                        // a pong that nobody asked for
    [InlineData("81 82 00000000 FFC3", "\u00FF\u00C3|")]                             // text is not looked at
    [InlineData("81 FE 0001 00000000 61", "a|")]                                     // longer than it need be, and harmless
    [InlineData("88 80 00000000 81 81 00000000 61", "<closed 1000>")]                // nothing counts after a close
    [InlineData("01 81 00000000 61 88 82 00000000 03E9", "a<closed 1001>")]          // amid a message
    [InlineData("88 84 00000000 0FA0 FF61", "<closed 4000>")]                        // with a reason, at which nobody looks
    public void However_the_bytes_are_cut_they_mean_the_same(string received, string seen)
    {
        var bytes = Hex(received);

        Assert.Equal(seen, Read(bytes, []));
        foreach (var cuts in Cuts(bytes.Length))
        {
            Assert.Equal(seen, Read(bytes, cuts));
        }
    }

    [Theory]
    [InlineData("81 01 61", "")]                                       // not masked
    [InlineData("88 00", "")]
    [InlineData("C1 81 00000000 61", "")]                              // RSV1, as of a compression that was not agreed
    [InlineData("A1 81 00000000 61", "")]
    [InlineData("91 81 00000000 61", "")]
    [InlineData("83 80 00000000", "")]                                 // opcodes that there are not
    [InlineData("87 80 00000000", "")]
    [InlineData("8B 80 00000000", "")]
    [InlineData("8F 80 00000000", "")]
    [InlineData("80 80 00000000", "")]                                 // goes on with nothing
    [InlineData("81 80 00000000 80 80 00000000", "|")]                 // goes on with what has ended
    [InlineData("01 81 00000000 61 81 81 00000000 62", "a")]           // a message inside of another
    [InlineData("09 80 00000000", "")]                                 // control in fragments
    [InlineData("08 80 00000000", "")]
    [InlineData("89 FE 007E 00000000", "")]                            // control of 126
    [InlineData("89 FF 0000000000000001 00000000", "")]
    [InlineData("81 FF 8000000000000000 00000000", "")]                // the bit that must be 0
    [InlineData("88 81 00000000 03", "")]                              // half a code
    [InlineData("88 82 00000000 03E7", "")]                            // 999
    [InlineData("88 82 00000000 03EC", "")]                            // 1004
    [InlineData("88 82 00000000 03ED", "")]                            // 1005, which is never sent
    [InlineData("88 82 00000000 03F7", "")]                            // 1015
    [InlineData("88 82 00000000 1388", "")]                            // 5000
    public void What_breaks_the_rules_ends_it_with_1002(string received, string before)
    {
        var bytes = Hex(received + "81 81 00000000 78");   // which does not count any more

        foreach (var cuts in Cuts(bytes.Length))
        {
            Assert.Equal($"{before}<broken 1002>", Read(bytes, cuts));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(70_001)]
    public void Frames_of_all_lengths_are_read(int length)
    {
        var text = new string('x', length - (length & 1)) + ((length & 1) == 1 ? "y" : "");
        var bytes = Masked(0x81, Encoding.ASCII.GetBytes(text));

        Assert.Equal(text + "|", Read(bytes, []));
        Assert.Equal(text + "|", Read(bytes, Enumerable.Repeat(1, 20)));
        Assert.Equal(text + "|", Read(bytes, Enumerable.Repeat(4093, 20)));
    }

    [Theory]
    [InlineData(0, "8100")]
    [InlineData(125, "817D")]
    [InlineData(126, "817E007E")]
    [InlineData(65_535, "817EFFFF")]
    [InlineData(65_536, "817F0000000000010000")]
    public void Frames_of_all_lengths_are_written_without_a_mask(int length, string header)
    {
        var payload = Enumerable.Range(0, length).Select(i => (byte)i).ToArray();
        var output = new ArrayBufferWriter<byte>();

        WebSocketFrames.Write(output, WebSocketOpcode.Text, payload);

        Assert.Equal([.. Convert.FromHexString(header), .. payload], output.WrittenSpan.ToArray());
    }

    [Fact]
    public void A_close_frame_holds_its_code()
    {
        var output = new ArrayBufferWriter<byte>();

        WebSocketFrames.Write(output, WebSocketOpcode.Close, WebSocketFrames.Closing(WebSocketFrames.NormalClosure));

        Assert.Equal("880203E8", Convert.ToHexString(output.WrittenSpan));
    }

    [Fact]
    public void A_frame_without_end_passes_through_and_nothing_of_it_is_kept()
    {
        var frames = new WebSocketFrames();
        Span<byte> header = Hex("82 FF 7FFFFFFFFFFFFFFF 00000000");
        Assert.Equal(WebSocketStatus.NeedsMore, frames.TryRead(ref header, out _));
        var block = new byte[10_000];
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1000; i++)
        {
            Span<byte> received = block;
            if (frames.TryRead(ref received, out var payload) != WebSocketStatus.Data || payload.Length != block.Length || !received.IsEmpty)
            {
                Assert.Fail("It does not pass through.");
            }
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1000);
    }

    [Fact]
    public void Any_bytes_mean_something_and_the_same_however_they_are_cut()
    {
        var units = Gen.Elements<byte>(0x81, 0x81, 0x01, 0x80, 0x00, 0x82, 0x89, 0x8A, 0x88, 0x83, 0x85, 0xFE, 0xFF, 0xFD, 3, 0xE8, 0, 0, 1, 97);
        var cases = from s in units.ArrayOf() from cuts in Gen.Choose(1, 5).ArrayOf() select (s, cuts);

        Prop.ForAll(cases.ToArbitrary(), x => Read(x.s, []) == Read(x.s, x.cuts)).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));
    }

    /// <summary>A frame as a client sends it.</summary>
    internal static byte[] Masked(byte first, ReadOnlySpan<byte> payload)
    {
        var wide = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(wide, payload.Length);
        byte[] length = payload.Length switch
        {
            <= 125 => [(byte)(0x80 | payload.Length)],
            <= 65_535 => [0xFE, .. wide[6..]],
            _ => [0xFF, .. wide],
        };
        return [first, .. length, .. Mask, .. payload.ToArray().Select((unit, i) => (byte)(unit ^ Mask[i % 4]))];
    }

    private static string Read(byte[] bytes, IEnumerable<int> cuts)
    {
        var frames = new WebSocketFrames();
        var seen = new StringBuilder();
        var at = 0;
        foreach (var cut in cuts.Append(bytes.Length))
        {
            var received = bytes.AsSpan(at, Math.Min(cut, bytes.Length - at)).ToArray().AsSpan();
            at += received.Length;
            WebSocketStatus status;
            while ((status = frames.TryRead(ref received, out var payload)) != WebSocketStatus.NeedsMore)
            {
                var text = Encoding.Latin1.GetString(payload);
                seen.Append(status switch
                {
                    WebSocketStatus.Data => text,
                    WebSocketStatus.EndOfMessage => text + "|",
                    WebSocketStatus.Ping => $"<ping {text}>",
                    WebSocketStatus.Closed => $"<closed {frames.CloseCode}>",
                    _ => $"<broken {frames.CloseCode}>",
                });
            }

            Assert.True(received.IsEmpty, "It left something.");
        }

        return seen.ToString();
    }

    // All ways for what is short, else all in two and three pieces, and one by one.
    private static IEnumerable<int[]> Cuts(int length) => length <= 14
        ? Decoding.AllCuts(length)
        : [
            .. from first in Enumerable.Range(0, length) from second in Enumerable.Range(0, length - first) select new[] { first, second },
            Enumerable.Repeat(1, length).ToArray(),
        ];

    private static byte[] Hex(string text) => Convert.FromHexString(text.Replace(" ", "", StringComparison.Ordinal));
}
