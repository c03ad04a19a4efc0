using FsCheck;
using FsCheck.Fluent;
using Interlude.Server;

namespace Interlude.Tests.Server;

public sealed class FloodCreditTests
{
    [Fact]
    public void A_new_bucket_holds_a_burst_and_not_a_line_more()
    {
        var credit = new FloodCredit(perSecond: 10, burst: 3);

        var taken = TakeAll(ref credit, 5_000);

        Assert.Equal(3, taken);
    }

    [Theory]
    [InlineData(1, 1_000)]
    [InlineData(3, 334)]      // 333 1/3, and a line comes back whole
    [InlineData(7, 143)]
    [InlineData(10, 100)]
    [InlineData(1_000, 1)]
    [InlineData(3_000, 1)]
    public void A_line_comes_back_at_its_millisecond_and_not_before(int perSecond, int milliseconds)
    {
        var credit = new FloodCredit(perSecond, burst: 1);
        Assert.True(credit.TryTake(5_000, out _));

        var now = credit.TryTake(5_000, out var readyAt);
        var early = credit.TryTake(5_000 + milliseconds - 1, out var stillReadyAt);
        var due = credit.TryTake(5_000 + milliseconds, out var takenAt);

        Assert.Equal((false, 5_000 + milliseconds), (now, readyAt));
        Assert.Equal((false, 5_000 + milliseconds), (early, stillReadyAt));
        Assert.Equal((true, 5_000 + milliseconds), (due, takenAt));
    }

    [Fact]
    public void Parts_of_a_line_add_up_without_loss()
    {
        var credit = new FloodCredit(perSecond: 3, burst: 1);
        var taken = 0;

        for (var elapsed = 0; elapsed <= 10_000; elapsed++)
        {
            taken += credit.TryTake(elapsed, out _) ? 1 : 0;
        }

        // The first at once. Each next takes 334 ms (the bucket is full at 1000 parts and its overflow is lost).
        Assert.Equal(1 + (10_000 / 334), taken);
    }

    [Fact]
    public void A_bucket_with_room_loses_no_part_of_a_line()
    {
        var credit = new FloodCredit(perSecond: 3, burst: 2);
        TakeAll(ref credit, 0);
        var taken = 0;

        for (var elapsed = 1; elapsed <= 10_000; elapsed++)
        {
            taken += credit.TryTake(elapsed, out _) ? 1 : 0;
        }

        Assert.Equal(30, taken);
    }

    [Theory]
    [InlineData(1_999, 39)]
    [InlineData(2_000, 40)]
    [InlineData(2_001, 40)]
    [InlineData(int.MaxValue, 40)]
    public void Silence_fills_the_bucket_to_the_burst(int silence, int lines)
    {
        var credit = new FloodCredit(perSecond: 20, burst: 40);
        TakeAll(ref credit, 1_000);

        var taken = TakeAll(ref credit, 1_000L + silence);

        Assert.Equal(lines, taken);
    }

    [Fact]
    public void A_look_that_takes_nothing_costs_nothing()
    {
        var credit = new FloodCredit(perSecond: 10, burst: 1);
        credit.TryTake(0, out _);
        for (var elapsed = 0; elapsed < 100; elapsed++)
        {
            Assert.False(credit.TryTake(elapsed, out _));
        }

        Assert.True(credit.TryTake(100, out _));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1_000_000)]
    [InlineData(1_000_000_000_000)]
    public void Where_the_clock_starts_does_not_matter(long start)
    {
        var credit = new FloodCredit(perSecond: 10, burst: 2);

        var taken = TakeAll(ref credit, start);

        Assert.Equal(2, taken);
        Assert.False(credit.TryTake(start + 99, out _));
        Assert.True(credit.TryTake(start + 100, out _));
    }

    [Fact]
    public void It_was_full_when_a_whole_burst_was_there_at_the_last_look()
    {
        var credit = new FloodCredit(perSecond: 10, burst: 2);

        credit.TryTake(0, out _);
        var atFirst = credit.WasFull;
        credit.TryTake(0, out _);
        var afterTheBurst = credit.WasFull;
        credit.TryTake(199, out _);
        var before = credit.WasFull;
        credit.TryTake(300, out _);
        var later = credit.WasFull;

        Assert.Equal((true, false, false, true), (atFirst, afterTheBurst, before, later));
    }

    [Fact]
    public void With_a_burst_of_one_a_flood_lasts_until_a_whole_line_was_there()
    {
        var credit = new FloodCredit(perSecond: 10, burst: 1);
        credit.TryTake(0, out _);

        credit.TryTake(50, out _);
        var during = credit.WasFull;
        credit.TryTake(250, out _);
        var after = credit.WasFull;

        Assert.Equal((false, true), (during, after));
    }

    [Fact]
    public void However_lines_come_no_more_pass_than_a_burst_and_the_rate_and_none_waits_too_long()
    {
        Prop.ForAll(
            Gen.Choose(1, 30).ToArbitrary(),
            Gen.Choose(1, 30).ToArbitrary(),
            Gen.Choose(0, 200).ListOf().ToArbitrary(),
            (perSecond, burst, pauses) =>
            {
                var credit = new FloodCredit(perSecond, burst);
                long elapsed = 0;
                var taken = 0;
                foreach (var pause in pauses)
                {
                    elapsed += pause;
                    if (credit.TryTake(elapsed, out var readyAt))
                    {
                        taken++;
                        Assert.Equal(elapsed, readyAt);
                    }
                    else
                    {
                        var patient = credit;   // a copy
                        var hasty = credit;
                        Assert.InRange(readyAt, elapsed + 1, elapsed + 1_000);
                        Assert.False(hasty.TryTake(readyAt - 1, out _));
                        Assert.True(patient.TryTake(readyAt, out _));
                    }

                    Assert.True(taken <= burst + (elapsed * perSecond / 1_000));
                }
            }).QuickCheckThrowOnFailure();
    }

    private static int TakeAll(ref FloodCredit credit, long elapsed)
    {
        var taken = 0;
        while (credit.TryTake(elapsed, out _))
        {
            taken++;
        }

        return taken;
    }
}
