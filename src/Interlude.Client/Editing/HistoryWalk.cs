namespace Interlude.Client.Editing;

/// <summary>Going up and down in the lines sent, from the line that is being written, which waits at the lower end.</summary>
internal sealed class HistoryWalk(LineHistory history)
{
    private int? _at;   // null: at the line that is being written
    private EditedLine _written = EditedLine.Empty;

    public void Restart() => _at = null;

    /// <summary>The line before, or null where there is none.</summary>
    public EditedLine? Back(EditedLine line) => Go(line, (_at ?? history.Count) - 1);

    /// <summary>The line after; after the youngest, the one that is being written.</summary>
    public EditedLine? Forward(EditedLine line) => Go(line, (_at ?? history.Count) + 1);

    public EditedLine? First(EditedLine line) => _at == 0 ? null : Go(line, 0);

    public EditedLine? Last(EditedLine line) => _at is null ? null : Go(line, history.Count);

    private EditedLine? Go(EditedLine line, int to)
    {
        if (to < 0 || to > history.Count)
        {
            return null;
        }

        if (_at is null)
        {
            _written = line;
        }

        _at = to == history.Count ? null : to;
        return _at is { } at ? EditedLine.AtEnd(history[at]) : _written;
    }
}
