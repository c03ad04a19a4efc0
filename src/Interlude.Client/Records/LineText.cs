using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Interlude.Client.Records;

/// <summary>The text of a line for people.</summary>
internal static class LineText
{
    private const int LongestCharacter = 4;   // in UTF-8

    /// <summary>A line that is not UTF-8 is taken for Latin-1, in which every byte means something: so it can be read, and
    /// nothing of it is lost.</summary>
    public static string Decode(ReadOnlySpan<byte> line) => (Utf8.IsValid(line) ? Encoding.UTF8 : Encoding.Latin1).GetString(line);

    /// <summary>As many of the bytes as do not end amidst a character of UTF-8.</summary>
    public static int WholeLength(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= Math.Min(LongestCharacter, bytes.Length); back++)
        {
            if ((bytes[^back] & 0b1100_0000) != 0b1000_0000)   // where a character begins
            {
                return Rune.DecodeFromUtf8(bytes[^back..], out _, out _) == OperationStatus.NeedMoreData ? bytes.Length - back : bytes.Length;
            }
        }

        return bytes.Length;
    }
}
