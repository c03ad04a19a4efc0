using Interlude.Host.Serving;
using Interlude.Server;

namespace Interlude.Tests.Host.Serving;

public class MemoryJournalTests
{
    [Fact]
    public async Task Entries_are_numbered_without_gaps_and_time_never_goes_back()
    {
        var journal = new MemoryJournal();

        var first = await journal.AppendAsync(Batches.Of(1, time: 500, wishes: 2));
        Assert.Equal(AppendResult.Appended, first.Result);
        Assert.Equal([(1L, 500L), (2L, 500L)], first.Entries.Select(entry => (entry.Sequence, entry.Time.Milliseconds)));

        var second = await journal.AppendAsync(Batches.Of(2, time: 400, wishes: 1));
        Assert.Equal([(3L, 500L)], second.Entries.Select(entry => (entry.Sequence, entry.Time.Milliseconds)));
    }
}
