using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;

namespace Interlude.Lines;

/// <summary>A wait for work that may take long, such as a receive. The waiter can be called away while the work goes on,
/// and may come back to it. One piece of work and one waiter at a time; <see cref="Interrupt"/> from any thread. Allocates
/// nothing, and asks nothing of the work, so that it costs a receive next to nothing.</summary>
internal sealed class InterruptibleWait : IValueTaskSource
{
    private readonly LineClosing _closing;
    private readonly Action _finish;   // and the lock: it is this wait's own, and spares each connection the bytes of a Lock
    private ManualResetValueTaskSourceCore<bool> _core;
    private ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter _work;
    private volatile bool _running;
    private bool _waiting;

    /// <param name="closing">Ends the connection if work that nobody waits for any more fails.</param>
    public InterruptibleWait(LineClosing closing)
    {
        _closing = closing;
        _finish = Finish;
    }

    /// <summary>Whether the work goes on, waited for or not.</summary>
    public bool IsRunning => _running;

    /// <summary>Waits for work that is not complete yet.</summary>
    /// <returns>Completes with the work, then with its exception if it has one, or when interrupted.</returns>
    public ValueTask StartAsync(ValueTask work)
    {
        _core.Reset();
        _core.RunContinuationsAsynchronously = false;   // the thread that received goes on with what it received
        _work = work.ConfigureAwait(false).GetAwaiter();
        lock (_finish)
        {
            _running = _waiting = true;
        }

        var wait = new ValueTask(this, _core.Version);
        _work.UnsafeOnCompleted(_finish);
        return wait;
    }

    /// <summary>Waits again for work whose wait was interrupted; completed if it has ended meanwhile.</summary>
    public ValueTask RejoinAsync()
    {
        lock (_finish)
        {
            if (!_running)
            {
                return ValueTask.CompletedTask;
            }

            _core.Reset();
            _core.RunContinuationsAsynchronously = false;
            _waiting = true;
            return new ValueTask(this, _core.Version);
        }
    }

    /// <summary>Calls the waiter away, if there is one; it goes on on another thread.</summary>
    public void Interrupt()
    {
        lock (_finish)
        {
            if (!_waiting)
            {
                return;
            }

            _waiting = false;
            _core.RunContinuationsAsynchronously = true;
        }

        _core.SetResult(false);
    }

    void IValueTaskSource.GetResult(short token)
    {
        var isWork = _core.GetResult(token);
        if (isWork)
        {
            _work.GetResult();
        }
    }

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    private void Finish()
    {
        var work = _work;
        bool waiting;
        lock (_finish)
        {
            waiting = _waiting;
            _running = _waiting = false;
        }

        if (waiting)
        {
            _core.SetResult(true);
            return;
        }

        try
        {
            work.GetResult();
        }
        catch (OperationCanceledException)
        {
            // The waiter that had this token has gone already.
        }
        catch (Exception failure)
        {
            _closing.Abort(new LineCloseReason(LineCloseKind.Failed, failure));
        }
    }
}
