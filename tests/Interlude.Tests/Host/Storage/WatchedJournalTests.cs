using Interlude.Host.Storage;
using Interlude.Server;

namespace Interlude.Tests.Host.Storage;

public sealed class WatchedJournalTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly RehearsedJournal _rehearsed = new();
    private readonly List<string> _reports = [];
    private readonly WatchedJournal _journal;

    public WatchedJournalTests() => _journal = new WatchedJournal(_rehearsed, _time, _reports.Add);

    public void Dispose() => _journal.Dispose();

    [Fact]
    public async Task A_device_that_does_not_answer_is_told_of_once_and_once_when_it_does()
    {
        _rehearsed.Stall();
        var append = _journal.AppendAsync(Batches.Of(1, 1, 2)).AsTask();
        _time.Advance(WatchedJournal.Patience - TimeSpan.FromTicks(1));
        Assert.Empty(_reports);

        _time.Advance(TimeSpan.FromTicks(1));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("The disk with the log has not answered for 5 seconds. Whatever would change something waits until it does; nothing is lost.", Assert.Single(_reports));
        Assert.False(append.IsCompleted);

        _rehearsed.Open();
        Assert.Equal(AppendResult.Appended, (await append).Result);
        Assert.Equal("The disk with the log answers again.", _reports[1]);

        await _journal.AppendAsync(Batches.Of(2, 1, 1));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, _reports.Count);
    }

    [Fact]
    public async Task One_that_takes_its_time_with_each_batch_is_not()
    {
        for (var number = 1; number <= 3; number++)
        {
            _rehearsed.Stall();
            var append = _journal.AppendAsync(Batches.Of(number, 1, 1));
            _time.Advance(WatchedJournal.Patience * 0.9);
            _rehearsed.Open();
            await append;
        }

        Assert.Empty(_reports);
    }

    [Fact]
    public async Task What_it_came_to_is_passed_on()
    {
        _rehearsed.Next = AppendResult.Failed;
        Assert.Equal(AppendResult.Failed, (await _journal.AppendAsync(Batches.Of(1, 1, 1))).Result);

        _rehearsed.Stall();
        _rehearsed.Mistake = new InvalidOperationException("a mistake");
        var append = _journal.AppendAsync(Batches.Of(2, 1, 1)).AsTask();
        _time.Advance(WatchedJournal.Patience);
        _rehearsed.Open();

        await Assert.ThrowsAsync<InvalidOperationException>(() => append);
        Assert.Equal(2, _reports.Count);
    }
}
