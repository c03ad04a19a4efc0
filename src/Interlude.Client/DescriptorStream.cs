namespace Interlude.Client;

/// <summary>A file descriptor as a stream that is read or written, without buffer and without owning it.</summary>
internal sealed class DescriptorStream(int descriptor, bool canRead) : SequentialStream
{
    public override bool CanRead => canRead;

    public override bool CanWrite => !canRead;

    public override int Read(Span<byte> buffer) =>
        canRead ? Descriptor.Read(descriptor, buffer) : throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (canRead)
        {
            throw new NotSupportedException();
        }

        Descriptor.Write(descriptor, buffer);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));
}
