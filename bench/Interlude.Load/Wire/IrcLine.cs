namespace Interlude.Load.Wire;

/// <summary>The little that the generator looks at in a line that is no message of its own.</summary>
internal static class IrcLine
{
    /// <summary>The line from its verb on: without tags and source.</summary>
    public static ReadOnlySpan<byte> FromVerb(ReadOnlySpan<byte> line)
    {
        if (line is [(byte)'@', ..])
        {
            line = After(line);
        }

        return line is [(byte)':', ..] ? After(line) : line;
    }

    /// <summary>Whether the line is a numeric that says no: 4xx, but for a missing message of the day and what older servers
    /// answer to CAP.</summary>
    public static bool IsRefusal(ReadOnlySpan<byte> fromVerb) =>
        fromVerb.Length > 3 && fromVerb[0] == '4' && fromVerb[3] == ' ' && char.IsAsciiDigit((char)fromVerb[1]) &&
        !fromVerb.StartsWith("422"u8) && !fromVerb.StartsWith("421"u8) && !fromVerb.StartsWith("410"u8);

    private static ReadOnlySpan<byte> After(ReadOnlySpan<byte> line) => line.IndexOf((byte)' ') is >= 0 and var at ? line[(at + 1)..] : default;
}
