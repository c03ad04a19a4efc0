namespace Interlude.Load.Wire;

/// <summary>The end of a message's text, by which it is known again: who sent it, its number, when it was due.</summary>
/// <remarks>It stands at the end of the line and has a fixed length, so that whatever a server puts in front (tags, source,
/// target) need not be looked at. Four bytes of mark, then numbers of six bits a byte, '0' to 'o'.</remarks>
/// <param name="Sender">The client's index: 3 bytes, below 2^18.</param>
/// <param name="Number">Of the sender's messages, from 0: 5 bytes.</param>
/// <param name="Time">Nanoseconds of the monotonic clock: 10 bytes.</param>
internal readonly record struct MessageTail(int Sender, int Number, long Time)
{
    public const int Length = 4 + 3 + 5 + 10;

    private static ReadOnlySpan<byte> Mark => "~~~@"u8;

    /// <param name="end">The last <see cref="Length"/> bytes of the text.</param>
    public void Write(Span<byte> end)
    {
        Mark.CopyTo(end);
        Write(end.Slice(4, 3), Sender);
        Write(end.Slice(7, 5), Number);
        Write(end.Slice(12, 10), Time);
    }

    /// <summary>Whether a line ends in one.</summary>
    public static bool TryRead(ReadOnlySpan<byte> line, out MessageTail tail)
    {
        if (line.Length < Length || !line.Slice(line.Length - Length, 4).SequenceEqual(Mark))
        {
            tail = default;
            return false;
        }

        var end = line[^Length..];
        tail = new MessageTail((int)Read(end.Slice(4, 3)), (int)Read(end.Slice(7, 5)), Read(end.Slice(12, 10)));
        return true;
    }

    private static void Write(Span<byte> digits, long value)
    {
        for (var i = digits.Length - 1; i >= 0; i--, value >>= 6)
        {
            digits[i] = (byte)('0' + (value & 63));
        }
    }

    private static long Read(ReadOnlySpan<byte> digits)
    {
        var value = 0L;
        foreach (var digit in digits)
        {
            value = (value << 6) | (uint)((digit - '0') & 63);
        }

        return value;
    }
}
