namespace Interlude.Client.Editing;

/// <summary>Completes the word before the cursor: first as far as all words that fit agree, then one after another.</summary>
internal sealed class WordCompletion(SeenWords words)
{
    private IReadOnlyList<string> _fitting = [];
    private int _chosen;     // -1: only as far as all agree
    private int _start;

    /// <summary>What fits, where several do.</summary>
    public string Notice(Step step)
    {
        const int shown = 8;
        return step != Step.Completed || _fitting.Count < 2
            ? ""
            : string.Join("  ", _fitting.Take(shown)) + (_fitting.Count > shown ? $"  and {_fitting.Count - shown} more" : "");
    }

    /// <param name="line">The line.</param>
    /// <param name="goesOn">Whether the key before completed too.</param>
    /// <param name="forward">To the next word that fits, or to the one before.</param>
    /// <returns>The line completed; null if nothing fits.</returns>
    public EditedLine? Complete(EditedLine line, bool goesOn, bool forward)
    {
        if (goesOn && _fitting.Count > 1)
        {
            var next = _chosen + (forward ? 1 : -1);
            _chosen = _chosen < 0 && !forward ? _fitting.Count - 1 : (next + _fitting.Count) % _fitting.Count;
            return Put(line, _fitting[_chosen]);
        }

        _start = line.SpacedStart;
        var beginning = line.Between(_start);
        _fitting = beginning.Length == 0 ? [] : words.Beginning(beginning);
        _chosen = -1;
        return _fitting.Count == 0 ? null : Put(line, _fitting.Count == 1 ? _fitting[0] + " " : Agreed(_fitting, beginning));
    }

    private EditedLine Put(EditedLine line, string word) => line.Without(_start).Insert(word);

    // The first that fits says how the letters are written.
    private static string Agreed(IReadOnlyList<string> fitting, string beginning)
    {
        var length = fitting.Min(word => Same(word, fitting[0]));
        return length < beginning.Length ? beginning : fitting[0][..length];
    }

    private static int Same(string one, string other) =>
        one.Zip(other).TakeWhile(pair => char.ToUpperInvariant(pair.First) == char.ToUpperInvariant(pair.Second)).Count();
}
