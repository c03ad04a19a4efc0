namespace Interlude.Lines;

/// <summary>Pauses that double up to a bound, each a random part of it between half and all, so that many clients of one
/// server do not come back in step; in whole milliseconds, as timers count. Its own generator, so that a seed means the
/// same everywhere.</summary>
internal sealed class BackOff(TimeSpan first, TimeSpan longest, ulong seed)
{
    private ulong _state = seed;
    private TimeSpan? _bound;   // of the next pause; null for the first one

    public TimeSpan Next()
    {
        var bound = _bound ?? first;
        _bound = bound > longest / 2 ? longest : 2 * bound;
        return TimeSpan.FromMilliseconds(Math.Ceiling(bound.TotalMilliseconds / 2 * (1 + Random())));
    }

    public void Reset() => _bound = null;

    // SplitMix64 (Steele, Lea, Flood 2014); the upper 53 bits as a number from 0 to below 1.
    private double Random()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
