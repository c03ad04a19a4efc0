namespace Interlude.Lines;

/// <summary>Copies bytes of which one is written twice: <see cref="LineConnectionOptions.DoubledByte"/>.</summary>
internal static class DoubledByte
{
    /// <summary>Copies all of the bytes.</summary>
    /// <returns>The room that is left.</returns>
    public static Span<byte> Copy(byte doubled, ReadOnlySpan<byte> bytes, Span<byte> room)
    {
        var at = 0;
        foreach (var b in bytes)
        {
            room[at++] = b;
            if (b == doubled)
            {
                room[at++] = b;
            }
        }

        return room[at..];
    }
}
