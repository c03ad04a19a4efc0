using System.Runtime.CompilerServices;

namespace Interlude.Lines;

/// <summary>A transport as the stream that <see cref="System.Net.Security.SslStream"/> stands on. It notes whether the
/// transport's input has ended, which close_notify under it does not do.</summary>
/// <param name="transport">Not disposed with the stream.</param>
/// <param name="rest">Bytes to be left out where the input begins with them: the rest of a delimiter that was begun.</param>
internal sealed class TransportStream(LineTransport transport, ReadOnlyMemory<byte> rest) : Stream
{
    private ReadOnlyMemory<byte> _rest = rest;
    private volatile bool _sendingEnded;

    /// <summary>Where whoever had to wait goes on, during the handshake; null: where the transport does.</summary>
    public HandshakeTurns? Turns { get; set; }

    /// <summary>The transport's input has ended, in good order for the transport.</summary>
    public bool InputEnded { get; private set; }

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Drops what is written from now on: TLS may want to acknowledge a change of keys, but after close_notify
    /// the peer takes nothing more.</summary>
    public void EndSending() => _sendingEnded = true;

    /// <summary>Reads; with an empty buffer, waits until there is something to read.</summary>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = buffer.IsEmpty
            ? WaitAsync(transport.WaitToReceiveAsync(cancellationToken))
            : ReceiveAsync(buffer, cancellationToken);
        return read.IsCompletedSuccessfully || Turns is not { } turns ? read : InTurnAsync(read, turns);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Writes all of the bytes. The token is not looked at: TLS that has sent a part of a record can only be
    /// aborted.</summary>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_sendingEnded || buffer.IsEmpty)
        {
            return ValueTask.CompletedTask;
        }

        var send = transport.SendAsync(buffer);
        return send.IsCompletedSuccessfully || Turns is not { } turns ? send : new(InTurnAsync(WaitAsync(send), turns).AsTask());
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Used by <see cref="System.Net.Security.SslStream"/> for an alert when the handshake has failed, after which
    /// nothing is written; it must not block, so it goes on by itself.</summary>
    public override void Write(ReadOnlySpan<byte> buffer) => _ = WriteLastAsync(buffer.ToArray());

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private static ValueTask<int> WaitAsync(ValueTask wait)
    {
        if (wait.IsCompletedSuccessfully)
        {
            wait.GetAwaiter().GetResult();
            return new(0);
        }

        return Awaited(wait);

        [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
        static async ValueTask<int> Awaited(ValueTask wait)
        {
            await wait.ConfigureAwait(false);
            return 0;
        }
    }

    private ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var receive = transport.ReceiveAsync(buffer, cancellationToken);
        return receive.IsCompletedSuccessfully && _rest.IsEmpty
            ? new(Noted(receive.Result))
            : NotedAsync(receive, buffer, cancellationToken);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> NotedAsync(ValueTask<int> receive, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var count = Noted(await receive.ConfigureAwait(false));
        while (!_rest.IsEmpty && count > 0)
        {
            count = WithoutRest(buffer.Span[..count]);
            if (count == 0)
            {
                count = Noted(await transport.ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false));
            }
        }

        return count;
    }

    private static async ValueTask<int> InTurnAsync(ValueTask<int> wait, HandshakeTurns turns)
    {
        try
        {
            return await wait.ConfigureAwait(false);
        }
        finally
        {
            await turns;
        }
    }

    private int Noted(int count)
    {
        InputEnded |= count == 0;
        return count;
    }

    private int WithoutRest(Span<byte> received)
    {
        var left = received.CommonPrefixLength(_rest.Span);
        _rest = left < received.Length ? default : _rest[left..];
        received[left..].CopyTo(received);
        return received.Length - left;
    }

    private async Task WriteLastAsync(byte[] bytes)
    {
        try
        {
            await WriteAsync(bytes).ConfigureAwait(false);
        }
        catch (Exception loss) when (LineTransport.IsLoss(loss))
        {
            // The peer is gone; there is nobody to tell.
        }
    }
}
