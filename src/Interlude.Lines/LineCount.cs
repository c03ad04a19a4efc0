namespace Interlude.Lines;

/// <summary>The lines that the reader of one connection has taken, counted in memory and reported now and then.</summary>
internal sealed class LineCount(LineMetrics metrics)
{
    private long _taken;      // written by the reader alone
    private long _reported;

    public void Add() => Volatile.Write(ref _taken, _taken + 1);

    /// <summary>Reports those not reported yet. Any thread may call it, also while the reader counts on.</summary>
    public void Report()
    {
        var taken = Volatile.Read(ref _taken);
        var reported = Volatile.Read(ref _reported);
        while (taken > reported)
        {
            var found = Interlocked.CompareExchange(ref _reported, taken, reported);
            if (found == reported)
            {
                metrics.ReceivedLines(taken - reported);
                return;
            }

            reported = found;
        }
    }
}
