using System.Text;

namespace Interlude.Client.Screens;

/// <summary>Text in rows of at most so many columns; a character that no longer fits begins the next.</summary>
internal sealed class WrappedText(int columns)
{
    private readonly List<string> _full = [];
    private readonly StringBuilder _row = new();
    private int _column;

    /// <summary>Where the next character goes. Never behind the last column.</summary>
    public (int Row, int Column) Place => _column == columns ? (_full.Count + 1, 0) : (_full.Count, _column);

    /// <summary>The rows so far; a last one that is full is followed by an empty one, if the cursor is to stand there.</summary>
    public IReadOnlyList<string> Rows => _column == columns ? [.. _full, _row.ToString(), ""] : [.. _full, _row.ToString()];

    public void Add(string text)
    {
        foreach (var cell in VisibleText.Cells(text))
        {
            // What is spelled out may be wider than the screen, and may be cut anywhere.
            if (cell.Columns > Math.Min(2, columns) && VisibleText.IsAscii(cell.Text))
            {
                foreach (var letter in cell.Text)
                {
                    Add(letter.ToString(), 1);
                }
            }
            else
            {
                Add(cell.Text, cell.Columns);
            }
        }
    }

    /// <summary>What is added next stands below the <see cref="Place"/> that is now.</summary>
    public void BeginRow()
    {
        if (_column == columns)
        {
            Wrap();
        }

        Wrap();
    }

    private void Add(string character, int width)
    {
        if (width > columns)
        {
            (character, width) = ("?", 1);   // in a window of one column
        }

        if (_column + width > columns)
        {
            Wrap();
        }

        _row.Append(character);
        _column += width;
    }

    private void Wrap()
    {
        _full.Add(_row.ToString());
        _row.Clear();
        _column = 0;
    }
}
