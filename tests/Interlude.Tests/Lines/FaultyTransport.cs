using Interlude.Lines;

namespace Interlude.Tests.Lines;

/// <summary>A transport that fails as told.</summary>
internal sealed class FaultyTransport(LineTransport inner) : LineTransport
{
    private readonly TaskCompletionSource _stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The input ends after this many bytes, as if somebody had cut the wire.</summary>
    public int BytesLeft { get; set; } = int.MaxValue;

    /// <summary>Sends wait from now on until the transport is aborted, as with a peer that does not read.</summary>
    public bool Stalls { get; set; }

    public override string RemoteName => inner.RemoteName;

    public override ValueTask WaitToReceiveAsync(CancellationToken cancellationToken) =>
        BytesLeft == 0 ? ValueTask.CompletedTask : inner.WaitToReceiveAsync(cancellationToken);

    public override async ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (BytesLeft == 0)
        {
            return 0;
        }

        var count = await inner.ReceiveAsync(buffer[..Math.Min(buffer.Length, BytesLeft)], cancellationToken);
        BytesLeft -= count;
        return count;
    }

    public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes) => Stalls ? new(_stalled.Task) : inner.SendAsync(bytes);

    public override ValueTask EndSendingAsync() => inner.EndSendingAsync();

    public override void Abort()
    {
        _stalled.TrySetException(new IOException("Aborted."));
        inner.Abort();
    }

    public override ValueTask DisposeAsync() => inner.DisposeAsync();
}
