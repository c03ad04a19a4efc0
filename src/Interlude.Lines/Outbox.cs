using System.Buffers;

namespace Interlude.Lines;

/// <summary>The bytes that wait to be sent over one transport: bounded, merged, and sent by whoever flushes.</summary>
/// <remarks>Two blocks take turns: one is in flight while the next one fills. All members may be called from any thread.
/// Callbacks are called without the lock, on the thread that made the send progress.</remarks>
internal sealed class Outbox(LineTransport transport, LineConnectionOptions options, Deadlines? deadlines, IConnectionParts owner)
{
    private const int SmallestBlock = 512;
    private const int PieceBytes = 64 * 1024;   // handed to the transport at once: what counts as progress

    private readonly Lock _lock = new();
    private byte[]? _waiting;
    private int _waitingBytes;
    private byte[]? _flying;
    private int _flyingBytes;
    private int _landedBytes;                  // of those
    private int _linesInFlight;                // in the piece that is the transport's now; only if they are wanted
    private int _peakBytes;
    private int _usualBytes = SmallestBlock;   // what the last send carried: the size of block to begin with
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
                return WaitingAndFlying;
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

    private int WaitingAndFlying => _waitingBytes + _flyingBytes - _landedBytes;

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
            Return(ref _waiting, ref _waitingBytes);
            if (!_sending)
            {
                _landedBytes = 0;
                Return(ref _flying, ref _flyingBytes);
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

        var total = WaitingAndFlying + added;
        _tellDrained |= total >= options.OutboxHighBytes;
        if (total > limit)
        {
            return false;
        }

        var room = Reserve((int)added);
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

        _waitingBytes += (int)added;
        _writtenBytes += added;
        _peakBytes = Math.Max(_peakBytes, (int)total);
        return true;
    }

    private ValueTask<bool> WaitUntil(long target) =>
        _sentBytes >= target || _dead ? new(_sentBytes >= target) : (_waiters ??= new()).WaitUntil(target);

    private Span<byte> Reserve(int added)
    {
        var needed = _waitingBytes + added;
        if (_waiting is null || _waiting.Length < needed)
        {
            var larger = ArrayPool<byte>.Shared.Rent(
                Math.Max(needed, _waiting is null ? _usualBytes : Math.Min(2 * _waiting.Length, options.OutboxLimitBytes)));
            _waiting.AsSpan(0, _waitingBytes).CopyTo(larger);
            var count = _waitingBytes;
            Return(ref _waiting, ref _waitingBytes);
            (_waiting, _waitingBytes) = (larger, count);
        }

        return _waiting.AsSpan(_waitingBytes, added);
    }

    // Under the lock.
    private bool TakeOff(out ReadOnlyMemory<byte> block)
    {
        block = default;
        if (_sending || _dead || WaitingAndFlying == 0 || (_flyingBytes == 0 && _sentBytes >= _heldFrom))
        {
            return false;
        }

        _sending = true;
        if (_flyingBytes == 0)
        {
            var held = (int)Math.Max(0, _sentBytes + _waitingBytes - _heldFrom);
            (_flying, _flyingBytes, _waiting, _waitingBytes) = (_waiting, _waitingBytes - held, null, 0);
            if (held > 0)
            {
                _flying.AsSpan(_flyingBytes, held).CopyTo(Reserve(held));
                _waitingBytes = held;
            }

            _usualBytes = Math.Clamp(_flyingBytes, SmallestBlock, PieceBytes);
        }

        block = _flying.AsMemory(_landedBytes, Math.Min(_flyingBytes - _landedBytes, PieceBytes));
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
            _landedBytes += bytes;
            if (_landedBytes == _flyingBytes)
            {
                _landedBytes = 0;
                Return(ref _flying, ref _flyingBytes);
            }

            _waiters?.Reach(_sentBytes);
            tell = _tellDrained && WaitingAndFlying <= options.OutboxLowBytes;
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
            _landedBytes = 0;
            Return(ref _flying, ref _flyingBytes);
        }

        Die();
        owner.Lost(loss);
    }

    private static void Return(ref byte[]? block, ref int bytes)
    {
        if (block is not null)
        {
            ArrayPool<byte>.Shared.Return(block);
            block = null;
        }

        bytes = 0;
    }
}
