using Interlude.Lines;

namespace Interlude.Tests.Lines;

/// <summary>The rule of <see cref="Delimiters"/> and of the limit, written as plainly as it can be, over a whole stream at
/// once. Results are texts: <c>L:</c> a line, <c>T:</c> too long, <c>U:</c> unterminated, in hexadecimal.</summary>
internal static class NaiveSplitter
{
    public static List<string> Split(byte[] stream, byte[][] delimiters, int maxLineBytes)
    {
        var results = new List<string>();
        var start = 0;
        for (var end = 1; end <= stream.Length; end++)
        {
            var match = delimiters.Where(d => end - d.Length >= start && stream.AsSpan(end - d.Length, d.Length).SequenceEqual(d))
                .MaxBy(d => d.Length);
            if (match is null)
            {
                continue;
            }

            results.Add(Describe("L:", stream[start..(end - match.Length)], maxLineBytes));
            start = end + SwallowedAfter(stream[end..], match, delimiters);
            end = start;
        }

        if (start < stream.Length)
        {
            results.Add(Describe("U:", stream[start..], maxLineBytes));
        }

        return results;
    }

    private static int SwallowedAfter(byte[] rest, byte[] match, byte[][] delimiters)
    {
        var swallowed = 0;
        while (delimiters.Where(d => d.Length > match.Length && d.AsSpan().StartsWith(match)
            && rest.AsSpan(swallowed).StartsWith(d.AsSpan(match.Length))).MaxBy(d => d.Length) is { } longer)
        {
            swallowed += longer.Length - match.Length;
            match = longer;
        }

        return swallowed;
    }

    private static string Describe(string kind, byte[] line, int maxLineBytes) =>
        line.Length <= maxLineBytes
            ? kind + Convert.ToHexString(line)
            : "T:" + Convert.ToHexString(line[..maxLineBytes]);
}
