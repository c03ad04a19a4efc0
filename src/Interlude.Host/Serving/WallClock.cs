using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Interlude.Host.Serving;

/// <summary>
/// The wall clock shifted, and from now on faster, to rehearse what comes with time. Its timestamps and timers are the real
/// ones: networks do not run faster.
/// </summary>
internal sealed class WallClock(TimeProvider time, ClockShift shift) : TimeProvider
{
    private readonly DateTimeOffset _startedAt = time.GetUtcNow();

    public override long TimestampFrequency => time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _startedAt + shift.By + (time.GetUtcNow() - _startedAt) * shift.Speed;

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        time.CreateTimer(callback, state, dueTime, period);
}

/// <summary>By how much a clock is shifted, and how many times as fast as the real one it runs.</summary>
/// <remarks>
/// <code>
/// shift = move [ ",x" speed ] / "x" speed
/// move  = ( "+" / "-" ) number ( "d" / "h" / "m" / "s" )
/// </code>
/// </remarks>
internal sealed record ClockShift(TimeSpan By, int Speed)
{
    /// <summary>To follow "is not".</summary>
    public const string Allowed = "a shift such as +365d, -2h or +30m, a speed such as x30, or both: +365d,x30";

    private const int MostSpeed = 1_000_000;
    private const double MostDays = 36_500;   // so that no date leaves the calendar

    public static bool TryParse(string text, [NotNullWhen(true)] out ClockShift? shift)
    {
        shift = null;
        var parts = text.Split(',');
        var by = TimeSpan.Zero;
        var speed = 1;
        var isGood = parts switch
        {
            [var move, var factor] => TryMove(move, out by) && TrySpeed(factor, out speed),
            [['x', ..] factor] => TrySpeed(factor, out speed),
            [var move] => TryMove(move, out by),
            _ => false,
        };
        shift = isGood ? new ClockShift(by, speed) : null;
        return isGood;
    }

    /// <summary>For people: <c>shifted by +365 days</c>.</summary>
    public override string ToString()
    {
        var sign = By < TimeSpan.Zero ? "-" : "+";
        var moved = By.Duration() switch
        {
            { Ticks: var ticks } whole when ticks % TimeSpan.TicksPerDay == 0 => $"{whole.Days} days",
            { Ticks: var ticks } whole when ticks % TimeSpan.TicksPerHour == 0 => $"{ticks / TimeSpan.TicksPerHour} hours",
            { Ticks: var ticks } whole when ticks % TimeSpan.TicksPerMinute == 0 => $"{ticks / TimeSpan.TicksPerMinute} minutes",
            var whole => $"{whole.Ticks / TimeSpan.TicksPerSecond} seconds",
        };
        var shifted = By == TimeSpan.Zero ? "not shifted" : $"shifted by {sign}{moved}";
        return Speed == 1 ? shifted : $"{shifted} and runs {Speed} times as fast";
    }

    private static bool TryMove(string text, out TimeSpan by)
    {
        by = default;
        if (text.Length < 3 || text[0] is not ('+' or '-')
            || !long.TryParse(text.AsSpan(1, text.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return false;
        }

        var seconds = text[^1] switch { 'd' => 86_400.0, 'h' => 3600.0, 'm' => 60.0, 's' => 1.0, _ => double.NaN } * count;
        if (!(seconds <= MostDays * 86_400))
        {
            return false;
        }

        by = TimeSpan.FromSeconds(text[0] == '-' ? -seconds : seconds);
        return true;
    }

    private static bool TrySpeed(string text, out int speed)
    {
        speed = 1;
        return text.StartsWith('x')
            && int.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out speed)
            && speed is >= 1 and <= MostSpeed;
    }
}
