using Interlude.Host.Storage;
using Interlude.World;

namespace Interlude.Tests.Host.Storage;

public sealed class HistorySweeperTests : IDisposable
{
    private const long Day = 24 * 60 * 60 * 1000L;

    private readonly TemporaryFolder _folder = new();
    private readonly KeptEvents _events = new();
    private readonly HistoryFile _file;

    public HistorySweeperTests() => _file = HistoryFile.Open(Path.Combine(_folder.Path, "history.db"), Durability.ProcessCrash, Assert.Fail);

    private long Rows => KeptHistory.In(_file.File).Count;

    public void Dispose()
    {
        _file.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void However_fast_it_grows_it_does_not_stay_longer()
    {
        _file.Retention = new HistoryRetention(Days: 1, Items: 0);

        _file.Sweep(new Timestamp(5 * Day), _ => true);   // the wall clock is not behind

        // Four thousand messages a day in each of 500 channels and a slice of 2,000 rows at once, for five days.
        for (var slice = 0; slice < 50; slice++)
        {
            SaySlice(slice * Day / 10);
            Assert.InRange(Rows, 0, 12 * 2000);
        }

        Assert.InRange(_file.File.Ask("SELECT count(*) FROM slice")!.Value, 0, 50);
    }

    [Fact]
    public void A_time_that_was_wrong_once_removes_nothing()
    {
        _file.Retention = new HistoryRetention(Days: 1, Items: 0);
        _file.Sweep(new Timestamp(Day), _ => true);
        SaySlice(Day);
        SaySlice(1000 * Day);   // by a clock that was put right then
        SaySlice(Day + 1);
        SweepAll(Day + 1);

        Assert.Equal(3 * 2000, Rows);
    }

    [Fact]
    public void However_fast_it_grows_there_is_no_more_of_it()
    {
        _file.Retention = new HistoryRetention(Days: 0, Items: 10);

        for (var slice = 0; slice < 20; slice++)
        {
            SaySlice(slice);
        }

        Assert.Equal(500 * 10, Rows);
        Assert.Equal(Rows, _file.File.Ask("SELECT sum(items) FROM stream"));
    }

    [Fact]
    public void What_is_old_goes_although_nothing_happens()
    {
        SaySlice(1000);
        _file.Retention = new HistoryRetention(Days: 7, Items: 0);

        var wasSwept = SweepAll(1000 + (7 * Day));
        Assert.Equal((false, 2000L), (wasSwept, Rows));

        Assert.True(SweepAll(1001 + (7 * Day)));
        Assert.Equal((0L, 0L), (Rows, _file.File.Ask("SELECT count(*) FROM stream")));

        // What comes then begins anew.
        SaySlice(1000 + (8 * Day));
        Assert.Equal(2000, Rows);
    }

    [Fact]
    public void A_smaller_number_holds_for_what_is_there()
    {
        SaySlice(1000);

        _file.Retention = new HistoryRetention(Days: 0, Items: 3);
        SweepAll(1000);

        Assert.Equal(500 * 3, Rows);
        Assert.Equal("502 1002 1502", KeptEvents.Read(_file, KeptEvents.Channel(2)));
    }

    [Fact]
    public void What_nobody_can_read_any_more_goes()
    {
        _events.Say(_file, 1000, KeptEvents.Channel(1), KeptEvents.Channel(2), KeptEvents.With("bob"));
        _events.Tell(_file, 1000, "eve");
        _file.Commit(_events.Sequence);

        var hasMore = _file.Sweep(new Timestamp(1000), conversation => conversation.Equals(KeptEvents.Channel(2)));

        Assert.False(hasMore);
        Assert.Equal(("", "1", ""), (
            KeptEvents.Read(_file, KeptEvents.Channel(1)), KeptEvents.Read(_file, KeptEvents.Channel(2)), KeptEvents.Read(_file, KeptEvents.With("bob"))));
        Assert.Equal(1, Rows);
    }

    [Fact]
    public void All_streams_have_their_turn()
    {
        for (var channel = 1; channel <= 10_000; channel++)
        {
            _events.Say(_file, 1000, KeptEvents.Channel(channel));
        }

        _file.Commit(_events.Sequence);
        for (var turn = 0; turn < 30; turn++)
        {
            _file.Sweep(new Timestamp(1000), conversation => ((Conversation.OfChannel)conversation).Id.Sequence % 10 != 0);
        }

        Assert.Equal(9_000, Rows);
        Assert.Equal(0, _file.File.Ask("SELECT count(*) FROM stream WHERE place % 10 = 0"));
    }

    [Fact]
    public void Nothing_is_looked_for_in_all_there_is()
    {
        using var runs = new HistoryRuns(_file.File);
        using var sweeper = new HistorySweeper(_file.File, runs);

        Assert.DoesNotContain(sweeper.Commands.Concat(runs.Commands).SelectMany(command => QueryPlan.Of(_file.File, command)), step => step.StartsWith("SCAN", StringComparison.Ordinal));
    }

    private bool SweepAll(long now)
    {
        var before = Rows;
        while (_file.Sweep(new Timestamp(now), _ => true))
        {
        }

        return Rows < before;
    }

    // Two thousand messages in five hundred channels in turn.
    private void SaySlice(long time)
    {
        for (var count = 0; count < 2000; count++)
        {
            _events.Say(_file, time, KeptEvents.Channel(1 + (count % 500)));
        }

        _file.Commit(_events.Sequence);
    }
}
