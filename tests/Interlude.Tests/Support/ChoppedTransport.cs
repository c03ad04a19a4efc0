using Interlude.Lines;

namespace Interlude.Tests.Support;

/// <summary>A transport whose receives are cut as told, whatever it stands on.</summary>
internal sealed class ChoppedTransport(LineTransport inner, Func<int> next) : LineTransport
{
    public override string RemoteName => inner.RemoteName;

    public override bool CanEndSending => inner.CanEndSending;

    public override ValueTask WaitToReceiveAsync(CancellationToken cancellationToken) =>
        inner.WaitToReceiveAsync(cancellationToken);

    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
        inner.ReceiveAsync(buffer[..Math.Clamp(next(), 1, buffer.Length)], cancellationToken);

    public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes) => inner.SendAsync(bytes);

    public override ValueTask EndSendingAsync() => inner.EndSendingAsync();

    public override void Abort() => inner.Abort();

    public override ValueTask DisposeAsync() => inner.DisposeAsync();
}
