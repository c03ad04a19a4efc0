using System.Globalization;

namespace Interlude.Load.Measuring;

/// <summary>Time of this machine's processors that its host gave to others, if the machine is virtual (<c>man 5 proc</c>, <c>/proc/stat</c>): what was
/// measured meanwhile says little of the servers.</summary>
internal sealed class StolenTime
{
    private const double MuchShare = 0.02;

    private readonly (long Stolen, long All) _atFirst = Parse(File.ReadAllText("/proc/stat"));

    /// <summary>How much it was since this was made, in a sentence.</summary>
    public string Say() => Sentence(_atFirst, Parse(File.ReadAllText("/proc/stat")));

    /// <summary>The time that was stolen, and all there was, in ticks: of the first line the eighth number, and the sum of the first eight.</summary>
    public static (long Stolen, long All) Parse(string stat)
    {
        // What guests of this machine used, behind these, is in the first two already.
        var times = stat.Split('\n')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8)
            .Select(time => long.Parse(time, CultureInfo.InvariantCulture)).ToArray();
        return (times[^1], times.Sum());
    }

    public static string Sentence((long Stolen, long All) before, (long Stolen, long All) after)
    {
        var share = (after.Stolen - before.Stolen) / (double)Math.Max(1, after.All - before.All);
        var taken = string.Create(CultureInfo.InvariantCulture, $"Meanwhile {100 * share:0.0} % of the processors' time was taken by the machine's host");
        return share < MuchShare ? $"{taken}." : $"{taken}: these figures mean little, run it again at another hour.";
    }
}
