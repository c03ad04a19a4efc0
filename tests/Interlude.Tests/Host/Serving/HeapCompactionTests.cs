using System.Runtime.CompilerServices;
using Interlude.Host.Serving;
using Interlude.Tests.Lines;

namespace Interlude.Tests.Host.Serving;

[Collection<Alone>]
public class HeapCompactionTests
{
    private const long MiB = 1 << 20;

    private readonly ManualTime _time = new();
    private readonly FakeHeap _heap = new() { Bytes = 8 * MiB, Live = 8 * MiB };

    [Fact]
    public async Task What_has_grown_is_compacted_once_it_is_quiet()
    {
        await using var compaction = new HeapCompaction(_time, _heap);
        Pass(processor: 0);
        Assert.Equal(0, _heap.Compactions);

        _heap.Bytes = 90 * MiB;
        _heap.Live = 43 * MiB;
        Pass(processor: 0.5);
        Assert.Equal(0, _heap.Compactions);

        Pass(processor: 0.01);
        Assert.Equal(1, _heap.Compactions);
    }

    [Fact]
    public async Task It_is_not_compacted_again_before_it_has_grown_by_half()
    {
        await using var compaction = new HeapCompaction(_time, _heap);
        _heap.Bytes = 90 * MiB;
        _heap.Live = 43 * MiB;
        Pass(processor: 0);
        _heap.Bytes = 43 * MiB + 20 * MiB;
        Pass(processor: 0);
        Assert.Equal(1, _heap.Compactions);

        _heap.Bytes = 43 * MiB + 22 * MiB;
        Pass(processor: 0);
        Assert.Equal(2, _heap.Compactions);
    }

    [Fact]
    public async Task Nobody_waits_for_seconds()
    {
        await using var compaction = new HeapCompaction(_time, _heap);
        _heap.Bytes = 513 * MiB;
        Pass(processor: 0);
        Assert.Equal(0, _heap.Compactions);
    }

    [Fact]
    public async Task Nothing_is_looked_at_any_more_after_the_end()
    {
        await using (new HeapCompaction(_time, _heap))
        {
        }

        _heap.Bytes = 90 * MiB;
        Pass(processor: 0);
        Assert.Equal(0, _heap.Compactions);
    }

    [Fact]
    public void The_heap_of_this_process_counts_garbage_and_gives_it_back()
    {
        var heap = new ProcessHeap();
        heap.Compact();
        var before = heap.Bytes;
        var full = Fill(heap);
        heap.Compact();

        // 128 MiB, but for what is free in the heap and what others leave behind meanwhile: some ten MiB.
        Assert.InRange(full - before, 96 * MiB, 256 * MiB);
        Assert.True(heap.Bytes - before < 16 * MiB, $"{heap.Bytes - before} bytes more than before.");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]   // so that nothing holds the pieces afterwards
    private static long Fill(ProcessHeap heap)
    {
        List<byte[]> pieces = [];
        for (var piece = 0; piece < 4096; piece++)
        {
            pieces.Add(new byte[32 << 10]);
        }

        var full = heap.Bytes;
        GC.KeepAlive(pieces);
        return full;
    }

    // The time of a look, and the share of it for which the process has used a processor.
    private void Pass(double processor)
    {
        _heap.ProcessorTime += HeapCompaction.Interval * processor;
        _time.Advance(HeapCompaction.Interval);
    }

    private sealed class FakeHeap : IHeap
    {
        public TimeSpan ProcessorTime { get; set; }

        public long Bytes { get; set; }

        public long Live { get; set; }

        public int Compactions { get; private set; }

        public void Compact() => (Bytes, Compactions) = (Live, Compactions + 1);
    }
}
