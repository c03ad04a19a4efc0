namespace Interlude.Host.Serving;

/// <summary>
/// Compacts the heap and gives its free memory back to the system, when the server has grown and is quiet now. The runtime
/// collects when something is allocated: after ten thousand have registered nothing is, and half of the heap would stay garbage.
/// </summary>
/// <remarks>All threads stand still meanwhile, some 2 ms for each MiB in use (docs/PERFORMANCE.md, "Many connections"): so only
/// while the process needs next to no CPU, only after the heap has grown by half, and never where it would take a second.</remarks>
internal sealed class HeapCompaction : IAsyncDisposable
{
    private const double QuietShare = 0.05;   // of one processor
    private const long LeastGrowth = 16 << 20;
    private const long MostBytes = 512 << 20;

    private readonly TimeProvider _time;
    private readonly IHeap _heap;
    private readonly ITimer _timer;
    private long _lookedAt;
    private TimeSpan _processorTime;
    private long _compactBytes;   // what the last compaction left

    public HeapCompaction(TimeProvider time, IHeap heap)
    {
        _time = time;
        _heap = heap;
        _lookedAt = time.GetTimestamp();
        _processorTime = heap.ProcessorTime;
        _timer = time.CreateTimer(static me => ((HeapCompaction)me!).Look(), this, Interval, Interval);
    }

    /// <summary>How often it looks, and for how long the server must have been quiet.</summary>
    public static TimeSpan Interval { get; } = TimeSpan.FromSeconds(5);

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void Look()
    {
        var (now, used) = (_time.GetTimestamp(), _heap.ProcessorTime);
        var isQuiet = used - _processorTime < QuietShare * _time.GetElapsedTime(_lookedAt, now);
        (_lookedAt, _processorTime) = (now, used);
        var bytes = _heap.Bytes;
        _compactBytes = Math.Min(_compactBytes, bytes);
        if (isQuiet && bytes <= MostBytes && bytes - _compactBytes >= Math.Max(LeastGrowth, _compactBytes / 2))
        {
            _heap.Compact();
            _compactBytes = _heap.Bytes;
        }
    }
}
