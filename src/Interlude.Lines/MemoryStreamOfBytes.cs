namespace Interlude.Lines;

/// <summary>One direction of a <see cref="MemoryTransport"/>: a bounded queue of bytes with an end and a break.</summary>
internal sealed class MemoryStreamOfBytes(int capacityBytes, Func<int, int>? cut)
{
    private readonly Lock _lock = new();
    private readonly Queue<byte> _bytes = new();
    private TaskCompletionSource? _takers;
    private TaskCompletionSource? _putters;
    private bool _ended;
    private bool _broken;
    private bool _closed;   // nobody will take any more: bytes put are accepted and lost, as a kernel would

    public async ValueTask WaitToTakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task wait;
            lock (_lock)
            {
                ThrowIfBroken();
                ObjectDisposedException.ThrowIf(_closed, typeof(MemoryTransport));
                if (_bytes.Count > 0 || _ended)
                {
                    return;
                }

                wait = (_takers ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            await wait.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public bool TryTake(Span<byte> buffer, out int count)
    {
        lock (_lock)
        {
            ThrowIfBroken();
            count = Math.Min(_bytes.Count, buffer.Length);
            if (count > 0 && cut is not null)
            {
                count = Math.Clamp(cut(count), 1, count);
            }

            for (var i = 0; i < count; i++)
            {
                buffer[i] = _bytes.Dequeue();
            }

            Wake(ref _putters);
            return count > 0 || _ended;
        }
    }

    /// <summary>Puts as much as there is room for.</summary>
    public int Put(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            ThrowIfBroken();
            if (_closed)
            {
                return bytes.Length;
            }

            var count = Math.Min(bytes.Length, capacityBytes - _bytes.Count);
            for (var i = 0; i < count; i++)
            {
                _bytes.Enqueue(bytes[i]);
            }

            Wake(ref _takers);
            return count;
        }
    }

    public async ValueTask WaitToPutAsync()
    {
        Task wait;
        lock (_lock)
        {
            ThrowIfBroken();
            if (_closed || _bytes.Count < capacityBytes)
            {
                return;
            }

            wait = (_putters ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }

        await wait.ConfigureAwait(false);
    }

    public void End()
    {
        lock (_lock)
        {
            _ended = true;
            Wake(ref _takers);
        }
    }

    public void Break()
    {
        lock (_lock)
        {
            if (!_closed)
            {
                _broken = true;
                _bytes.Clear();
                Wake(ref _takers);
                Wake(ref _putters);
            }
        }
    }

    /// <summary>The taker goes away.</summary>
    /// <returns>False if bytes were left that it has not taken.</returns>
    public bool Close()
    {
        lock (_lock)
        {
            var empty = _bytes.Count == 0;
            _closed = true;
            _bytes.Clear();
            Wake(ref _takers);
            Wake(ref _putters);
            return empty;
        }
    }

    private static void Wake(ref TaskCompletionSource? waiting)
    {
        waiting?.TrySetResult();
        waiting = null;
    }

    private void ThrowIfBroken()
    {
        if (_broken)
        {
            throw new IOException("The connection was reset.");
        }
    }
}
