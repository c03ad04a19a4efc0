using System.Threading.Tasks.Sources;

namespace Interlude.Lines;

/// <summary>The wait of a connection's reader for a receive. The reader can be called away while the receive goes on, and may come back to it.
/// One of either at a time; <see cref="Interrupt"/> from any thread. Allocates nothing.</summary>
/// <param name="input">Says what the reader is told when the wait is over.</param>
internal sealed class InterruptibleWait(LineInput input) : IValueTaskSource, IValueTaskSource<bool>
{
    private const int Idle = 0;
    private const int Waited = 1;   // a receive runs, and is waited for
    private const int Left = 2;     // a receive runs, and its waiter was called away

    private ManualResetValueTaskSourceCore<bool> _core;   // whoever leads away from Waited may set it
    private int _state;

    /// <summary>Whether a receive goes on, waited for or not.</summary>
    public bool IsRunning => Volatile.Read(ref _state) != Idle;

    /// <summary>A receive begins, for which the reader waits; <see cref="End"/> may come before it does.</summary>
    /// <returns>Completes with the receive, or when interrupted, with what the input says then; or with the failure of the receive.</returns>
    public ValueTask<bool> Begin()
    {
        Prepare();
        Interlocked.Exchange(ref _state, Waited);   // before what may interrupt it is looked at
        return new ValueTask<bool>(this, _core.Version);
    }

    /// <summary>Waits again for a receive whose wait was interrupted, or was given up without a word: that one never ends then. Completed if the
    /// receive has ended meanwhile.</summary>
    public ValueTask RejoinAsync()
    {
        Interlocked.CompareExchange(ref _state, Left, Waited);
        if (!IsRunning)
        {
            return ValueTask.CompletedTask;
        }

        Prepare();   // only its waiter leads away from Left to Waited, and who ends it from there leaves the rest alone
        return Interlocked.CompareExchange(ref _state, Waited, Left) == Left
            ? new ValueTask(this, _core.Version)
            : ValueTask.CompletedTask;
    }

    /// <summary>Calls the waiter away, if there is one; it goes on on another thread.</summary>
    public void Interrupt()
    {
        if (Interlocked.CompareExchange(ref _state, Left, Waited) == Waited)
        {
            _core.RunContinuationsAsynchronously = true;
            _core.SetResult(false);
        }
    }

    /// <summary>The receive has ended. Who waits goes on here and now: the thread that received, with what it received.</summary>
    /// <param name="failure">What the waiter is to be thrown.</param>
    /// <returns>Whether somebody waited.</returns>
    public bool End(Exception? failure)
    {
        if (Interlocked.Exchange(ref _state, Idle) != Waited)
        {
            return false;
        }

        if (failure is null)
        {
            _core.SetResult(true);
        }
        else
        {
            _core.SetException(failure);
        }

        return true;
    }

    void IValueTaskSource.GetResult(short token) => _core.GetResult(token);

    bool IValueTaskSource<bool>.GetResult(short token)
    {
        _core.GetResult(token);
        return input.AfterWait();
    }

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

    ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    void IValueTaskSource<bool>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    private void Prepare()
    {
        _core.Reset();
        _core.RunContinuationsAsynchronously = false;
    }
}
