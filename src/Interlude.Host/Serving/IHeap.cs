namespace Interlude.Host.Serving;

/// <summary>What <see cref="HeapCompaction"/> knows of the process, and what it does.</summary>
internal interface IHeap
{
    /// <summary>What the process has used of the processors since it began.</summary>
    TimeSpan ProcessorTime { get; }

    /// <summary>What the heap takes, garbage and free memory included.</summary>
    long Bytes { get; }

    /// <summary>Collects all garbage, moves together what is left, and gives the rest back to the system.</summary>
    void Compact();
}

/// <summary>This process.</summary>
internal sealed class ProcessHeap : IHeap
{
    public TimeSpan ProcessorTime => Environment.CpuUsage.TotalTime;

    // The first is as of now but without what is free, the second as of the last collection.
    public long Bytes => Math.Max(GC.GetTotalMemory(forceFullCollection: false), GC.GetGCMemoryInfo(GCKind.Any).TotalCommittedBytes);

    public void Compact() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
}
