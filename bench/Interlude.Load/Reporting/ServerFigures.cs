using Interlude.Load.Measuring;

namespace Interlude.Load.Reporting;

/// <summary>All runs of one pattern against one server.</summary>
/// <param name="Server">Its name.</param>
/// <param name="IsOurs">Whether ratios are given of it to the others.</param>
internal sealed record ServerFigures(string Server, bool IsOurs)
{
    public List<Measurement> Runs { get; } = [];

    /// <summary>Why runs failed, in sentences.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>Why it was left out, in sentences.</summary>
    public HashSet<string> Excuses { get; } = [];

    /// <summary>The median of what the runs have; null if none has it.</summary>
    public double? Of(Func<Measurement, double?> figure) => Median.Of(Runs.Select(figure));

    /// <summary>What is to be said beside the figures.</summary>
    public IEnumerable<string> Notes()
    {
        foreach (var note in Runs.Select(run => run.Note).OfType<string>().Concat(Faults).Distinct().Concat(Excuses))
        {
            yield return note;
        }

        if (Of(run => run.GeneratorCpu) >= 0.95)
        {
            yield return $"the generator itself was the bottleneck, with {Of(run => run.GeneratorCpu):P0} of its processor: the server might deliver more";
        }
    }
}
