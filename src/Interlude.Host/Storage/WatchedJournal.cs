using Interlude.Host.Serving;
using Interlude.Server;

namespace Interlude.Host.Storage;

/// <summary>A log whose device may not answer for a while: operators are told once when that has gone on for some time, and once when it is over.</summary>
internal sealed class WatchedJournal : Journal, IDisposable
{
    /// <summary>How long a batch may take before anybody is told.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Journal _journal;
    private readonly Action<string> _report;
    private readonly ITimer _timer;
    private bool _isWaiting;
    private bool _isTold;

    /// <param name="journal">The log.</param>
    /// <param name="time">By which it is waited.</param>
    /// <param name="report">Told, in sentences for operators, on any thread.</param>
    public WatchedJournal(Journal journal, TimeProvider time, Action<string> report)
    {
        (_journal, _report) = (journal, report);
        _timer = time.CreateTimer(_ => Complain(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public override bool WantsFew => _journal.WantsFew;

    public override ValueTask<Appended> AppendAsync(Batch batch)
    {
        var append = _journal.AppendAsync(batch);
        return append.IsCompleted ? append : WatchAsync(append);
    }

    public void Dispose() => _timer.Dispose();

    private async ValueTask<Appended> WatchAsync(ValueTask<Appended> append)
    {
        lock (_lock)
        {
            _isWaiting = true;
            _timer.Change(Patience, Timeout.InfiniteTimeSpan);
        }

        try
        {
            return await append;
        }
        finally
        {
            Stop();
        }
    }

    private void Complain()
    {
        lock (_lock)
        {
            if (_isWaiting)
            {
                _isTold = true;
                _report($"The disk with the log has not answered for {Patience.TotalSeconds:0} seconds. Whatever would change something waits until it does; nothing is lost.");
            }
        }
    }

    private void Stop()
    {
        lock (_lock)
        {
            _isWaiting = false;
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            if (_isTold)
            {
                _isTold = false;
                _report("The disk with the log answers again.");
            }
        }
    }
}
