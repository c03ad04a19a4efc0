namespace Interlude.Client.Editing;

/// <summary>Ctrl-R: looking for a line that was sent, letter by letter, the youngest first.</summary>
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
                return Find(_found < 0 ? editor.History.Count - 1 : _found);
            case { Name: KeyName.Backspace }:
                _part = EditedLine.AtEnd(_part) is var part ? part.Without(part.Previous).Text : "";
                return _part.Length == 0 ? Restart() : Find(editor.History.Count - 1);
            case { Name: KeyName.Text, Text: "r", Control: true }:
                return _part.Length == 0 ? EditorOutcome.Ring : Find(_found - 1);
            case { Name: KeyName.Text, Text: "g" or "c", Control: true }:
                editor.Enter(editor.Typing);
                return editor.Show(_before);
            case { Name: KeyName.Escape }:
                editor.Enter(editor.Typing);
                return EditorOutcome.Draw;
            default:
                // Any other key takes the line and does with it what it does.
                editor.Enter(editor.Typing);
                return editor.Typing.Press(key);
        }
    }

    private EditorOutcome Restart()
    {
        (_found, _failed) = (-1, false);
        return editor.Show(_before);
    }

    private EditorOutcome Find(int from)
    {
        var found = editor.History.FindBack(_part, from);
        _failed = found < 0;
        if (_failed)
        {
            return EditorOutcome.Ring;
        }

        _found = found;
        var text = editor.History[found];
        return editor.Show(new EditedLine(text, text.IndexOf(_part, StringComparison.OrdinalIgnoreCase)));
    }
}
