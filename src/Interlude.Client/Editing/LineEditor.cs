namespace Interlude.Client.Editing;

/// <summary>The editor of one line at a time: keys in, what is to be seen and done out. It touches no terminal, no clock and
/// no file.</summary>
/// <remarks>Not for several threads.</remarks>
internal sealed class LineEditor
{
    private const int MostUndone = 4 * 1024 * 1024;   // UTF-16 code units of all the lines

    private readonly List<EditedLine> _undo = [];
    private long _undoLength;
    private EditorMode _mode;

    /// <param name="prompt">What stands before the line; may be empty.</param>
    /// <param name="history">The lines sent so far; those sent now are added.</param>
    /// <param name="words">What Tab completes from.</param>
    public LineEditor(string prompt, LineHistory history, SeenWords words)
    {
        Prompt = prompt;
        History = history;
        Words = words;
        _mode = Typing = new TypingMode(this);
    }

    public EditorView View => _mode.View;

    internal string Prompt { get; }

    internal LineHistory History { get; }

    internal SeenWords Words { get; }

    internal KillRing Killed { get; } = new();

    internal EditedLine Line { get; private set; } = EditedLine.Empty;

    internal TypingMode Typing { get; }

    /// <summary>What was looked for last.</summary>
    internal string LastSearched { get; set; } = "";

    /// <summary>What the key did that was pressed last.</summary>
    internal Step Step { get; private set; }

    /// <summary>What the key before did, for keys whose meaning depends on it.</summary>
    internal Step Before { get; private set; }

    public EditorOutcome Press(Key key)
    {
        (Before, Step) = (Step, Step.Other);
        return _mode.Press(key);
    }

    internal void Enter(EditorMode mode) => _mode = mode;

    /// <summary>Goes elsewhere in the line, or to another one, which is no change of it.</summary>
    internal EditorOutcome Show(EditedLine line, Step step = Step.Other)
    {
        (Line, Step) = (line, step);
        return EditorOutcome.Draw;
    }

    /// <summary>Changes the line, so that <see cref="Undo"/> comes back to how it was; typed letters are one change.</summary>
    internal EditorOutcome Change(EditedLine line, Step step = Step.Other)
    {
        if (line.Text != Line.Text && !(step == Step.Typed && Before == Step.Typed))
        {
            Remember(Line);
        }

        return Show(line, step);
    }

    internal EditorOutcome Undo() => UndoTo(_undo.Count - 1);

    /// <summary>Comes back to how the line was at first.</summary>
    internal EditorOutcome Revert() => UndoTo(0);

    /// <summary>Sends these, and begins an empty line.</summary>
    internal EditorOutcome Send(IReadOnlyList<string> lines)
    {
        foreach (var line in lines)
        {
            History.Add(line);
            Words.Add(line);
        }

        Begin();
        return EditorOutcome.Send(lines);
    }

    /// <summary>Begins an empty line, of which nothing can be undone.</summary>
    internal void Begin()
    {
        _undo.Clear();
        _undoLength = 0;
        Line = EditedLine.Empty;
        Typing.Restart();
        Enter(Typing);
    }

    private void Remember(EditedLine line)
    {
        _undo.Add(line);
        _undoLength += line.Text.Length;
        while (_undoLength > MostUndone && _undo.Count > 1)
        {
            _undoLength -= _undo[0].Text.Length;
            _undo.RemoveAt(0);
        }
    }

    private EditorOutcome UndoTo(int index)
    {
        if (_undo.Count == 0)
        {
            return EditorOutcome.Ring;
        }

        var line = _undo[index];
        _undoLength -= _undo.Skip(index).Sum(each => (long)each.Text.Length);
        _undo.RemoveRange(index, _undo.Count - index);
        return Show(line);
    }
}
