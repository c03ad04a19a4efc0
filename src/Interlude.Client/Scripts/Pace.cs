namespace Interlude.Client.Scripts;

/// <summary>Lets so many lines through in a second, evenly.</summary>
/// <param name="linesPerSecond">More than 0; null lets all through.</param>
/// <param name="clock">Says when.</param>
internal sealed class Pace(decimal? linesPerSecond, TimeProvider clock)
{
    private readonly TimeSpan _step = linesPerSecond is { } rate ? TimeSpan.FromTicks((long)(TimeSpan.TicksPerSecond / rate)) : TimeSpan.Zero;
    private readonly long _begin = clock.GetTimestamp();   // the time of day may be set meanwhile
    private TimeSpan _next = TimeSpan.Zero;

    /// <summary>Waits until the next line may go. One caller at a time.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        if (_step == TimeSpan.Zero)
        {
            return;
        }

        var now = clock.GetElapsedTime(_begin);
        if (_next > now)
        {
            await Task.Delay(_next - now, clock, cancellationToken).ConfigureAwait(false);
            now = _next;
        }

        _next = now + _step;   // what was not used up is not saved
    }
}
