using Interlude.Host.Serving;

namespace Interlude.Tests.Host.Serving;

public class WallClockTests
{
    [Theory]
    [InlineData("+365d", 365 * 86_400, 1, "shifted by +365 days")]
    [InlineData("-2h", -7200, 1, "shifted by -2 hours")]
    [InlineData("+30m", 1800, 1, "shifted by +30 minutes")]
    [InlineData("+90s", 90, 1, "shifted by +90 seconds")]
    [InlineData("x30", 0, 30, "not shifted and runs 30 times as fast")]
    [InlineData("+1d,x2", 86_400, 2, "shifted by +1 days and runs 2 times as fast")]
    public void Shifts_are_read_and_said(string text, int seconds, int speed, string said)
    {
        Assert.True(ClockShift.TryParse(text, out var shift));
        Assert.Equal((TimeSpan.FromSeconds(seconds), speed), (shift.By, shift.Speed));
        Assert.Equal(said, shift.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("365d")]
    [InlineData("+d")]
    [InlineData("+1y")]
    [InlineData("+1.5d")]
    [InlineData("+-1d")]
    [InlineData("+36501d")]
    [InlineData("+99999999999999999999d")]
    [InlineData("+1d,30")]
    [InlineData("+1d,x0")]
    [InlineData("+1d,x1000001")]
    [InlineData("x30,+1d")]
    [InlineData("+1d,x2,x3")]
    public void Others_are_refused(string text) => Assert.False(ClockShift.TryParse(text, out _));

    [Fact]
    public void The_wall_clock_is_shifted_and_fast_and_the_clock_of_timers_is_not()
    {
        var time = new ManualTime();
        time.Advance(TimeSpan.FromHours(1));
        Assert.True(ClockShift.TryParse("+1d,x30", out var shift));
        var wall = new WallClock(time, shift);
        var start = time.GetUtcNow();

        Assert.Equal(start + TimeSpan.FromDays(1), wall.GetUtcNow());
        time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(start + TimeSpan.FromDays(1) + TimeSpan.FromMinutes(1), wall.GetUtcNow());
        Assert.Equal(time.GetTimestamp(), wall.GetTimestamp());
    }
}
