using System.Buffers;
using Microsoft.Extensions.Logging;

namespace Interlude.Lines;

/// <summary>How a connection ends: what is owed is sent, sending is ended, and input is read and discarded until the
/// peer ends too or a bound is reached. Any thread may call any member.</summary>
internal sealed class LineClosing(
    LineTransport transport, Outbox outbox, LineConnectionOptions options, Deadlines? deadlines, LineCount? lines)
{
    private const int DiscardBytes = 64 * 1024;

    // And the lock: nobody else sees it.
    private readonly TaskCompletionSource<LineCloseReason> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource? _receiveEnded;   // made by closing if a receive is running then
    private LineCloseReason _intended = LineCloseReason.ClosedHere;
    private CancellationTokenSource? _lingering;
    private bool _receiving;
    private bool _inputFinished;
    private TaskCompletionSource? _sendingEnds;
    private volatile bool _begun;
    private volatile LineCloseReason? _ended;
    private LineConnection? _connection;
    private ConnectionRoll? _roll;

    public bool Begun => _begun;

    public LineCloseReason? Ended => _ended;

    public Task<LineCloseReason> Completion => _completion.Task;

    public bool IsReceiving
    {
        get
        {
            lock (_completion)
            {
                return _receiving;
            }
        }
    }

    /// <summary>Claims the receiving side for the reader; false once closing has begun.</summary>
    public bool TryBeginReceive()
    {
        lock (_completion)
        {
            return !_begun && (_receiving = true);
        }
    }

    /// <summary>Gives the receiving side back, unless it is kept for another receive and closing has not begun.</summary>
    /// <returns>Whether it is kept.</returns>
    public bool EndReceive(bool inputFinished, bool keep = false)
    {
        TaskCompletionSource? waiting;
        lock (_completion)
        {
            _receiving = keep && !_begun;
            _inputFinished |= inputFinished;
            if (_receiving)
            {
                return true;
            }

            waiting = _receiveEnded;
        }

        waiting?.TrySetResult();
        return false;
    }

    /// <summary>Sets the reason that an orderly close will give, if it has not begun.</summary>
    public void Intend(LineCloseReason reason)
    {
        lock (_completion)
        {
            _intended = _begun ? _intended : reason;
        }
    }

    public async ValueTask<bool> EndSendingAsync()
    {
        TaskCompletionSource? first = null;
        Task ending;
        lock (_completion)
        {
            if (_ended is not null)
            {
                return false;
            }

            ending = (_sendingEnds ??= first = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }

        if (first is not null)
        {
            _ = EndSendingAsync(first);   // ends in the source, whatever happens
        }

        await ending.ConfigureAwait(false);   // a second caller waits for the first one's: our end may take a while to say
        return true;
    }

    private async Task EndSendingAsync(TaskCompletionSource ended)
    {
        try
        {
            await transport.EndSendingAsync().ConfigureAwait(false);
            ended.SetResult();
        }
        catch (Exception failure)
        {
            ended.SetException(failure);
        }
    }

    public void Begin()
    {
        lock (_completion)
        {
            if (_begun)
            {
                return;
            }

            _begun = true;
            if (_intended.Kind == LineCloseKind.ClosedHere && _inputFinished)
            {
                _intended = new(transport.InputTruncated ? LineCloseKind.Truncated : LineCloseKind.PeerClosed);
            }

            if (_receiving)
            {
                _receiveEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        outbox.Complete();
        _ = CloseAsync();   // ends in Completion, whatever happens
    }

    public void Abort(LineCloseReason reason) => TryAbort(reason);

    /// <summary>Ends the connection now: a lingering one in good order, for nothing is owed any more; others are
    /// aborted.</summary>
    /// <returns>Whether it was aborted.</returns>
    public bool EndNow()
    {
        lock (_completion)
        {
            if (_lingering is not null)
            {
                _ = _lingering.CancelAsync();   // not here: what it wakes wants the lock
                return false;
            }
        }

        return TryAbort(LineCloseReason.ClosedHere);
    }

    /// <summary>Has a roll told when the connection is over, once; at once if it is.</summary>
    public void TellOfEnd(ConnectionRoll roll, LineConnection connection)
    {
        _connection = connection;
        Volatile.Write(ref _roll, roll);
        if (_completion.Task.IsCompleted)
        {
            LeaveRoll();
        }
    }

    private void LeaveRoll() => Interlocked.Exchange(ref _roll, null)?.Leave(_connection!);

    private bool TryAbort(LineCloseReason reason)
    {
        if (!End(reason))
        {
            return false;
        }

        try
        {
            transport.Abort();
        }
        catch (Exception failure)
        {
            // The connection is over all the same, and whoever waits for that must learn it.
            LineLog.TransportFailed(options.Log, failure, transport.RemoteName);
        }

        Announce(reason);
        return true;
    }

    private async Task CloseAsync()
    {
        try
        {
            if (await OwedIsSentAsync().ConfigureAwait(false))
            {
                await EndSendingAsync().ConfigureAwait(false);
                await LingerAsync().ConfigureAwait(false);
                if (End(_intended))
                {
                    try
                    {
                        await transport.DisposeAsync().ConfigureAwait(false);
                    }
                    finally
                    {
                        Announce(_intended);
                    }
                }
            }
        }
        catch (TimeoutException late)
        {
            Abort(LineCloseReason.TimedOut(LineTimeout.Close, late));
        }
        catch (Exception loss) when (LineTransport.IsLoss(loss))
        {
            Abort(new LineCloseReason(LineCloseKind.Reset, loss));
        }
        catch (Exception failure)
        {
            LineLog.TransportFailed(options.Log, failure, transport.RemoteName);
            Abort(new LineCloseReason(LineCloseKind.Failed, failure));
        }
    }

    private ValueTask<bool> OwedIsSentAsync()
    {
        outbox.Flush();
        var sent = outbox.WaitSentAsync(0);
        return sent.IsCompleted ? sent : new(sent.AsTask().WaitAsync(options.CloseTimeout, options.TimeProvider));
    }

    private async Task LingerAsync()
    {
        if (_inputFinished || !transport.CanEndSending)
        {
            return;   // with nothing to end, the peer does not know that it should, and the wait would last to its bound
        }

        // Whoever asked to close should not have to read along with a peer that sends megabytes more.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        using var bound = new CancellationTokenSource(options.LingerTime, options.TimeProvider);
        lock (_completion)
        {
            _lingering = bound;
        }

        var discarded = ArrayPool<byte>.Shared.Rent(DiscardBytes);
        try
        {
            if (_receiveEnded is not null)
            {
                await _receiveEnded.Task.WaitAsync(bound.Token).ConfigureAwait(false);
            }

            long total = 0;
            while (!_inputFinished && total < options.LingerBytes)
            {
                var count = await transport.ReceiveAsync(discarded, bound.Token).ConfigureAwait(false);
                total += count;
                _inputFinished = count == 0;
            }
        }
        catch (OperationCanceledException) when (bound.IsCancellationRequested)
        {
            // The bound in seconds is reached: close as things stand.
        }
        finally
        {
            lock (_completion)
            {
                _lingering = null;
            }

            ArrayPool<byte>.Shared.Return(discarded);
        }
    }

    private bool End(LineCloseReason reason)
    {
        lock (_completion)
        {
            if (_ended is not null)
            {
                return false;
            }

            _ended = reason;
            _begun = true;
        }

        deadlines?.End();
        outbox.Die();
        return true;
    }

    private void Announce(LineCloseReason reason)
    {
        lines?.Report();
        options.Metrics?.Closed(reason, outbox.PeakBytes);
        if (options.Log.IsEnabled(LogLevel.Debug))
        {
            LineLog.Closed(options.Log, transport.RemoteName, reason.Kind, reason.Timeout);
        }

        _completion.TrySetResult(reason);
        LeaveRoll();
    }
}
