using System.Globalization;
using System.Text;
using Interlude.Client.Editing;

namespace Interlude.Client.Screens;

/// <summary>Keeps the line that is being typed at the foot of a terminal whole, while other lines appear above it: what to
/// write, for terminals that know the cursor sequences of ECMA-48.</summary>
/// <remarks>It wraps long input itself, so it knows in which row the cursor is; the terminal must be in raw mode, with the
/// cursor in the first column when this begins. Terminals do not agree on how wide every character is, so the input is
/// drawn without the terminal's own wrapping: the rows are then where they should be, whatever is in them. Not for several
/// threads.</remarks>
internal sealed class ScreenWriter
{
    private const string NoWrapping = "\e[?7l", Wrapping = "\e[?7h";   // DECAWM

    private int _columns;
    private int _rows;
    private InputArea _area = InputArea.None;

    /// <param name="columns">The terminal's width.</param>
    /// <param name="rows">The terminal's height.</param>
    public ScreenWriter(int columns, int rows) => SetSize(columns, rows);

    /// <summary>The terminal's columns and rows.</summary>
    public (int Columns, int Rows) Size => (_columns, _rows);

    /// <summary>Shows lines above the input, in one go.</summary>
    /// <param name="lines">Without ends of line; written as they are, so they must be fit for a terminal. The terminal
    /// wraps them.</param>
    /// <param name="view">The input as it is now.</param>
    public string Above(IEnumerable<string> lines, EditorView view)
    {
        var text = new StringBuilder();
        Erase(text);
        foreach (var line in lines)
        {
            text.Append(line).Append("\r\n");
        }

        return Draw(text, view);
    }

    /// <summary>Shows the input as it is now.</summary>
    public string Show(EditorView view)
    {
        var area = InputArea.Of(view, _columns, _rows);
        if (_area.Rows.SequenceEqual(area.Rows) && (_area.CursorRow, _area.CursorColumn) == (area.CursorRow, area.CursorColumn))
        {
            return "";
        }

        var text = new StringBuilder();
        if (IsTypedOn(area, out var typed))
        {
            _area = area;
            return text.Append(typed).ToString();
        }

        Erase(text);
        return Draw(text, view);
    }

    /// <summary>Takes the input away, and leaves the cursor in the first column of an empty row.</summary>
    public string Hide()
    {
        var text = new StringBuilder();
        Erase(text);
        return text.ToString();
    }

    /// <summary>Shows the input at the top of an empty screen.</summary>
    public string Clear(EditorView view)
    {
        _area = InputArea.None;
        return Draw(new StringBuilder("\e[H\e[2J"), view);
    }

    /// <summary>Shows the input below what somebody else has written, who left the cursor in an unknown column.</summary>
    public string Anew(EditorView view)
    {
        _area = InputArea.None;
        return Draw(new StringBuilder("\r\e[J"), view);
    }

    /// <summary>The terminal has another size now.</summary>
    public string Resize(int columns, int rows, EditorView view)
    {
        var text = new StringBuilder();
        Erase(text, columns);
        SetSize(columns, rows);
        return Draw(text, view);
    }

    private void SetSize(int columns, int rows) => (_columns, _rows) = (Math.Max(1, columns), Math.Max(1, rows));

    private string Draw(StringBuilder text, EditorView view)
    {
        _area = InputArea.Of(view, _columns, _rows);
        text.Append(NoWrapping).AppendJoin("\r\n", _area.Rows).Append(Wrapping);
        if (!_area.IsCursorAtEnd)
        {
            text.Append('\r');
            Move(text, _area.Rows.Count - 1 - _area.CursorRow, 'A');
            Move(text, _area.CursorColumn, 'C');
        }

        return text.ToString();
    }

    // From the cursor to the first column of the area's first row, and away with all from there on.
    private void Erase(StringBuilder text, int? newColumns = null)
    {
        text.Append('\r');
        Move(text, newColumns is { } columns ? RowsAbove(columns) : _area.CursorRow, 'A');
        text.Append("\e[J");
        _area = InputArea.None;
    }

    // Terminals that wrap anew when they become narrower break each of our rows into several.
    private int RowsAbove(int columns)
    {
        if (columns >= _columns)
        {
            return _area.CursorRow;
        }

        var broken = new WrappedText(Math.Max(1, columns));
        foreach (var row in _area.Rows.Take(_area.CursorRow))
        {
            broken.Add(row);
            broken.BeginRow();
        }

        broken.Add(_area.BeforeCursor);
        return broken.Place.Row;
    }

    // Most keys add a letter at the end: then the letter is all there is to write, and nothing can flicker. Its width must be
    // beyond doubt, and that of what stands before it.
    private bool IsTypedOn(InputArea area, out string typed)
    {
        typed = "";
        if (!_area.IsCursorAtEnd || !area.IsCursorAtEnd || area.Rows.Count != _area.Rows.Count)
        {
            return false;
        }

        var (before, now) = (_area.Rows[^1], area.Rows[^1]);
        typed = now.StartsWith(before, StringComparison.Ordinal) ? now[before.Length..] : "";
        return typed.Length > 0 && VisibleText.IsAscii(now) && area.Rows.SkipLast(1).SequenceEqual(_area.Rows.SkipLast(1));
    }

    private static void Move(StringBuilder text, int steps, char direction)
    {
        if (steps > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"\e[{steps}{direction}");
        }
    }
}
