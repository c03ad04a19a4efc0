using Interlude.Host.Serving;
using Interlude.Host.Storage;
using Interlude.Server;
using Interlude.World;

namespace Interlude.Tests.Host.Storage;

public sealed class FollowerTests : IDisposable
{
    private readonly RecordingArchive _archive = new();
    private readonly List<Exception> _mistakes = [];

    public void Dispose() => Assert.Empty(_mistakes);

    [Fact]
    public async Task The_archive_gets_each_entry_once_and_in_order_with_what_came_of_it()
    {
        var entries = new WorldHistory().Continue(0, Enumerable.Range(0, 500));
        using var follower = Follow();

        foreach (var batch in entries.Chunk(9))
        {
            follower.Add(batch);
        }

        await _archive.WaitForAsync(500);
        Assert.Equal(Expected(entries), _archive.Kept);
    }

    [Fact]
    public async Task What_an_archive_could_not_take_it_gets_again()
    {
        var entries = new WorldHistory().Continue(0, Enumerable.Range(0, 500));
        using var follower = Follow();
        _archive.IsFull = true;
        follower.Add([.. entries.Take(300)]);
        await _archive.Failed;

        _archive.IsFull = false;
        follower.Add([.. entries.Skip(300)]);

        await _archive.WaitForAsync(500);
        Assert.Equal(Expected(entries), _archive.Kept);
    }

    [Fact]
    public async Task Appends_fail_behind_an_archive_that_cannot_be_written_and_go_on_with_it()
    {
        using var follower = Follow();
        var journal = new FollowedJournal(new MemoryJournal(), follower);
        _archive.IsFull = true;
        var (number, count) = (0, 0);
        while (true)
        {
            var tried = await journal.AppendAsync(Batches.Of(++number, 1, 256)).AsTask().WaitAsync(TimeSpan.FromSeconds(60));
            if (tried.Result == AppendResult.Failed)
            {
                Assert.Equal("No space left on device", tried.Trouble);
                break;
            }

            count += 256;
        }

        Assert.InRange(count, Follower.MaxWaiting, Follower.MaxWaiting + ArchiveFeed.MaxEntries + 512);
        _archive.IsFull = false;
        await _archive.WaitForAsync(count);
        var appended = await journal.AppendAsync(Batches.Of(++number, 1, 1));

        Assert.Equal(AppendResult.Appended, appended.Result);
        await _archive.WaitForAsync(count + 1);
    }

    [Fact]
    public async Task What_comes_little_by_little_is_made_durable_at_once_when_the_first_has_waited_long_enough()
    {
        var time = new ManualTime();
        var entries = new WorldHistory().Continue(0, Enumerable.Range(0, 100));
        using var follower = new Follower(new ChatWorld(), _archive, null, _mistakes.Add, wall: time);
        foreach (var entry in entries)
        {
            follower.Add([entry]);
        }

        time.Advance(Follower.Linger);
        await _archive.WaitForAsync(100);

        Assert.Equal(1, _archive.Commits);
        Assert.Equal(Expected(entries), _archive.Kept);
    }

    [Fact]
    public async Task What_fills_a_slice_is_made_durable_without_waiting()
    {
        var entries = Speeches(ArchiveFeed.MaxEntries);
        using var follower = new Follower(new ChatWorld(), _archive, null, _mistakes.Add, wall: new ManualTime());
        foreach (var batch in entries.Chunk(50))
        {
            follower.Add(batch);
        }

        await _archive.WaitForAsync(ArchiveFeed.MaxEntries);

        Assert.Equal(1, _archive.Commits);
    }

    [Fact]
    public async Task What_comes_while_a_slice_is_made_durable_has_waited_since_it_came()
    {
        var time = new ManualTime();
        using var isHeld = new ManualResetEventSlim();
        var hasBegun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _archive.Committing = () =>
        {
            hasBegun.TrySetResult();
            isHeld.Wait(TimeSpan.FromSeconds(60));
        };
        var entries = Speeches(ArchiveFeed.MaxEntries + 1);
        using var follower = new Follower(new ChatWorld(), _archive, null, _mistakes.Add, wall: time);
        follower.Add([.. entries.Take(ArchiveFeed.MaxEntries)]);
        await hasBegun.Task.WaitAsync(TimeSpan.FromSeconds(60));
        time.Advance(0.2 * Follower.Linger);
        follower.Add([.. entries.Skip(ArchiveFeed.MaxEntries)]);
        time.Advance(0.5 * Follower.Linger);

        isHeld.Set();
        await time.UntilDueInAsync(0.5 * Follower.Linger).WaitAsync(TimeSpan.FromSeconds(60));
        time.Advance(0.5 * Follower.Linger);

        await _archive.WaitForAsync(ArchiveFeed.MaxEntries + 1);
    }

    [Fact]
    public async Task What_brings_much_to_the_medium_is_made_durable_in_smaller_slices()
    {
        var entries = Speeches(100);
        _archive.BytesOfEntry = ArchiveFeed.MaxBytes / 7;
        using var follower = new Follower(new ChatWorld(), _archive, null, _mistakes.Add, wall: new ManualTime());

        follower.Add(entries);
        follower.Dispose();

        await _archive.WaitForAsync(100);
        Assert.Equal(8, _archive.LargestSlice);
        Assert.Equal(Expected(entries), _archive.Kept);
    }

    [Fact]
    public async Task Whoever_reads_does_not_wait_for_more_to_come()
    {
        using var archive = HistoryFile.OpenInMemory(Assert.Fail);
        using var follower = new Follower(new ChatWorld(), archive, null, _mistakes.Add, wall: new ManualTime());
        var entries = Speeches(5);
        follower.Add([.. entries.Take(4)]);
        follower.Add([.. entries.Skip(4)]);

        var read = archive.ReadAsync(new HistoryQuery
        {
            Parts = [new HistoryPart(KeptEvents.With("bea"), From: 0)],
            Limit = 10,
            AsOf = 5,
        });
        var page = await read.AsTask().WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal([4L, 5L], page!.Items.Select(item => item.Sequence));
    }

    [Fact]
    public void At_its_end_the_archive_has_all()
    {
        var entries = new WorldHistory().Continue(0, Enumerable.Range(0, 50));
        var follower = Follow();
        follower.Add(entries);

        follower.Dispose();

        Assert.Equal(50, _archive.Position);
    }

    [Fact]
    public async Task A_mistake_in_the_world_is_told_and_nothing_goes_on()
    {
        var failed = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var follower = new Follower(new ChatWorld(), _archive, null, failed.SetResult);

        follower.Add(new WorldHistory().Continue(sequence: 5, [1]));   // not the next one

        Assert.IsType<InvalidOperationException>(await failed.Task.WaitAsync(TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public async Task The_archive_is_swept_when_nothing_happens_too()
    {
        var time = new ManualTime();
        using var follower = new Follower(new ChatWorld(), _archive, null, _mistakes.Add, wall: time);

        time.Advance(Follower.SweepsEvery);
        await _archive.WaitForSweepAsync();
        _archive.SweepsWithMore = 2;
        time.Advance(Follower.SweepsEvery);
        for (var sweep = 0; sweep < 3; sweep++)
        {
            await _archive.WaitForSweepAsync();
        }

        Assert.Equal([60_000, 120_000, 120_000, 120_000], _archive.Sweeps.Select(moment => moment.Milliseconds));
    }

    [Fact]
    public async Task That_the_archive_cannot_be_written_and_that_it_can_is_told_once()
    {
        var told = new List<string>();
        var isOver = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var follower = new Follower(new ChatWorld(), _archive, null, _mistakes.Add, report: news =>
        {
            told.Add(news);
            if (told.Count == 2)
            {
                isOver.SetResult();
            }
        });
        _archive.IsFull = true;
        _archive.FailsBefore = 2;

        follower.Add(new WorldHistory().Continue(0, Enumerable.Range(0, 5)));
        await isOver.Task.WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal(
            [
                "The history cannot be written (No space left on device). The log keeps what it lacks; it is tried again and again.",
                "The history can be written again.",
            ],
            told);
    }

    [Fact]
    public async Task A_fault_of_the_archive_is_told_and_nothing_goes_on()
    {
        var failed = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var follower = new Follower(new ChatWorld(), _archive, null, failed.SetResult);
        _archive.Fault = new StorageException("the file is damaged.");

        follower.Add(new WorldHistory().Continue(0, [1]));

        Assert.Same(_archive.Fault, await failed.Task.WaitAsync(TimeSpan.FromSeconds(60)));
    }

    // Ana and Bea arrive, and Ana goes on talking to Bea.
    private static Entry[] Speeches(int count)
    {
        var life = new Incarnation(new NodeId(1), 1);
        return [.. Enumerable.Range(1, count).Select(number => new Entry(number, new Timestamp(number), ChatWorld.NewestRules, number switch
        {
            1 => new Wish(life, number, default, default, new Command.NodeStarted()),
            2 => new Wish(life, number, new SessionId(life, 1), default, Wishes.Register("ana")),
            3 => new Wish(life, number, new SessionId(life, 2), default, Wishes.Register("bea")),
            _ => new Wish(life, number, new SessionId(life, 1), default, Wishes.Tell("bea", "hello")),
        }))];
    }

    private Follower Follow() => new(new ChatWorld(), _archive, keeper: null, _mistakes.Add);

    private static List<(long, int)> Expected(IReadOnlyList<Entry> entries)
    {
        var world = new ChatWorld();
        return [.. entries.Select(entry =>
        {
            var events = new List<Event>();
            world.Apply(entry, events);
            return (entry.Sequence, events.Count);
        })];
    }
}
