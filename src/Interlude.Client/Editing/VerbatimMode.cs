namespace Interlude.Client.Editing;

/// <summary>Ctrl-V: the next key types its character, whatever it is, except an end of line.</summary>
internal sealed class VerbatimMode(LineEditor editor) : EditorMode
{
    public override EditorView View => new(editor.Prompt, editor.Line, "The next key is typed as it is.");

    public override EditorOutcome Press(Key key)
    {
        editor.Enter(editor.Typing);
        var typed = key switch
        {
            { Name: KeyName.Text, Control: true, Text: [var letter] } => ((char)(char.ToUpperInvariant(letter) ^ '@')).ToString(),
            { Name: KeyName.Text, Alt: true } => "\e" + key.Text,
            { Name: KeyName.Text } => key.Text,
            { Name: KeyName.Tab } => "\t",
            { Name: KeyName.Escape } => "\e",
            { Name: KeyName.Backspace } => "\u007f",
            _ => "",
        };
        return typed.Length == 0 ? EditorOutcome.Ring : editor.Change(editor.Line.Insert(typed));
    }
}
