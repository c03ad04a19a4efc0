namespace Interlude.Client.Editing;

/// <summary>Several lines were pasted: they are sent only after a yes, since each may be a command.</summary>
/// <param name="editor">The editor; what stands in its line goes before and after the pasted text.</param>
/// <param name="lines">At least two.</param>
internal sealed class PasteMode(LineEditor editor, IReadOnlyList<string> lines) : EditorMode
{
    public override EditorView View => new(
        $"Send these {lines.Count} lines? y or n: ", EditedLine.Empty, $"The first: {Whole[0]}");

    private List<string> Whole =>
    [
        editor.Line.Text[..editor.Line.Cursor] + lines[0],
        .. lines.Skip(1).SkipLast(1),
        lines[^1] + editor.Line.Text[editor.Line.Cursor..],
    ];

    public override EditorOutcome Press(Key key)
    {
        switch (key)
        {
            case { Name: KeyName.Text, Control: false, Alt: false, Text: "y" or "Y" }:
                return editor.Send(Whole);
            case { Name: KeyName.Text, Text: "n" or "N" } or { Name: KeyName.Escape } or { Name: KeyName.Text, Text: "c" or "g", Control: true }:
                editor.Enter(editor.Typing);
                return EditorOutcome.Draw;
            default:
                return EditorOutcome.Ring;
        }
    }
}
