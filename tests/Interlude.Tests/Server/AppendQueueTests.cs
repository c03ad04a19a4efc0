using FsCheck;
using FsCheck.Fluent;
using Interlude.Server;
using Interlude.World;

namespace Interlude.Tests.Server;

public sealed class AppendQueueTests
{
    private static readonly ServerLimits Limits = new()
    {
        MaxBatchWishes = 3,
        MaxGatheredWishes = 5,
        RetryMilliseconds = 100,
        MaxRetryMilliseconds = 1_500,
    };

    [Fact]
    public void An_empty_queue_has_nothing_to_append_and_no_deadline()
    {
        var queue = new AppendQueue(Limits);

        var taken = queue.TryTake(At(0), out _);

        Assert.False(taken);
        Assert.Null(queue.Deadline);
    }

    [Fact]
    public void A_batch_holds_what_has_gathered_in_order_with_the_wall_clock_of_its_taking()
    {
        var queue = QueueOf(1, 2);

        var batch = Take(queue, new Moment(new Timestamp(77), 5));

        Assert.Equal(1, batch.Number);
        Assert.Equal(new Timestamp(77), batch.Time);
        Assert.Equal([1, 2], Numbers(batch));
    }

    [Fact]
    public void One_batch_is_under_way_at_a_time_and_the_next_gathers_meanwhile()
    {
        var queue = QueueOf(1);
        Take(queue, At(0));
        Add(queue, 2, 3);

        var whileUnderWay = queue.TryTake(At(1_000_000), out _);
        queue.Complete(1, AppendResult.Appended, At(1_000_000));
        var next = Take(queue, At(1_000_000));

        Assert.False(whileUnderWay);
        Assert.Equal((2, "2 3"), (next.Number, string.Join(' ', Numbers(next))));
    }

    [Fact]
    public void A_batch_takes_as_many_wishes_as_the_limit_and_leaves_one_more_to_the_next()
    {
        var queue = QueueOf(1, 2, 3, 4);

        var first = Take(queue, At(0));
        queue.Complete(1, AppendResult.Appended, At(0));
        var second = Take(queue, At(0));

        Assert.Equal([1, 2, 3], Numbers(first));
        Assert.Equal([4], Numbers(second));
    }

    [Fact]
    public void It_is_congested_from_the_limit_of_gathered_wishes_on()
    {
        var queue = QueueOf(1, 2, 3, 4);

        var below = queue.IsCongested;
        Add(queue, 5);
        var at = queue.IsCongested;
        Take(queue, At(0));
        var after = queue.IsCongested;

        Assert.Equal((false, true, false), (below, at, after));
    }

    [Fact]
    public void An_appended_batch_refuses_nothing_and_waits_for_nothing()
    {
        var queue = QueueOf(1);
        Take(queue, At(0));

        var failed = queue.Complete(1, AppendResult.Appended, At(0));

        Assert.Empty(failed);
        Assert.Null(queue.Deadline);
        Assert.False(queue.TryTake(At(0), out _));
    }

    [Fact]
    public void A_failed_batch_gives_its_wishes_back_and_is_not_tried_again()
    {
        var queue = QueueOf(1, 2);
        Take(queue, At(0));

        var failed = queue.Complete(1, AppendResult.Failed, At(0));

        Assert.Equal([1, 2], failed.Select(wish => wish.Number));
        Assert.Null(queue.Deadline);
        Assert.False(queue.TryTake(At(1_000_000), out _));
    }

    [Fact]
    public void After_a_failure_the_next_batch_waits_for_its_millisecond()
    {
        var queue = QueueOf(1);
        Take(queue, At(1_000));
        queue.Complete(1, AppendResult.Failed, At(1_040));
        Add(queue, 2);

        var deadline = queue.Deadline;
        var early = queue.TryTake(At(1_139), out _);
        var due = Take(queue, At(1_140));

        Assert.Equal(1_140, deadline);
        Assert.False(early);
        Assert.Equal((2, "2"), (due.Number, string.Join(' ', Numbers(due))));
        Assert.Null(queue.Deadline);
    }

    [Fact]
    public void A_wish_that_comes_long_after_a_failure_need_not_wait()
    {
        var queue = QueueOf(1);
        Take(queue, At(0));
        queue.Complete(1, AppendResult.Failed, At(0));

        Add(queue, 2);
        var batch = Take(queue, At(60_000));

        Assert.Equal([2], Numbers(batch));
    }

    [Fact]
    public void The_wall_clock_hurries_and_delays_nothing()
    {
        var queue = QueueOf(1, 2, 3, 4);
        Take(queue, new Moment(new Timestamp(50_000), 0));
        queue.Complete(1, AppendResult.Failed, new Moment(new Timestamp(50_000), 0));

        var early = queue.TryTake(new Moment(new Timestamp(900_000), 99), out _);
        var due = queue.TryTake(new Moment(new Timestamp(1), 100), out var batch);

        Assert.Equal((false, true), (early, due));
        Assert.Equal(new Timestamp(1), batch.Time);
    }

    [Fact]
    public void Ends_of_sessions_are_given_back_and_yet_appended_first()
    {
        var queue = new AppendQueue(Limits);
        Add(queue, 1);
        queue.Add(Wish(2, new Command.EndSession(Text.Empty)));
        Add(queue, 3);
        Take(queue, At(0));
        Add(queue, 4);

        var failed = queue.Complete(1, AppendResult.Failed, At(0));
        var next = Take(queue, At(100));

        Assert.Equal([1, 2, 3], failed.Select(wish => wish.Number));
        Assert.Equal([2, 4], Numbers(next));
        Assert.Equal(2, next.Number);
    }

    [Fact]
    public void What_a_node_says_of_itself_is_not_lost_either()
    {
        var queue = new AppendQueue(Limits);
        queue.Add(Wish(1, new Command.NodeStarted()));
        queue.Add(Wish(2, new Command.Configured(new WorldPolicy())));
        queue.Add(Wish(3, new Command.NodeStopped(Text.Empty)));
        Take(queue, At(0));

        queue.Complete(1, AppendResult.Failed, At(0));
        var next = Take(queue, At(queue.Deadline!.Value));

        Assert.Equal([1, 2, 3], Numbers(next));
    }

    [Fact]
    public void What_was_kept_is_kept_through_many_failures_in_its_order()
    {
        var queue = new AppendQueue(Limits);
        for (var number = 1; number <= 5; number++)
        {
            queue.Add(Wish(number, new Command.EndSession(Text.Empty)));
        }

        for (var batch = 1; batch <= 4; batch++)
        {
            Take(queue, At(batch * 10_000));
            queue.Complete(batch, AppendResult.Failed, At(batch * 10_000));
        }

        var first = Take(queue, At(90_000));
        queue.Complete(5, AppendResult.Appended, At(90_000));
        var second = Take(queue, At(90_000));

        Assert.Equal([1, 2, 3, 4, 5], [.. Numbers(first), .. Numbers(second)]);
    }

    [Fact]
    public void An_unknown_outcome_repeats_the_same_batch_under_its_number_and_time()
    {
        var queue = QueueOf(1, 2);
        var first = Take(queue, new Moment(new Timestamp(77), 0));
        Add(queue, 3);

        var failed = queue.Complete(1, AppendResult.Unknown, At(0));
        var deadline = queue.Deadline;
        var early = queue.TryTake(At(99), out _);
        var again = Take(queue, new Moment(new Timestamp(999), 100));

        Assert.Empty(failed);
        Assert.Equal(100, deadline);
        Assert.False(early);
        Assert.Same(first, again);
        Assert.False(queue.TryTake(At(1_000), out _));
    }

    [Fact]
    public void A_repeated_batch_that_was_appended_is_followed_by_the_next()
    {
        var queue = QueueOf(1);
        Take(queue, At(0));
        Add(queue, 2);
        queue.Complete(1, AppendResult.Unknown, At(0));
        Take(queue, At(100));

        queue.Complete(1, AppendResult.Appended, At(100));
        var next = Take(queue, At(100));

        Assert.Equal((2, "2"), (next.Number, string.Join(' ', Numbers(next))));
    }

    [Theory]
    [InlineData(nameof(AppendResult.Unknown))]
    [InlineData(nameof(AppendResult.Failed))]
    public void Each_failure_doubles_the_pause_up_to_its_bound(string result)
    {
        var queue = new AppendQueue(Limits);
        queue.Add(Wish(1, new Command.EndSession(Text.Empty)));   // kept in either case
        var (elapsed, pauses) = (0L, new List<long>());

        for (var attempt = 0; attempt < 60; attempt++)
        {
            var batch = Take(queue, At(elapsed));
            queue.Complete(batch.Number, Enum.Parse<AppendResult>(result), At(elapsed));
            pauses.Add(queue.Deadline!.Value - elapsed);
            elapsed = queue.Deadline.Value;
        }

        Assert.Equal([100, 200, 400, 800, 1_500, 1_500], pauses[..6]);
        Assert.All(pauses[6..], pause => Assert.Equal(1_500, pause));
    }

    [Fact]
    public void A_success_makes_the_next_pause_short_again()
    {
        var queue = QueueOf(1, 2, 3, 4);
        Take(queue, At(0));
        queue.Complete(1, AppendResult.Unknown, At(0));
        Take(queue, At(100));
        queue.Complete(1, AppendResult.Unknown, At(100));
        Take(queue, At(300));
        queue.Complete(1, AppendResult.Appended, At(300));

        Take(queue, At(300));
        queue.Complete(2, AppendResult.Unknown, At(300));

        Assert.Equal(400, queue.Deadline);
    }

    [Fact]
    public void A_pause_never_exceeds_its_bound_even_at_first()
    {
        var queue = new AppendQueue(Limits with { RetryMilliseconds = int.MaxValue });
        Add(queue, 1);
        Take(queue, At(0));

        queue.Complete(1, AppendResult.Unknown, At(0));

        Assert.Equal(1_500, queue.Deadline);
    }

    [Fact]
    public void An_outcome_of_a_batch_that_is_not_under_way_is_a_bug()
    {
        var queue = QueueOf(1);

        Assert.Throws<InvalidOperationException>(() => queue.Complete(1, AppendResult.Appended, At(0)));
        Take(queue, At(0));
        Assert.Throws<InvalidOperationException>(() => queue.Complete(2, AppendResult.Appended, At(0)));
        queue.Complete(1, AppendResult.Unknown, At(0));
        Assert.Throws<InvalidOperationException>(() => queue.Complete(1, AppendResult.Appended, At(0)));
        Take(queue, At(100));
        queue.Complete(1, AppendResult.Appended, At(100));
        Assert.Throws<InvalidOperationException>(() => queue.Complete(1, AppendResult.Appended, At(100)));
    }

    // Whatever the log does, wishes reach it in the order of their numbers and once, and none is lost unsaid.
    [Fact]
    public void Through_any_outcomes_each_wish_is_appended_or_given_back_in_order()
    {
        Prop.ForAll(Gen.Choose(0, 6).ListOf().ToArbitrary(), steps =>
        {
            var queue = new AppendQueue(Limits);
            var (appended, failed) = (new List<long>(), new List<long>());
            var (elapsed, last) = (0L, 0L);
            foreach (var step in steps.Concat([3, 3, 3, 3, 3, 3, 3, 3, 3, 3]))
            {
                elapsed += 1_500;
                if (step < 3)
                {
                    last++;
                    queue.Add(step == 0 ? Wish(last, new Command.EndSession(Text.Empty)) : Said(last));
                }
                else if (queue.TryTake(At(elapsed), out var batch))
                {
                    var result = step <= 4 ? AppendResult.Appended : step == 5 ? AppendResult.Failed : AppendResult.Unknown;
                    failed.AddRange(queue.Complete(batch.Number, result, At(elapsed))
                        .Where(wish => wish.Command is not Command.EndSession).Select(wish => wish.Number));
                    appended.AddRange(result == AppendResult.Appended ? Numbers(batch) : []);
                }
            }

            while (queue.TryTake(At(elapsed += 1_500), out var batch))
            {
                appended.AddRange(Numbers(batch));
                queue.Complete(batch.Number, AppendResult.Appended, At(elapsed));
            }

            Assert.Equal(appended.Order(), appended);
            Assert.Equal(Enumerable.Range(1, (int)last).Select(number => (long)number), appended.Concat(failed).Order());
        }).QuickCheckThrowOnFailure();
    }

    private static Moment At(long elapsed) => new(new Timestamp(1_700_000_000_000), elapsed);

    private static AppendQueue QueueOf(params long[] numbers)
    {
        var queue = new AppendQueue(Limits);
        Add(queue, numbers);
        return queue;
    }

    private static void Add(AppendQueue queue, params long[] numbers)
    {
        foreach (var number in numbers)
        {
            queue.Add(Said(number));
        }
    }

    private static Wish Said(long number) =>
        Wish(number, Wishes.Say("#dev", "hi"));

    private static Wish Wish(long number, Command command) =>
        new(WorldUnderTest.Node1, number, default, default, command);

    private static Batch Take(AppendQueue queue, Moment now)
    {
        Assert.True(queue.TryTake(now, out var batch));
        return batch;
    }

    private static IEnumerable<long> Numbers(Batch batch) => batch.Wishes.Select(wish => wish.Number);
}
