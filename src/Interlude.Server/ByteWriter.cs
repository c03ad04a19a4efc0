using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Interlude.Server;

/// <summary>Bytes that are put together one behind the other, in one block that grows. It can be cleared and filled again.</summary>
/// <param name="capacity">What is expected.</param>
internal sealed class ByteWriter(int capacity) : IBufferWriter<byte>
{
    private const int MostBytesOfChar = 3;    // of UTF-8, for one of UTF-16
    private const int MostBytesOfNumber = 20;
    private const int FewChars = 8;

    private byte[] _bytes = capacity == 0 ? [] : new byte[capacity];
    private int _count;

    public int Count => _count;

    public int Capacity => _bytes.Length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _count);

    /// <summary>The same; the writer's own, until it is cleared.</summary>
    public ReadOnlyMemory<byte> WrittenMemory => _bytes.AsMemory(0, _count);

    public void Clear() => _count = 0;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        _count += bytes.Length;
    }

    public void Write(byte one)
    {
        Room(1)[0] = one;
        _count++;
    }

    /// <summary>Writes a text in UTF-8.</summary>
    public void Write(string text)
    {
        var room = Room(text.Length);
        if (text.Length <= FewChars && TryWriteFew(text, room))
        {
            _count += text.Length;
            return;
        }

        if (Ascii.FromUtf16(text, room, out var written) != OperationStatus.Done)
        {
            written = Encoding.UTF8.GetBytes(text, Room(MostBytesOfChar * text.Length));
        }

        _count += written;
    }

    // What stands between the parts of a line is a letter or two, for which the general way is long.
    private static bool TryWriteFew(string text, Span<byte> room)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (!char.IsAscii(text[index]))
            {
                return false;
            }

            room[index] = (byte)text[index];
        }

        return true;
    }

    public void Write(long number, StandardFormat format = default)
    {
        Utf8Formatter.TryFormat(number, Room(MostBytesOfNumber), out var written, format);
        _count += written;
    }

    void IBufferWriter<byte>.Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _bytes.Length - _count);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        _count += count;
    }

    Memory<byte> IBufferWriter<byte>.GetMemory(int sizeHint)
    {
        Room(Math.Max(1, sizeHint));
        return _bytes.AsMemory(_count);
    }

    Span<byte> IBufferWriter<byte>.GetSpan(int sizeHint)
    {
        Room(Math.Max(1, sizeHint));
        return _bytes.AsSpan(_count);
    }

    private Span<byte> Room(int count)
    {
        if (_bytes.Length - _count < count)
        {
            Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, _count + count));
        }

        return _bytes.AsSpan(_count, count);
    }
}
