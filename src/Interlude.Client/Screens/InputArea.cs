using Interlude.Client.Editing;

namespace Interlude.Client.Screens;

/// <summary>The rows at the foot of the screen that show the editor, and where the cursor is in them.</summary>
/// <param name="Rows">At least one; none wider than the screen, nor more than it has.</param>
/// <param name="CursorRow">0 is the first of the rows.</param>
/// <param name="CursorColumn">0 is the first column.</param>
internal sealed record InputArea(IReadOnlyList<string> Rows, int CursorRow, int CursorColumn)
{
    public static readonly InputArea None = new([], 0, 0);

    /// <param name="view">What is to be seen.</param>
    /// <param name="columns">The screen's width, at least 2, the width of the widest character.</param>
    /// <param name="rows">The most rows to fill, at least 1: of more, those around the cursor are shown.</param>
    public static InputArea Of(EditorView view, int columns, int rows)
    {
        var wrapped = new WrappedText(columns);
        wrapped.Add(view.Prompt);
        wrapped.Add(view.Line.Text[..view.Line.Cursor]);
        var (row, column) = wrapped.Place;
        wrapped.Add(view.Line.Text[view.Line.Cursor..]);
        if (view.Notice.Length > 0)
        {
            wrapped.BeginRow();
            wrapped.Add(view.Notice);
        }

        var all = wrapped.Rows;
        var first = Math.Clamp(row - (rows / 2), 0, Math.Max(0, all.Count - rows));
        return new InputArea([.. all.Skip(first).Take(rows)], row - first, column);
    }
}
