using System.Runtime.CompilerServices;

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
    private readonly LineCount? _lines;
    private volatile LineTimeout _timedOutBy;

    public LineInput(
        LineReader reader, LineClosing closing, LineConnectionOptions options, LineTransport transport, LineCount? lines)
    {
        _lines = lines;
        _transport = transport;
        _wait = new InterruptibleWait(closing);
        _reader = reader;
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

    // While a receive runs the block is its.
    private LineStatus? WhyNotRead => IsOver ? LineStatus.End : _wait.IsRunning ? LineStatus.NeedMore : null;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken)
    {
        while (!IsOver)
        {
            if (Stop.IsNew())
            {
                return true;
            }

            if (_wait.IsRunning)
            {
                await RejoinAsync(cancellationToken).ConfigureAwait(false);
                continue;
            }

            if (_reader.HasMore)
            {
                return true;
            }

            if (_reader.Finished || !_closing.TryBeginReceive())
            {
                break;
            }

            _lines?.Report();
            await InterruptibleAsync(_reader.FillAsync(this, cancellationToken)).ConfigureAwait(false);
        }

        _lines?.Report();
        if (!_wait.IsRunning)
        {
            _reader.Release();   // otherwise the receive does it when it ends
        }

        return false;
    }

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

    /// <summary>Calls the waiting reader away to look at what has changed.</summary>
    public void Interrupt() => _wait.Interrupt();

    /// <summary>Ends the input because a time limit of reading has passed.</summary>
    public void TimeOut(LineTimeout limit)
    {
        _timedOutBy = limit;
        _closing.Intend(LineCloseReason.TimedOut(limit));
        _wait.Interrupt();
    }

    /// <summary>The receive is over, with the loss of the connection if there was one.</summary>
    public void ReceiveEnded(Exception? loss)
    {
        if (loss is not null)
        {
            _closing.Abort(new LineCloseReason(LineCloseKind.Reset, loss));
        }

        if (IsOver)
        {
            _reader.Release();
        }

        _closing.EndReceive(_reader.Finished);
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

    private ValueTask InterruptibleAsync(ValueTask fill) => fill.IsCompleted ? fill : Heed(_wait.StartAsync(fill));

    // What should interrupt the wait may have come before there was one.
    private ValueTask Heed(ValueTask wait, CancellationToken cancellationToken = default)
    {
        if (IsOver || Stop.IsMadeAndNew || cancellationToken.IsCancellationRequested)
        {
            _wait.Interrupt();
        }

        return wait;
    }

    private async ValueTask RejoinAsync(CancellationToken cancellationToken)
    {
        // The receive was begun with the token of an earlier wait.
        using var cancelled = cancellationToken.UnsafeRegister(static me => ((LineInput)me!)._wait.Interrupt(), this);
        try
        {
            await Heed(_wait.RejoinAsync(), cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // By the token of the earlier wait, which is no business of this one: another receive begins.
        }

        cancellationToken.ThrowIfCancellationRequested();
    }
}
