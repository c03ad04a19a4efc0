namespace Interlude.Simulation;

/// <summary>
/// Counts what a run has met: a simulator that never sees a full channel says nothing about full channels.
/// </summary>
public sealed class Tally
{
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    public int this[string what] => _counts.GetValueOrDefault(what);

    /// <summary>In the order of their names.</summary>
    public IEnumerable<(string What, int Count)> All =>
        _counts.OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => (count.Key, count.Value));

    public void Add(string what, int count = 1) => _counts[what] = _counts.GetValueOrDefault(what) + count;
}
