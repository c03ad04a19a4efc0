using System.Text;
using Interlude.Load;
using Interlude.Load.Wire;

namespace Interlude.Tests.Load;

public sealed class LineCutterTests
{
    private static readonly string[] Lines = ["", "PING a", "", "a longer line with a \r in it", "x"];

    [Fact]
    public void However_a_stream_is_cut_in_two_the_lines_are_the_same()
    {
        var bytes = Encoding.ASCII.GetBytes(string.Join("\r\n", Lines) + "\n" + "rest");
        for (var first = 0; first <= bytes.Length; first++)
        {
            for (var second = first; second <= bytes.Length; second++)
            {
                Assert.Equal(Lines, Cut(64, bytes[..first], bytes[first..second], bytes[second..]));
            }
        }
    }

    [Fact]
    public void Connections_share_the_buffer_and_keep_their_own_rest()
    {
        var cutter = new LineCutter(32);
        var (one, other) = (new LineRest(), new LineRest());

        Assert.Empty(Feed(cutter, ref one, "on"u8));
        Assert.Empty(Feed(cutter, ref other, "oth"u8));
        Assert.Equal(["one"], Feed(cutter, ref one, "e\n"u8));
        Assert.Equal(["other"], Feed(cutter, ref other, "er\r\n"u8));
        Assert.Equal((0, 0), (one.Length, other.Length));
    }

    [Fact]
    public void A_line_that_fills_the_buffer_is_an_error()
    {
        var cutter = new LineCutter(4);
        var rest = new LineRest();
        Feed(cutter, ref rest, "abcd"u8);

        Assert.Throws<LoadException>(() => { cutter.Begin(rest); });
    }

    private static List<string> Cut(int capacity, params byte[][] pieces)
    {
        var (cutter, rest, lines) = (new LineCutter(capacity), new LineRest(), new List<string>());
        foreach (var piece in pieces)
        {
            lines.AddRange(Feed(cutter, ref rest, piece));
        }

        Assert.Equal("rest".Length, rest.Length);
        return lines;
    }

    private static List<string> Feed(LineCutter cutter, ref LineRest rest, ReadOnlySpan<byte> bytes)
    {
        var lines = new List<string>();
        bytes.CopyTo(cutter.Begin(rest));
        cutter.Add(bytes.Length);
        while (cutter.TryTake(out var line))
        {
            lines.Add(Encoding.ASCII.GetString(line));
        }

        cutter.End(ref rest);
        return lines;
    }
}
