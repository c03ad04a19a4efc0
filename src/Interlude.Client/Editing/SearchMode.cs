namespace Interlude.Client.Editing;

/// <summary>Ctrl-R and Ctrl-S: looking for a line that was sent, letter by letter, back from the youngest or on from where one
/// is.</summary>
internal sealed class SearchMode(LineEditor editor) : EditorMode
{
    private readonly EditedLine _before = editor.Line;
    private string _part = "";
    private int _found = -1;
    private bool _failed;

    public override EditorView View => new(
        _failed ? $"(nothing with '{_part}') " : $"(search '{_part}') ", editor.Line, "");

    public override EditorOutcome Press(Key key)
    {
        switch (key)
        {
            case { Name: KeyName.Text, Control: false, Alt: false } or { Name: KeyName.Paste }:
                _part += key.Text.ReplaceLineEndings("");
                return Find(_found < 0 ? editor.History.Count - 1 : _found, -1);
            case { Name: KeyName.Backspace }:
                _part = EditedLine.AtEnd(_part) is var part ? part.Without(part.Previous).Text : "";
                return _part.Length == 0 ? Restart() : Find(editor.History.Count - 1, -1);
            case { Name: KeyName.Text, Text: "r" or "s", Control: true } when _part.Length == 0:
                _part = editor.LastSearched;
                return _part.Length == 0 ? EditorOutcome.Ring : Find(editor.History.Count - 1, -1);
            case { Name: KeyName.Text, Text: "r", Control: true }:
                return Find(_found - 1, -1);
            case { Name: KeyName.Text, Text: "s", Control: true }:
                return Find(_found + 1, +1);
            case { Name: KeyName.Text, Text: "g" or "c", Control: true }:
                Leave();
                return editor.Show(_before);
            case { Name: KeyName.Escape }:
                return Take();
            default:
                // Any other key takes the line and does with it what it does.
                Take();
                return editor.Typing.Press(key);
        }
    }

    private EditorOutcome Restart()
    {
        (_found, _failed) = (-1, false);
        return editor.Show(_before);
    }

    private EditorOutcome Find(int from, int step)
    {
        var found = editor.History.Find(_part, from, step);
        _failed = found < 0;
        if (_failed)
        {
            return EditorOutcome.Ring;
        }

        _found = found;
        var text = editor.History[found];
        return editor.Show(new EditedLine(text, text.IndexOf(_part, StringComparison.OrdinalIgnoreCase)));
    }

    private EditorOutcome Take()
    {
        Leave();
        if (_found >= 0)
        {
            editor.Typing.WalkFrom(_before, _found);
        }

        return EditorOutcome.Draw;
    }

    private void Leave()
    {
        editor.LastSearched = _part;
        editor.Enter(editor.Typing);
    }
}
