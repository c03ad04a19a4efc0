using System.Net.Sockets;
using Interlude.Lines;

namespace Interlude.Client.Web;

/// <summary>A transport as the stream that HTTP and then a WebSocket stand on.</summary>
/// <param name="transport">Closed with the stream: so ends a read that a WebSocket which has given its peer up has running.</param>
internal sealed class TransportBody(LineTransport transport) : SequentialStream
{
    public override bool CanRead => true;

    public override bool CanWrite => true;

    /// <summary>Reads; with an empty buffer, waits until there is something to read.</summary>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!buffer.IsEmpty)
        {
            return await transport.ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false);
        }

        await transport.WaitToReceiveAsync(cancellationToken).ConfigureAwait(false);
        return 0;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Writes all of the bytes. The token is not looked at: whoever gives up aborts the transport.</summary>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        buffer.IsEmpty ? ValueTask.CompletedTask : transport.SendAsync(buffer);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    protected override void Dispose(bool disposing)
    {
        _ = CloseAsync();   // a WebSocket does not wait for it, and must not
        base.Dispose(disposing);
    }

    private async Task CloseAsync()
    {
        try
        {
            await transport.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception loss) when (loss is SocketException or IOException or ObjectDisposedException)
        {
            // It is gone, which is what was asked for.
        }
    }
}
