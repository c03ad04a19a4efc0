namespace Interlude.Host.Storage;

/// <summary>
/// A thread on which work is done that waits for a device, so that no thread waits that polls sockets. One piece at a time;
/// what is urgent comes first, else in order.
/// </summary>
/// <remarks>Any thread may ask. Whoever asks bounds how much it asks for.</remarks>
internal sealed class DeviceThread : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Lock _device = new();   // whoever is at work has it
    private readonly Queue<Action> _urgent = [];
    private readonly Queue<Action> _rest = [];
    private readonly SemaphoreSlim _waiting = new(0);
    private readonly Thread _thread;
    private bool _isEnding;

    public DeviceThread(string name)
    {
        _thread = new Thread(Run) { IsBackground = true, Name = name };
        _thread.Start();
    }

    /// <summary>Does a piece of work, and tells what came of it.</summary>
    public Task<T> RunAsync<T>(Func<T> work, bool isUrgent = false)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isEnding, this);
            (isUrgent ? _urgent : _rest).Enqueue(() => Do(work, done));
        }

        _waiting.Release();
        return done.Task;
    }

    /// <summary>Does a piece of work here and now, unless the thread is at work: for what need not wait for the device.</summary>
    /// <returns>Whether it was done.</returns>
    public bool TryRun<T>(Func<T> work, out T result)
    {
        result = default!;
        if (!_device.TryEnter())
        {
            return false;
        }

        try
        {
            ObjectDisposedException.ThrowIf(Volatile.Read(ref _isEnding), this);
            result = work();
            return true;
        }
        finally
        {
            _device.Exit();
        }
    }

    /// <summary>Does what was asked for, then ends.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isEnding = true;
        }

        _waiting.Release();
        _thread.Join();
        lock (_device)
        {
            // Nobody is at work any more, and nobody begins.
        }

        _waiting.Dispose();
    }

    // The mistakes of the work are those of whoever asked for it.
    private static void Do<T>(Func<T> work, TaskCompletionSource<T> done)
    {
        try
        {
            done.SetResult(work());
        }
        catch (Exception failure)
        {
            done.SetException(failure);
        }
    }

    private void Run()
    {
        while (true)
        {
            _waiting.Wait();
            Action? next;
            lock (_lock)
            {
                if (!_urgent.TryDequeue(out next) && !_rest.TryDequeue(out next) && _isEnding)
                {
                    return;
                }
            }

            lock (_device)
            {
                next?.Invoke();
            }
        }
    }
}
