using System.Threading.Tasks.Sources;

namespace Interlude.Lines;

/// <summary>What is known of one direction of a polled socket: whether a try is worth a system call, and who waits until it
/// is. The kernel tells each change once, at any moment; none is lost, and an idle direction is never tried.</summary>
/// <remarks>One user at a time, who tries or waits; <see cref="Signal()"/> and <see cref="Break"/> from any thread.
/// Allocates nothing.</remarks>
internal sealed class Readiness : IValueTaskSource
{
    private const int Drained = 0;        // nothing to be had until the next signal
    private const int Ready = 1;
    private const int Trying = 2;
    private const int TryingAnew = 3;     // and there was a signal meanwhile
    private const int Unsure = 4;         // there may be more: what a signal during the try told of may have been had by it
    private const int Waiting = 5;

    private ManualResetValueTaskSourceCore<bool> _core;
    private CancellationTokenRegistration _cancellation;
    private int _state;
    private volatile bool _broken;

    /// <summary>Begins a try; false if it would be in vain.</summary>
    public bool TryBegin()
    {
        if (Volatile.Read(ref _state) == Drained)
        {
            return false;
        }

        Interlocked.Exchange(ref _state, Trying);
        return true;
    }

    /// <summary>The try went through, and another one is worth it.</summary>
    public void EndWithMore() => Volatile.Write(ref _state, Ready);

    /// <summary>The try went through, and whether another one is worth it is not known.</summary>
    public void EndUnsure() => Volatile.Write(ref _state, Unsure);

    /// <summary>The try took the last there was, as far as it could see.</summary>
    public void EndWithLast() => End(Unsure);

    /// <summary>There was nothing.</summary>
    /// <returns>Whether to try again, for there was a signal.</returns>
    public bool EndWithNothing() => End(Ready);

    /// <summary>Whether a look is needed to know, after <see cref="EndUnsure"/> or <see cref="EndWithLast"/>; then begins it as a try.</summary>
    public bool TryBeginLook() => Interlocked.CompareExchange(ref _state, Trying, Unsure) == Unsure;

    /// <summary>Waits until a try is worth it; completed if it is already.</summary>
    /// <exception cref="ObjectDisposedException">It was broken.</exception>
    public ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(cancellationToken);
        }

        _core.Reset();
        _core.RunContinuationsAsynchronously = false;   // the thread that polls goes on with what came
        if (Interlocked.CompareExchange(ref _state, Waiting, Drained) != Drained)
        {
            ObjectDisposedException.ThrowIf(_broken, typeof(EpollTransport));
            return ValueTask.CompletedTask;
        }

        var version = _core.Version;
        if (cancellationToken.CanBeCanceled)
        {
            _cancellation = cancellationToken.UnsafeRegister(static (me, token) => ((Readiness)me!).Cancel(token), this);
        }

        return new ValueTask(this, version);
    }

    /// <summary>Something has come. Who waits goes on here and now.</summary>
    public void Signal() => Signal(elsewhere: false);

    /// <summary>Ends all waiting, from now on. Who waits goes on on another thread.</summary>
    public void Break()
    {
        _broken = true;
        Signal(elsewhere: true);
    }

    void IValueTaskSource.GetResult(short token)
    {
        _cancellation.Dispose();   // waits for one that runs, so that it cannot meet the next wait
        _cancellation = default;
        _core.GetResult(token);
        ObjectDisposedException.ThrowIf(_broken, typeof(EpollTransport));
    }

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    private bool End(int ifSignalled)
    {
        if (Interlocked.CompareExchange(ref _state, Drained, Trying) == Trying)
        {
            return false;
        }

        Volatile.Write(ref _state, ifSignalled);   // TryingAnew, which only the user leaves
        return true;
    }

    private void Signal(bool elsewhere)
    {
        while (true)
        {
            var state = Volatile.Read(ref _state);
            var next = state is Trying or TryingAnew ? TryingAnew : Ready;
            if (Interlocked.CompareExchange(ref _state, next, state) == state)
            {
                if (state == Waiting)
                {
                    _core.RunContinuationsAsynchronously = elsewhere;
                    _core.SetResult(true);
                }

                return;
            }
        }
    }

    private void Cancel(CancellationToken token)
    {
        if (Interlocked.CompareExchange(ref _state, Drained, Waiting) == Waiting)
        {
            _core.RunContinuationsAsynchronously = true;
            _core.SetException(new OperationCanceledException(token));
        }
    }
}
