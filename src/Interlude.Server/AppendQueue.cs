using Interlude.World;

namespace Interlude.Server;

/// <summary>
/// Gathers wishes into batches, one of which is under way at a time: while it commits, the next gathers. Because a node
/// never has two batches under way, its wishes enter the log in the order of their numbers.
/// </summary>
internal sealed class AppendQueue(ServerLimits limits)
{
    private readonly List<Wish> _gathered = [];
    private Batch? _underWay;
    private bool _isWaiting;         // for the next try, after one that failed or whose outcome is unknown
    private long _retryAt;
    private int _failures;
    private long _lastNumber;

    /// <summary>Too many wishes have gathered: lines must wait.</summary>
    public bool IsCongested => _gathered.Count >= limits.MaxGatheredWishes;

    /// <summary>When the next try is due; null if none is waited for.</summary>
    public long? Deadline => _isWaiting && (_underWay is not null || _gathered.Count > 0) ? _retryAt : null;

    /// <summary>What waits to be appended. To be looked at.</summary>
    public IReadOnlyList<Wish> Gathered => _gathered;

    public void Add(Wish wish) => _gathered.Add(wish);

    /// <summary>Whether there is a batch to append now.</summary>
    public bool IsDue(Moment now) =>
        (_underWay is not null || _gathered.Count > 0) && (_isWaiting ? now.Elapsed >= _retryAt : _underWay is null);

    /// <summary>The batch to append now, if there is one and its time has come.</summary>
    public bool TryTake(Moment now, out Batch batch)
    {
        batch = null!;
        if (!IsDue(now))
        {
            return false;
        }

        if (_underWay is null)
        {
            var count = Math.Min(_gathered.Count, limits.MaxBatchWishes);
            var wishes = new Wish[count];
            _gathered.CopyTo(0, wishes, 0, count);
            _underWay = new Batch(++_lastNumber, now.Wall, wishes);
            _gathered.RemoveRange(0, count);
        }

        _isWaiting = false;
        batch = _underWay;
        return true;
    }

    /// <summary>Takes the outcome of the batch under way.</summary>
    /// <returns>The wishes that failed, in order. Ends of sessions are kept none the less, and appended first when the log is back.</returns>
    public Wish[] Complete(long number, AppendResult result, Moment now)
    {
        if (_underWay is null || _underWay.Number != number || _isWaiting)
        {
            throw new InvalidOperationException($"Batch {number} is not under way.");
        }

        if (result == AppendResult.Appended)
        {
            _underWay = null;
            _failures = 0;
            return [];
        }

        _isWaiting = true;
        _retryAt = now.Elapsed + RetryMilliseconds(_failures++);
        if (result == AppendResult.Unknown)
        {
            return [];   // the same batch again: the world applies a number once
        }

        Wish[] failed = [.. _underWay.Wishes];
        _underWay = null;
        _gathered.InsertRange(0, failed.Where(MustNotBeLost));
        return failed;
    }

    // A user whose connection is gone must not linger because the disk was full when it left.
    private static bool MustNotBeLost(Wish wish) =>
        wish.Command is Command.EndSession or Command.NodeStarted or Command.NodeStopped or Command.Configured or Command.Skipped;

    private int RetryMilliseconds(int failures) =>
        (int)Math.Min((long)limits.RetryMilliseconds << Math.Min(failures, 20), limits.MaxRetryMilliseconds);
}
