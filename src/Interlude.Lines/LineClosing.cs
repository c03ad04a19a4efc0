using System.Buffers;

namespace Interlude.Lines;

/// <summary>How a connection ends: what is owed is sent, sending is ended, and input is read and discarded until the
/// peer ends too or a bound is reached. Any thread may call any member.</summary>
internal sealed class LineClosing(LineTransport transport, Outbox outbox, LineConnectionOptions options)
{
    private const int DiscardBytes = 64 * 1024;

    private readonly Lock _lock = new();
    private readonly TaskCompletionSource<LineCloseReason> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource? _receiveEnded;   // made by closing if a receive is running then
    private LineCloseKind _intended = LineCloseKind.ClosedHere;
    private bool _receiving;
    private bool _inputFinished;
    private bool _sendingEnded;
    private volatile bool _begun;
    private volatile LineCloseReason? _ended;

    public bool Begun => _begun;

    public LineCloseReason? Ended => _ended;

    public Task<LineCloseReason> Completion => _completion.Task;

    public bool IsReceiving
    {
        get
        {
            lock (_lock)
            {
                return _receiving;
            }
        }
    }

    /// <summary>Claims the receiving side for the reader; false once closing has begun.</summary>
    public bool TryBeginReceive()
    {
        lock (_lock)
        {
            return !_begun && (_receiving = true);
        }
    }

    public void EndReceive(bool inputFinished)
    {
        TaskCompletionSource? waiting;
        lock (_lock)
        {
            _receiving = false;
            _inputFinished |= inputFinished;
            waiting = _receiveEnded;
        }

        waiting?.TrySetResult();
    }

    /// <summary>Sets the reason that an orderly close will give.</summary>
    public void Intend(LineCloseKind kind)
    {
        lock (_lock)
        {
            _intended = kind;
        }
    }

    public async ValueTask<bool> EndSendingAsync()
    {
        lock (_lock)
        {
            if (_sendingEnded || _ended is not null)
            {
                return _ended is null;
            }

            _sendingEnded = true;
        }

        await transport.EndSendingAsync().ConfigureAwait(false);
        return true;
    }

    public void Begin()
    {
        lock (_lock)
        {
            if (_begun)
            {
                return;
            }

            _begun = true;
            if (_intended == LineCloseKind.ClosedHere && _inputFinished)
            {
                _intended = transport.InputTruncated ? LineCloseKind.Truncated : LineCloseKind.PeerClosed;
            }

            if (_receiving)
            {
                _receiveEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        outbox.Complete();
        _ = CloseAsync();   // ends in Completion, whatever happens
    }

    public void Abort(LineCloseReason reason)
    {
        if (End(reason))
        {
            transport.Abort();
            Announce(reason);
        }
    }

    private async Task CloseAsync()
    {
        try
        {
            if (await OwedIsSentAsync().ConfigureAwait(false))
            {
                await EndSendingAsync().ConfigureAwait(false);
                await LingerAsync().ConfigureAwait(false);
                var reason = new LineCloseReason(_intended);
                if (End(reason))
                {
                    await transport.DisposeAsync().ConfigureAwait(false);
                    Announce(reason);
                }
            }
        }
        catch (TimeoutException late)
        {
            Abort(new LineCloseReason(LineCloseKind.TimedOut, late));
        }
        catch (Exception loss) when (LineTransport.IsLoss(loss))
        {
            Abort(new LineCloseReason(LineCloseKind.Reset, loss));
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
            ArrayPool<byte>.Shared.Return(discarded);
        }
    }

    private bool End(LineCloseReason reason)
    {
        lock (_lock)
        {
            if (_ended is not null)
            {
                return false;
            }

            _ended = reason;
            _begun = true;
        }

        outbox.Die();
        return true;
    }

    private void Announce(LineCloseReason reason) => _completion.TrySetResult(reason);
}
