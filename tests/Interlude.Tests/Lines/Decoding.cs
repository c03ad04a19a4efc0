using Interlude.Lines;

namespace Interlude.Tests.Lines;

/// <summary>Drives a decoder as a connection does, over a stream cut into pieces.</summary>
internal static class Decoding
{
    /// <summary>Results as <see cref="NaiveSplitter"/> words them.</summary>
    public static List<string> Run(byte[] stream, IEnumerable<int> pieces, byte[][] delimiters, int maxLineBytes)
    {
        var set = new Delimiters(delimiters);
        var decoder = new LineDecoder(set, maxLineBytes);
        var results = new List<string>();
        var held = Array.Empty<byte>();
        var at = 0;
        foreach (var piece in pieces.Append(stream.Length))
        {
            var next = Math.Min(stream.Length, at + piece);
            held = [.. held, .. stream[at..next]];
            at = next;
            held = Take(decoder, held, endOfInput: false, results);
            Assert.True(held.Length <= maxLineBytes + set.LongestBytes, "It holds more than a line and a delimiter.");
        }

        Assert.Empty(Take(decoder, held, endOfInput: true, results));
        return results;
    }

    public static IEnumerable<int[]> AllCuts(int length)
    {
        for (var mask = 0; mask < 1 << Math.Max(0, length - 1); mask++)
        {
            var pieces = new List<int>();
            var last = 0;
            for (var i = 1; i < length; i++)
            {
                if ((mask >> (i - 1) & 1) == 1)
                {
                    pieces.Add(i - last);
                    last = i;
                }
            }

            yield return [.. pieces];
        }
    }

    private static byte[] Take(LineDecoder decoder, byte[] held, bool endOfInput, List<string> results)
    {
        while (true)
        {
            var found = decoder.Read(held, endOfInput);
            var kind = found.Status switch
            {
                LineStatus.Line => "L:",
                LineStatus.TooLong => "T:",
                LineStatus.Unterminated => "U:",
                _ => null,
            };
            if (kind is not null)
            {
                results.Add(kind + Convert.ToHexString(held, found.Start, found.Length));
            }

            held = held[found.Consumed..];
            if (kind is null)
            {
                Assert.Equal(endOfInput ? LineStatus.End : LineStatus.NeedMore, found.Status);
                return held;
            }
        }
    }
}
