namespace Interlude.Client.Editing;

/// <summary>Going up and down in the lines sent, from the line that is being written, which waits at the lower end. What is
/// changed in a line on the way is there again when one comes back, until a line is sent.</summary>
internal sealed class HistoryWalk(LineHistory history)
{
    private readonly Dictionary<int, EditedLine> _changed = [];   // the one that is being written is behind the youngest
    private int? _at;   // null: at the line that is being written

    public void Restart()
    {
        _at = null;
        _changed.Clear();
    }

    /// <summary>The line before, or null where there is none.</summary>
    public EditedLine? Back(EditedLine line) => Go(line, At - 1);

    /// <summary>The line after; after the youngest, the one that is being written.</summary>
    public EditedLine? Forward(EditedLine line) => Go(line, At + 1);

    public EditedLine? First(EditedLine line) => At == 0 ? null : Go(line, 0);

    public EditedLine? Last(EditedLine line) => _at is null ? null : Go(line, history.Count);

    /// <summary>Goes to a line of the history.</summary>
    /// <param name="line">The line as it is.</param>
    /// <param name="to">The index of the other one.</param>
    /// <returns>That; null if there is none.</returns>
    public EditedLine? Go(EditedLine line, int to)
    {
        if (to < 0 || to > history.Count)
        {
            return null;
        }

        if (_at is null || history[At] != line.Text)
        {
            _changed[At] = line;
        }

        _at = to == history.Count ? null : to;
        return _changed.TryGetValue(to, out var changed) ? changed : EditedLine.AtEnd(history[to]);
    }

    private int At => _at ?? history.Count;
}
