namespace Interlude.Lines;

/// <summary>One end of a connection within the process, for tests: no sockets, and the receiver decides how the bytes are
/// cut.</summary>
public sealed class MemoryTransport : LineTransport
{
    private readonly MemoryStreamOfBytes _input;
    private readonly MemoryStreamOfBytes _output;

    private MemoryTransport(MemoryStreamOfBytes input, MemoryStreamOfBytes output, string remoteName)
    {
        _input = input;
        _output = output;
        RemoteName = remoteName;
    }

    /// <inheritdoc/>
    public override string RemoteName { get; }

    /// <summary>Makes two ends; what one sends the other receives.</summary>
    /// <param name="capacityBytes">How many bytes may be on their way in each direction before sends wait. Default:
    /// 64 KiB.</param>
    /// <param name="cut">Asked at each receive of either end with the number of bytes that are there (at least 1): how many
    /// to give, from 1 to that. Null gives all. Called under a lock; must not call back.</param>
    public static (MemoryTransport Near, MemoryTransport Far) CreatePair(
        int capacityBytes = 64 * 1024, Func<int, int>? cut = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacityBytes, 1);
        var there = new MemoryStreamOfBytes(capacityBytes, cut);
        var back = new MemoryStreamOfBytes(capacityBytes, cut);
        return (new MemoryTransport(back, there, "far"), new MemoryTransport(there, back, "near"));
    }

    /// <inheritdoc/>
    public override ValueTask WaitToReceiveAsync(CancellationToken cancellationToken) =>
        _input.WaitToTakeAsync(cancellationToken);

    /// <inheritdoc/>
    public override async ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            await _input.WaitToTakeAsync(cancellationToken).ConfigureAwait(false);
            if (_input.TryTake(buffer.Span, out var count))
            {
                return count;
            }
        }
    }

    /// <inheritdoc/>
    public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        var put = _output.Put(bytes.Span);
        return put == bytes.Length ? ValueTask.CompletedTask : SendRestAsync(bytes[put..]);
    }

    /// <inheritdoc/>
    public override ValueTask EndSendingAsync()
    {
        _output.End();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override void Abort()
    {
        _input.Break();
        _output.Break();
    }

    /// <inheritdoc/>
    /// <remarks>As with a socket, bytes that were sent still arrive, unless there is unread input: then the peer sees a
    /// reset.</remarks>
    public override ValueTask DisposeAsync()
    {
        if (_input.Close())
        {
            _output.End();
        }
        else
        {
            _output.Break();
        }

        return ValueTask.CompletedTask;
    }

    private async ValueTask SendRestAsync(ReadOnlyMemory<byte> rest)
    {
        while (!rest.IsEmpty)
        {
            await _output.WaitToPutAsync().ConfigureAwait(false);
            rest = rest[_output.Put(rest.Span)..];
        }
    }
}
