namespace Interlude.Lines;

/// <summary>The bytes that wait to be sent over one transport: bounded, merged, and sent by whoever flushes.</summary>
/// <remarks>All members may be called from any thread. Callbacks are called without the lock, on the thread that made the send progress.</remarks>
internal sealed class Outbox(LineTransport transport, LineConnectionOptions options, Deadlines? deadlines, IConnectionParts owner)
{
    private const int PieceBytes = 64 * 1024;   // handed to the transport at once: what counts as progress

    private readonly Lock _lock = new();
    private OutboxBlocks _blocks = new();
    private int _linesInFlight;                // in the piece that is the transport's now; only if they are wanted
    private int _peakBytes;
    private bool _sending;
    private bool _complete;                    // no more writes
    private bool _dead;                        // no more sends
    private bool _tellDrained;
    private long _writtenBytes;
    private long _sentBytes;
    private long _heldFrom = long.MaxValue;    // what was written from here on is not sent yet
    private SentWaiters? _waiters;

    public int Bytes
    {
        get
        {
            lock (_lock)
            {
                return _blocks.Bytes;
            }
        }
    }

    /// <summary>The most bytes that ever waited.</summary>
    public int PeakBytes
    {
        get
        {
            lock (_lock)
            {
                return _peakBytes;
            }
        }
    }

    /// <summary>Whether writes are refused for good.</summary>
    public bool IsComplete
    {
        get
        {
            lock (_lock)
            {
                return _complete;
            }
        }
    }

    /// <summary>How many bytes a write of these takes.</summary>
    public long LengthOf(ReadOnlySpan<byte> bytes) =>
        options.DoubledByte is { } doubled ? (long)bytes.Length + bytes.Count(doubled) : bytes.Length;

    public bool TryWrite(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third)
    {
        lock (_lock)
        {
            return TryAdd(options.OutboxLimitBytes, first, second, third);
        }
    }

    /// <summary>Writes pieces in order, each whole, as far as a limit of the caller's (no higher than the one of the options) leaves
    /// room, under one lock.</summary>
    /// <returns>How many were written.</returns>
    public int WriteWithin(int limit, ReadOnlySpan<ReadOnlyMemory<byte>> pieces)
    {
        lock (_lock)
        {
            var written = 0;
            while (written < pieces.Length && TryAdd(limit, pieces[written].Span, default, default))
            {
                written++;
            }

            return written;
        }
    }

    /// <summary>Sends bytes from where they are, if nothing waits, none is held or to be doubled, and they are within a limit of the
    /// caller's; what is not taken at once waits.</summary>
    /// <returns>False, and nothing is done, if they have to be written.</returns>
    public bool TrySend(int limit, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty || bytes.Length > limit || LengthOf(bytes) > bytes.Length)
        {
            return false;
        }

        lock (_lock)
        {
            if (_complete || _sending || _blocks.Bytes > 0 || _sentBytes >= _heldFrom)
            {
                return false;
            }

            _sending = true;
            _blocks.Lend(bytes.Length);
            _writtenBytes += bytes.Length;
            _peakBytes = Math.Max(_peakBytes, bytes.Length);
            _tellDrained |= bytes.Length >= options.OutboxHighBytes;
        }

        SendAtOnce(bytes);
        return true;
    }

    private void SendAtOnce(ReadOnlySpan<byte> bytes)
    {
        int sent;
        try
        {
            sent = transport.SendAtOnce(bytes);
        }
        catch (Exception loss) when (LineTransport.IsLoss(loss))
        {
            Fail(loss);
            return;
        }

        if (sent < bytes.Length)
        {
            lock (_lock)
            {
                _blocks.Keep(bytes, sent);
            }
        }

        CountLines(bytes[..sent]);
        if (Land(sent, out var next))
        {
            Send(next);
        }
    }

    /// <summary>Sends a filter's answer as it is, whatever byte is to be doubled. If there is no room it is dropped: options
    /// stay as they are, which is what every answer says.</summary>
    public void Answer(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            TryAdd(options.OutboxLimitBytes, bytes, default, default, bytes.Length, null);
        }

        Flush();
    }

    /// <summary>Sends what waits, unless a send is running, which will take it along.</summary>
    public void Flush()
    {
        bool more;
        ReadOnlyMemory<byte> block;
        lock (_lock)
        {
            more = TakeOff(out block);
        }

        if (more)
        {
            Send(block);
        }
    }

    private void Send(ReadOnlyMemory<byte> block)
    {
        bool more;
        do
        {
            CountLines(block.Span);
            ValueTask send;
            try
            {
                send = transport.SendAsync(block);
                if (!send.IsCompletedSuccessfully)
                {
                    deadlines?.BeginSend();
                    _ = FinishAsync(send, block.Length);   // catches what a transport may throw; goes on until nothing waits
                    return;
                }

                send.GetAwaiter().GetResult();
            }
            catch (Exception loss) when (LineTransport.IsLoss(loss))
            {
                Fail(loss);
                return;
            }

            more = Land(block.Length, out block);
        }
        while (more);
    }

    /// <summary>Waits until all but <paramref name="except"/> of the bytes written so far are the transport's.</summary>
    /// <returns>False if they never will be.</returns>
    public ValueTask<bool> WaitSentAsync(int except)
    {
        lock (_lock)
        {
            return WaitUntil(_writtenBytes - except);
        }
    }

    /// <summary>Sends what was written so far, and keeps what is written from now on until <see cref="Release"/>.</summary>
    /// <returns>When it is sent and no send is running; false if that will never be.</returns>
    public ValueTask<bool> HoldAsync()
    {
        ValueTask<bool> sent;
        lock (_lock)
        {
            _heldFrom = _writtenBytes;
            sent = WaitUntil(_heldFrom);
        }

        Flush();
        return sent;
    }

    /// <summary>Sends what was kept.</summary>
    public void Release()
    {
        lock (_lock)
        {
            _heldFrom = long.MaxValue;
        }

        Flush();
    }

    /// <summary>Refuses writes from now on; what waits is still sent.</summary>
    public void Complete()
    {
        lock (_lock)
        {
            _complete = true;
        }
    }

    /// <summary>Drops what waits and sends nothing more.</summary>
    public void Die()
    {
        lock (_lock)
        {
            if (_dead)
            {
                return;
            }

            _complete = _dead = true;
            _waiters?.EndAll();
            _blocks.DropWaiting();
            if (!_sending)
            {
                _blocks.DropFlying();
            }
        }
    }

    // Under the lock.
    private bool TryAdd(int limit, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third)
    {
        var added = LengthOf(first) + LengthOf(second) + LengthOf(third);
        var isDoubling = added > (long)first.Length + second.Length + third.Length;
        return TryAdd(limit, first, second, third, added, isDoubling ? options.DoubledByte : null);
    }

    private bool TryAdd(int limit, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third, long added, byte? doubled)
    {
        if (_complete)
        {
            return false;
        }

        var total = _blocks.Bytes + added;
        _tellDrained |= total >= options.OutboxHighBytes;
        if (total > limit)
        {
            return false;
        }

        var room = _blocks.Add((int)added, options.OutboxLimitBytes);
        if (doubled is null)
        {
            first.CopyTo(room);
            second.CopyTo(room[first.Length..]);
            third.CopyTo(room[(first.Length + second.Length)..]);
        }
        else
        {
            DoubledByte.Copy(doubled.Value, third, DoubledByte.Copy(doubled.Value, second, DoubledByte.Copy(doubled.Value, first, room)));
        }

        _writtenBytes += added;
        _peakBytes = Math.Max(_peakBytes, (int)total);
        return true;
    }

    private ValueTask<bool> WaitUntil(long target) =>
        _sentBytes >= target || _dead ? new(_sentBytes >= target) : (_waiters ??= new()).WaitUntil(target);

    // Under the lock.
    private bool TakeOff(out ReadOnlyMemory<byte> block)
    {
        block = default;
        if (_sending || _dead || _blocks.Bytes == 0 || (!_blocks.IsFlying && _sentBytes >= _heldFrom))
        {
            return false;
        }

        _sending = true;
        if (!_blocks.IsFlying)
        {
            _blocks.TakeOff(held: (int)Math.Max(0, _sentBytes + _blocks.Bytes - _heldFrom), options.OutboxLimitBytes);
        }

        block = _blocks.Flying;
        block = block[..Math.Min(block.Length, PieceBytes)];
        return true;
    }

    // Before it is sent: once it has landed, others may own the block.
    private void CountLines(ReadOnlySpan<byte> piece)
    {
        if (options is { Metrics: not null, OutputDelimiter: { IsEmpty: false } delimiter })
        {
            _linesInFlight = piece.Count(delimiter.Span[^1]);
        }
    }

    // And takes off with what comes next, in one.
    private bool Land(int bytes, out ReadOnlyMemory<byte> next)
    {
        options.Metrics?.Sent(bytes, _linesInFlight);
        bool tell;
        lock (_lock)
        {
            _sending = false;
            _sentBytes += bytes;
            _blocks.Land(bytes);
            if (_dead)
            {
                _blocks.DropFlying();
            }

            _waiters?.Reach(_sentBytes);
            tell = _tellDrained && _blocks.Bytes <= options.OutboxLowBytes;
            _tellDrained &= !tell;
            if (!tell)
            {
                return TakeOff(out next);
            }
        }

        owner.Drained();   // may write and flush
        lock (_lock)
        {
            return TakeOff(out next);
        }
    }

    private async Task FinishAsync(ValueTask send, int bytes)
    {
        try
        {
            await send.ConfigureAwait(false);
        }
        catch (Exception loss) when (LineTransport.IsLoss(loss))
        {
            Fail(loss);
            return;
        }

        deadlines?.EndSend();
        if (Land(bytes, out var next))
        {
            Send(next);
        }
    }

    private void Fail(Exception loss)
    {
        lock (_lock)
        {
            _sending = false;
            _blocks.DropFlying();
        }

        Die();
        owner.Lost(loss);
    }
}
