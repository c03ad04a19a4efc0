namespace Interlude.Lines;

/// <summary>How a block of a connection is received: waits until something is there, holding no block, and then receives it. One at a time.
/// Step by step and not as an asynchronous method: the frames of such would cost as much as all else between a readable socket and its line.</summary>
internal sealed class LineReceive
{
    // A peer that always has more to read must not keep the thread it is read on, which may serve others too.
    private const int BlocksInOneTurn = 16;

    private readonly LineTransport _transport;
    private readonly LineReader _reader;
    private readonly LineInput _input;
    private readonly Deadlines? _deadlines;
    private readonly Action _goOn;
    private ValueTask _wait;
    private ValueTask<int> _receive;
    private CancellationToken _cancellation;
    private int _blocks;
    private bool _isReceiving;   // what goes on is the receive, not the wait before it

    public LineReceive(LineTransport transport, LineReader reader, LineInput input, Deadlines? deadlines)
    {
        (_transport, _reader, _input, _deadlines) = (transport, reader, input, deadlines);
        _goOn = GoOn;
    }

    /// <summary>Begins; <see cref="LineInput.ReceiveEnded"/> is called at the end, which may be before this returns. The caller has taken all there
    /// was.</summary>
    /// <param name="cancellationToken">Ends the wait without losing bytes.</param>
    public void Begin(CancellationToken cancellationToken)
    {
        _cancellation = cancellationToken;
        _isReceiving = false;
        Exception? failure = null;
        try
        {
            if (MustWait(_transport.WaitToReceiveAsync(cancellationToken)))
            {
                return;
            }
        }
        catch (Exception thrown)
        {
            failure = thrown;
        }

        if (failure is not null)
        {
            End(received: false, failure);
        }
        else if (++_blocks < BlocksInOneTurn)
        {
            Receive();
        }
        else
        {
            _blocks = 0;
            ThreadPool.UnsafeQueueUserWorkItem(static me => me.Receive(), this, preferLocal: false);
        }
    }

    private bool MustWait(ValueTask wait)
    {
        _wait = wait;
        if (wait.IsCompleted)
        {
            return false;
        }

        _blocks = 0;
        _reader.Shelve();
        BeginWait();
        wait.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(_goOn);
        return true;
    }

    private bool MustWait(ValueTask<int> receive)
    {
        _receive = receive;
        if (receive.IsCompleted)
        {
            return false;
        }

        BeginWait();
        receive.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(_goOn);
        return true;
    }

    private void GoOn()
    {
        if (_isReceiving)
        {
            Take();
        }
        else
        {
            Receive();
        }
    }

    private void Receive()
    {
        Exception? failure = null;
        try
        {
            _wait.GetAwaiter().GetResult();
            _isReceiving = _input.MayReceive;
            if (_isReceiving && MustWait(_transport.ReceiveAsync(_reader.MakeRoom(), _cancellation)))
            {
                return;
            }
        }
        catch (Exception thrown)
        {
            failure = thrown;
        }

        if (_isReceiving && failure is null)
        {
            Take();
        }
        else
        {
            End(received: false, failure);
        }
    }

    private void Take()
    {
        var count = 0;
        Exception? failure = null;
        try
        {
            if (_receive.IsFaulted)
            {
                failure = _receive.AsTask().Exception!.InnerException;   // to be thrown costs a loss more than all else of it
            }
            else
            {
                count = _receive.Result;
                _reader.Take(count);
            }
        }
        catch (Exception thrown)
        {
            failure = thrown;
        }

        End(count > 0, failure);
    }

    private void End(bool received, Exception? failure)
    {
        _deadlines?.EndWait(received);
        if (_input.ReceiveEnded(failure))
        {
            Begin(_cancellation);
        }
    }

    private void BeginWait() => _deadlines?.BeginWait(_reader.IsInLine, _reader.Taken);
}
