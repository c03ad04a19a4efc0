namespace Interlude.Lines;

/// <summary>The receiving side of a connection over its life: lets its one reader wait for the peer, calls it away when the
/// connection closes, and knows when reading is over.</summary>
internal sealed class LineInput
{
    private readonly LineReader _reader;
    private readonly LineClosing _closing;
    private readonly LineConnectionOptions _options;
    private readonly LineTransport _transport;
    private readonly InterruptibleWait _wait;
    private readonly LineReceive _receive;
    private readonly LineCount? _lines;
    private volatile LineTimeout _timedOutBy;

    public LineInput(
        LineReader reader, LineClosing closing, LineConnectionOptions options, LineTransport transport, Deadlines? deadlines, LineCount? lines)
    {
        _lines = lines;
        _transport = transport;
        _wait = new InterruptibleWait(this);
        _reader = reader;
        _receive = new LineReceive(transport, reader, this, deadlines);
        _closing = closing;
        _options = options;
    }

    public StopRequest Stop { get; } = new();

    /// <summary>A line was too long, and the policy is to close.</summary>
    public bool OverLimit { get; private set; }

    public LineTimeout TimedOutBy => _timedOutBy;

    /// <summary>Whether bytes that are there may be taken.</summary>
    public bool MayReceive => !IsOver;

    private bool IsOver => OverLimit || _timedOutBy != LineTimeout.None || _closing.Begun;

    private bool IsCalledAway => IsOver || Stop.IsMadeAndNew;

    // While a receive runs the block is its.
    private LineStatus? WhyNotRead => IsOver ? LineStatus.End : _wait.IsRunning ? LineStatus.NeedMore : null;

    public ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken)
    {
        var isRunning = _wait.IsRunning;   // looked at once, for the receive may end meanwhile
        if (Look(isRunning) is { } told)
        {
            return new(told);
        }

        if (isRunning)
        {
            return RejoinAsync(cancellationToken);
        }

        if (!_closing.TryBeginReceive())
        {
            return new(End());
        }

        _lines?.Report();
        var wait = _wait.Begin();
        _receive.Begin(cancellationToken);
        Interrupt();   // for what came before there was a wait
        return wait;
    }

    /// <summary>What the reader is told whose wait is over.</summary>
    public bool AfterWait() => Look(_wait.IsRunning) ?? true;   // called away for a request to stop of which it knows: a look costs nothing

    public LineStatus TryRead(out ReadOnlyMemory<byte> line)
    {
        if (WhyNotRead is { } why)
        {
            line = default;
            return why;
        }

        var status = Judge(_reader.TryRead(out line));
        if (status is LineStatus.Line or LineStatus.Cut)
        {
            _lines?.Add();
        }

        return status;
    }

    public LineStatus TryReadRaw(int mostBytes, out ReadOnlyMemory<byte> bytes)
    {
        if (WhyNotRead is { } why)
        {
            bytes = default;
            return why;
        }

        return _reader.TryReadRaw(mostBytes, out bytes);
    }

    /// <summary>Calls the waiting reader away, if there is something of which it does not know.</summary>
    public void Interrupt()
    {
        if (IsCalledAway)
        {
            _wait.Interrupt();
        }
    }

    /// <summary>Ends the input because a time limit of reading has passed.</summary>
    public void TimeOut(LineTimeout limit)
    {
        _timedOutBy = limit;
        _closing.Intend(LineCloseReason.TimedOut(limit));
        Interrupt();
    }

    /// <summary>The receive is over.</summary>
    /// <param name="failure">The loss of the connection, which ends it; or what the reader is to be thrown.</param>
    /// <returns>Whether another is to begin at once: nothing came of this one.</returns>
    public bool ReceiveEnded(Exception? failure)
    {
        if (failure is not null && LineTransport.IsLoss(failure))
        {
            failure = EndLost(failure);
        }

        if (IsOver)
        {
            _reader.Release();
        }

        // Where nothing has come there was a filter that has kept nothing.
        if (_closing.EndReceive(_reader.Finished, keep: failure is null && _reader.IsStarved && !IsOver))
        {
            return true;
        }

        if (!_wait.End(failure) && failure is not (null or OperationCanceledException))
        {
            _closing.Abort(new LineCloseReason(LineCloseKind.Failed, failure));   // nobody is there who could be told
        }

        return false;
    }

    private LineStatus Judge(LineStatus status)
    {
        if (status == LineStatus.TooLong)
        {
            _options.Metrics?.LineTooLong();
        }

        switch (status)
        {
            case LineStatus.TooLong when _options.OverLimit == OverLimitPolicy.Close:
                OverLimit = true;
                _closing.Intend(new LineCloseReason(LineCloseKind.OverLimit));
                return status;
            case LineStatus.TooLong when _options.OverLimit == OverLimitPolicy.Cut:
                return LineStatus.Cut;
            case LineStatus.Unterminated when _options.Unterminated == UnterminatedPolicy.Deliver && !_transport.InputTruncated:
                return LineStatus.Line;
            default:
                return status;
        }
    }

    // What whoever looks at the connection's metrics or log throws is the reader's to know, who must not wait for ever.
    private Exception? EndLost(Exception loss)
    {
        try
        {
            _closing.Abort(new LineCloseReason(LineCloseKind.Reset, loss));
            return null;
        }
        catch (Exception thrown)
        {
            return thrown;
        }
    }

    // What the reader is told without waiting; null: nothing yet.
    private bool? Look(bool isRunning) =>
        IsOver ? End()
        : Stop.IsNew() ? true
        : isRunning ? null
        : _reader.HasMore ? true
        : _reader.Finished ? End()
        : null;

    private bool End()
    {
        _lines?.Report();
        if (!_wait.IsRunning)
        {
            _reader.Release();   // otherwise the receive does it when it ends
        }

        return false;
    }

    private async ValueTask<bool> RejoinAsync(CancellationToken cancellationToken)
    {
        // The receive was begun with the token of an earlier wait.
        using (cancellationToken.UnsafeRegister(static me => ((LineInput)me!)._wait.Interrupt(), this))
        {
            var wait = _wait.RejoinAsync();
            if (IsCalledAway || cancellationToken.IsCancellationRequested)
            {
                _wait.Interrupt();
            }

            try
            {
                await wait.ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // By the token of the earlier wait, which is no business of this one: another receive begins.
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        return await WaitToReadAsync(cancellationToken).ConfigureAwait(false);
    }
}
