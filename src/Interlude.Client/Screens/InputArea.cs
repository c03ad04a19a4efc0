using Interlude.Client.Editing;

namespace Interlude.Client.Screens;

/// <summary>The rows at the foot of the screen that show the editor, and where the cursor is in them.</summary>
/// <param name="Rows">At least one; none wider than the screen, nor more than it has.</param>
/// <param name="CursorRow">0 is the first of the rows.</param>
/// <param name="CursorColumn">0 is the first column.</param>
internal sealed record InputArea(IReadOnlyList<string> Rows, int CursorRow, int CursorColumn)
{
    public static readonly InputArea None = new([], 0, 0);

    /// <summary>Whether the cursor stands behind all that is shown.</summary>
    public bool IsCursorAtEnd => Rows.Count > 0 && CursorRow == Rows.Count - 1 && CursorColumn == VisibleText.Columns(Rows[^1]);

    /// <summary>What stands before the cursor in its row.</summary>
    public string BeforeCursor
    {
        get
        {
            var column = 0;
            return CursorRow >= Rows.Count ? "" : string.Concat(VisibleText.Cells(Rows[CursorRow])
                .TakeWhile(cell => (column += cell.Columns) <= CursorColumn).Select(cell => cell.Text));
        }
    }

    /// <param name="view">What is to be seen.</param>
    /// <param name="columns">The screen's width, at least 1.</param>
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
