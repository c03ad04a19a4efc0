using System.Net.Sockets;
using Interlude.Client.Keyboards;
using Interlude.Lines;

namespace Interlude.Tests.Client.Keyboards;

public class LineScribeTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a\tb\u65e5\tc", "a       b\u65e5     c")]
    [InlineData("\u001b[31mred\a", "^[[31mred^G")]
    public void What_comes_is_shown_as_text(string line, string expected) => Assert.Equal(expected, Received(new(TimeProvider.System), line));

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("\u001b[31mred", "\u001b[31mred\u001b[0m")]
    public void A_raw_colour_ends_with_its_line(string line, string expected) =>
        Assert.Equal(expected, Received(new(TimeProvider.System) { IsRaw = true }, line));

    [Fact]
    public void The_time_of_day_stands_before_each_line()
    {
        var clock = new ManualTime();
        var time = clock.GetLocalNow().ToString("HH:mm:ss", null);

        Assert.Equal($"{time} hello", Received(new(clock) { HasTime = true }, "hello"));
        Assert.Equal($"\u001b[2m{time} \u001b[0mhello", Received(new(clock) { HasTime = true, HasColor = true }, "hello"));
    }

    [Fact]
    public void A_gap_is_told_with_its_reason_and_its_length()
    {
        var scribe = new LineScribe(TimeProvider.System);
        var reset = new LineCloseReason(LineCloseKind.Reset, new SocketException((int)SocketError.ConnectionReset));

        Assert.Equal(
            "-- The connection was lost (Connection reset by peer); the next try is in 3 s.",
            scribe.Describe(new Happening.Received(new(LineClientItemKind.Lost) { Reason = reset, Pause = TimeSpan.FromSeconds(3) }, null)));
        Assert.Equal(
            "-- no route; the next try is in 1.5 s.",
            scribe.Describe(new Happening.Received(new(LineClientItemKind.Retrying) { Failure = new IOException("no route"), Pause = TimeSpan.FromSeconds(1.5) }, null)));
        Assert.Equal(
            "-- Connected again after 12 s; what was said meanwhile is not here.",
            scribe.Describe(new Happening.Received(new(LineClientItemKind.Connected) { Gap = new(reset, TimeSpan.FromSeconds(12)) }, null)));
        Assert.Null(scribe.Describe(new Happening.Received(new(LineClientItemKind.Lost) { Reason = reset }, null)));
    }

    private static string? Received(LineScribe scribe, string line) => scribe.Describe(new Happening.Received(new(LineClientItemKind.Line), line));
}
