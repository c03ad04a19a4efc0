namespace Interlude.Client.Editing;

/// <summary>Ctrl-X was pressed: the next key is looked up among those behind it.</summary>
internal sealed class PrefixMode(LineEditor editor) : EditorMode
{
    public override EditorView View => new(editor.Prompt, editor.Line, "");

    public override EditorOutcome Press(Key key)
    {
        editor.Enter(editor.Typing);
        return key == Key.Ctrl('u') ? editor.Undo() : EditorOutcome.Ring;
    }
}
