using Interlude.Server;

namespace Interlude.Simulation.Reference;

/// <summary>Which wishes must be in which batch, and when.</summary>
internal sealed class ReferenceAppends(ServerLimits limits, bool gathers)
{
    private readonly List<ReferenceWish> _gathered = [];
    private List<ReferenceWish>? _underWay;
    private bool _mustRetry;
    private long _retryAt = long.MinValue;
    private int _failures;
    private long _batch;
    private long _number;

    /// <summary>Batches that the server must hand out because of the present input.</summary>
    public Queue<(long Number, List<ReferenceWish> Wishes)> Due { get; } = new();

    public int Gathered => _gathered.Count;

    public bool IsFull => _gathered.Count >= limits.MaxGatheredWishes;

    public bool IsIdle => _gathered.Count == 0 && _underWay is null;

    /// <summary>The number of the last wish.</summary>
    public long Last => _number;

    public void Add(long client, long line, string what) => _gathered.Add(new ReferenceWish(++_number, client, line, what));

    /// <summary>Hands out the next batch, or the last one again, if its time has come: where wishes gather, at the end of a round only.</summary>
    public void TakeBatch(long elapsed, bool isEndOfRound = false)
    {
        if (gathers && !isEndOfRound)
        {
            return;
        }

        if (_underWay is not null && _mustRetry && elapsed >= _retryAt)
        {
            _mustRetry = false;
            Due.Enqueue((_batch, _underWay));
        }
        else if (_underWay is null && _gathered.Count > 0 && elapsed >= _retryAt)
        {
            _underWay = [.. _gathered.Take(limits.MaxBatchWishes)];
            _gathered.RemoveRange(0, _underWay.Count);
            Due.Enqueue((++_batch, _underWay));
        }
    }

    /// <returns>The wishes that will not be, whose clients must be told.</returns>
    public List<ReferenceWish> Complete(AppendResult result, long elapsed)
    {
        var wishes = _underWay!;
        if (result == AppendResult.Appended)
        {
            (_underWay, _failures, _retryAt) = (null, 0, long.MinValue);
            return [];
        }

        _retryAt = elapsed + Math.Min((long)(limits.RetryMilliseconds * Math.Pow(2, Math.Min(_failures++, 20))), limits.MaxRetryMilliseconds);
        if (result == AppendResult.Unknown)
        {
            _mustRetry = true;
            return [];
        }

        _underWay = null;
        _gathered.InsertRange(0, wishes.Where(wish => wish.MustNotBeLost));
        return wishes;
    }
}
