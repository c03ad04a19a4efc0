using System.Text;
using System.Text.Unicode;

namespace Interlude.Client.Records;

/// <summary>The text of a line for people.</summary>
internal static class LineText
{
    /// <summary>A line that is not UTF-8 is taken for Latin-1, in which every byte means something: so it can be read, and
    /// nothing of it is lost.</summary>
    public static string Decode(ReadOnlySpan<byte> line) => (Utf8.IsValid(line) ? Encoding.UTF8 : Encoding.Latin1).GetString(line);
}
