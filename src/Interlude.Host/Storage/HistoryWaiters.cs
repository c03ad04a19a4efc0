namespace Interlude.Host.Storage;

/// <summary>Who waits until history has come as far as it is asked about. Any thread.</summary>
/// <param name="reached">The last entry that can be read.</param>
internal sealed class HistoryWaiters(long reached)
{
    private readonly Lock _lock = new();
    private readonly List<(long Sequence, TaskCompletionSource<bool> Done)> _waiting = [];
    private long _reached = reached;
    private bool _hasEnded;

    /// <summary>The last entry that can be read.</summary>
    public long Reached => Volatile.Read(ref _reached);

    /// <summary>Waits for an entry.</summary>
    /// <param name="sequence">Which.</param>
    /// <returns>Whether it has come; not where it was given up, or at the end.</returns>
    public Task<bool> WaitAsync(long sequence)
    {
        lock (_lock)
        {
            if (_hasEnded || _reached >= sequence)
            {
                return Task.FromResult(!_hasEnded);
            }

            var done = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((sequence, done));
            return done.Task;
        }
    }

    /// <summary>History has come so far.</summary>
    public void Reach(long sequence)
    {
        lock (_lock)
        {
            _reached = sequence;
            for (var index = _waiting.Count - 1; index >= 0; index--)
            {
                if (_waiting[index].Sequence <= sequence)
                {
                    _waiting[index].Done.SetResult(true);
                    _waiting.RemoveAt(index);
                }
            }
        }
    }

    /// <summary>Nothing comes any more.</summary>
    public void End()
    {
        lock (_lock)
        {
            _hasEnded = true;
        }

        GiveUp();
    }

    /// <summary>Whoever waits now is told that nothing has come.</summary>
    public void GiveUp()
    {
        lock (_lock)
        {
            _waiting.ForEach(waiting => waiting.Done.SetResult(false));
            _waiting.Clear();
        }
    }
}
