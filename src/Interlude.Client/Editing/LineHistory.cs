namespace Interlude.Client.Editing;

/// <summary>The lines that were sent, oldest first, without those that look like secrets.</summary>
internal sealed class LineHistory
{
    /// <summary>How many lines are kept.</summary>
    public const int MostKept = 5_000;

    private readonly List<string> _lines = [];

    /// <param name="lines">Those of earlier runs, oldest first.</param>
    public LineHistory(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            Add(line);
        }
    }

    /// <summary>Is told of each line that is kept from now on.</summary>
    public Action<string>? Kept { get; set; }

    public int Count => _lines.Count;

    /// <param name="index">0 is the oldest.</param>
    public string this[int index] => _lines[index];

    /// <returns>Whether the line is kept: not an empty one, nor the same again, nor what looks like a secret.</returns>
    public bool Add(string line)
    {
        if (string.IsNullOrWhiteSpace(line) || (_lines.Count > 0 && _lines[^1] == line) || SecretLine.LooksLike(line))
        {
            return false;
        }

        _lines.Add(line);
        if (_lines.Count > MostKept)
        {
            _lines.RemoveAt(0);
        }

        Kept?.Invoke(line);
        return true;
    }

    /// <summary>The first line with this in it, whatever the case, from the index on.</summary>
    /// <param name="part">What is looked for.</param>
    /// <param name="from">Where it begins; may lie outside.</param>
    /// <param name="step">-1 goes to older lines, 1 to younger ones.</param>
    /// <returns>Its index, or -1.</returns>
    public int Find(string part, int from, int step)
    {
        var index = from;
        while (index >= 0 && index < _lines.Count && !_lines[index].Contains(part, StringComparison.OrdinalIgnoreCase))
        {
            index += step;
        }

        return index < _lines.Count ? index : -1;
    }
}
