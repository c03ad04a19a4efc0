using Interlude.Host.Storage;
using Interlude.World;

namespace Interlude.Tests.Host.Storage;

/// <summary>What keeping history allocates, for that is paid with every message.</summary>
public sealed class HistoryAllocationTests
{
    private const int Rows = 4000;

    private readonly KeptEvents _events = new();

    [Fact]
    public void A_row_that_is_written_allocates_nothing()
    {
        using var file = HistoryFile.OpenInMemory(Assert.Fail);
        Add(file);
        file.Commit(_events.Sequence);
        Add(file);

        var before = GC.GetAllocatedBytesForCurrentThread();
        file.Commit(_events.Sequence);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 * 1024);   // for the slice, however many rows it has
        Assert.Equal(2 * Rows, KeptHistory.In(file.File).Count);
    }

    [Fact]
    public void A_row_that_waits_allocates_its_bytes()
    {
        using var file = HistoryFile.OpenInMemory(Assert.Fail);
        Add(file);
        file.Commit(_events.Sequence);
        Event[] said = [KeptEvents.Something(KeptEvents.Channel(1))];
        var entry = new Entry(_events.Sequence, new Timestamp(1000), ChatWorld.NewestRules, KeptEvents.NoWish);
        var entries = Enumerable.Range(1, Rows).Select(number => entry with { Sequence = entry.Sequence + number }).ToArray();

        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var each in entries)
        {
            file.Add(each, said);
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / Rows, 1, 128);   // some 80 of them, and the array around
    }

    private void Add(HistoryFile file)
    {
        for (var row = 0; row < Rows; row++)
        {
            _events.Say(file, 1000, KeptEvents.Channel(1));
        }
    }
}
