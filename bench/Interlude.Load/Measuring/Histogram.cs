using System.Numerics;

namespace Interlude.Load.Measuring;

/// <summary>Counts of values from 0 on, in 64 steps for each power of two: a percentile is at most 1.6 % too high.</summary>
internal sealed class Histogram
{
    private const int StepBits = 6;
    private const int Steps = 1 << StepBits;

    private readonly long[] _counts = new long[(64 - StepBits) * Steps];

    public long Count { get; private set; }

    public long Max { get; private set; }

    public void Add(long value)
    {
        value = Math.Max(0, value);
        _counts[Slot(value)]++;
        Count++;
        Max = Math.Max(Max, value);
    }

    public void Clear()
    {
        Array.Clear(_counts);
        Count = Max = 0;
    }

    /// <summary>The smallest value that this share of all do not exceed, rounded up to its step; 0 if there are none.</summary>
    /// <param name="share">From 0 to 1.</param>
    public long Percentile(double share)
    {
        var wanted = Math.Max(1, (long)Math.Ceiling(share * Count));
        for (var slot = 0; slot < _counts.Length; slot++)
        {
            wanted -= _counts[slot];
            if (wanted <= 0)
            {
                return Math.Min(Max, Highest(slot));
            }
        }

        return Max;
    }

    // Values below 64 have a slot each; above, the power of two and the six bits after its first.
    private static int Slot(long value)
    {
        if (value < Steps)
        {
            return (int)value;
        }

        var shift = BitOperations.Log2((ulong)value) - StepBits;
        return ((shift + 1) << StepBits) + (int)((value >> shift) - Steps);
    }

    private static long Highest(int slot)
    {
        if (slot < Steps)
        {
            return slot;
        }

        var shift = (slot >> StepBits) - 1;
        return ((((long)slot & (Steps - 1)) + Steps + 1) << shift) - 1;
    }
}
