namespace Interlude.Server;

/// <summary>A bucket of lines: full after a silence, refilled at a steady rate, one taken for each line.</summary>
/// <param name="perSecond">Lines that come back in a second; positive.</param>
/// <param name="burst">Lines in a full bucket; positive.</param>
internal struct FloodCredit(int perSecond, int burst)
{
    // Thousandths of a line, so that a millisecond is worth a whole number of them at any rate.
    private long _credit = burst * 1000L;
    private long _at = long.MinValue;
    private bool _wasFull;

    /// <summary>Takes one line, or says when there will be one to take.</summary>
    public bool TryTake(long elapsed, out long readyAt)
    {
        if (_at != long.MinValue)
        {
            _credit = Math.Min(burst * 1000L, _credit + Math.Max(0, elapsed - _at) * perSecond);
        }

        _at = Math.Max(_at, elapsed);
        _wasFull = _credit == burst * 1000L;
        if (_credit >= 1000)
        {
            _credit -= 1000;
            readyAt = elapsed;
            return true;
        }

        readyAt = elapsed + (1000 - _credit + perSecond - 1) / perSecond;
        return false;
    }

    /// <summary>Whether the bucket was full at the last look: a flood, if there was one, is over.</summary>
    public readonly bool WasFull => _wasFull;
}
