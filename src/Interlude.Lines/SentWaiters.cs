namespace Interlude.Lines;

/// <summary>Who waits until so many bytes of a connection have been sent. Under its outbox's lock: who waited goes on on another
/// thread.</summary>
internal sealed class SentWaiters
{
    private readonly List<(long Target, TaskCompletionSource<bool> Source)> _waiting = [];

    /// <summary>Waits for a number that is not reached yet; false if it never will be.</summary>
    public ValueTask<bool> WaitUntil(long target)
    {
        var source = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Add((target, source));
        return new(source.Task);
    }

    /// <summary>So many are sent.</summary>
    public void Reach(long sent)
    {
        for (var i = _waiting.Count - 1; i >= 0; i--)
        {
            if (_waiting[i].Target <= sent)
            {
                _waiting[i].Source.TrySetResult(true);
                _waiting.RemoveAt(i);
            }
        }
    }

    /// <summary>No more will be.</summary>
    public void EndAll()
    {
        _waiting.ForEach(waiter => waiter.Source.TrySetResult(false));
        _waiting.Clear();
    }
}
