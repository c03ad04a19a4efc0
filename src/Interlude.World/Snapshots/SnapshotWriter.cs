using System.Buffers;
using System.Buffers.Binary;

namespace Interlude.World.Snapshots;

/// <summary>Writes the parts of a snapshot, and of the entries of a log: numbers as variable-length integers, text as its length and its UTF-8.</summary>
internal sealed class SnapshotWriter(IBufferWriter<byte> output)
{
    /// <summary>Seven bits a byte, low ones first, the high bit set on all but the last. Negative numbers take ten bytes.</summary>
    public void Write(long value)
    {
        var rest = (ulong)value;
        var span = output.GetSpan(10);
        var length = 0;
        while (rest >= 0x80)
        {
            span[length++] = (byte)(rest | 0x80);
            rest >>= 7;
        }

        span[length++] = (byte)rest;
        output.Advance(length);
    }

    public void Write(bool value) => Write(value ? 1 : 0);

    public void Write(ReadOnlyMemory<byte> utf8)
    {
        Write(utf8.Length);
        output.Write(utf8.Span);
    }

    /// <summary>A number of fixed width, for what must be found without parsing: the magic at the front.</summary>
    public void WriteFixed(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(output.GetSpan(4), value);
        output.Advance(4);
    }
}
