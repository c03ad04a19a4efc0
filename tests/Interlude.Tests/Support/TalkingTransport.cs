using System.Runtime.InteropServices;
using System.Text;
using Interlude.Lines;

namespace Interlude.Tests.Support;

/// <summary>A peer that sends a line of its own and then so many bytes without a delimiter, all of them there at once in
/// pieces, and then ends. It watches the blocks that it is asked to fill.</summary>
internal sealed class TalkingTransport(
    long bytes, int pieceBytes, string firstLine = "", bool takesNothing = false) : LineTransport
{
    private readonly byte[] _firstLine = Encoding.ASCII.GetBytes(firstLine);
    private readonly TaskCompletionSource _sending = new();
    private byte[]? _block;
    private long _left = bytes;

    public long Given { get; private set; }

    public int Receives { get; private set; }

    /// <summary>How often another block was to be filled than the time before.</summary>
    public int BlockChanges { get; private set; }

    public int LargestBlock { get; private set; }

    public override string RemoteName => "a talker";

    public override ValueTask WaitToReceiveAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        Assert.True(MemoryMarshal.TryGetArray<byte>(buffer, out var segment));
        BlockChanges += segment.Array == _block ? 0 : 1;
        _block = segment.Array!;
        LargestBlock = Math.Max(LargestBlock, _block.Length);
        var line = Given == 0 ? _firstLine : [];
        line.CopyTo(buffer);
        var rest = (int)Math.Min(Math.Min(buffer.Length - line.Length, pieceBytes), _left);
        buffer.Span.Slice(line.Length, rest).Fill((byte)'x');
        _left -= rest;
        Given += line.Length + rest;
        Receives++;
        return new(line.Length + rest);
    }

    public override ValueTask SendAsync(ReadOnlyMemory<byte> sent) => takesNothing ? new(_sending.Task) : ValueTask.CompletedTask;

    public override ValueTask EndSendingAsync() => ValueTask.CompletedTask;

    public override void Abort() => _sending.TrySetException(new IOException("The connection was reset."));

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
