using System.Globalization;
using Interlude.Client.Screens;

namespace Interlude.Tests.Client.Screens;

/// <summary>A terminal as simple as can be: rows that wrap and scroll, and the few cursor sequences that are written to it. When
/// it becomes narrower, rows that are too long break anew, as in those that do so.</summary>
internal sealed class TerminalModel(int columns)
{
    private List<List<VisibleText.Cell>> _rows = [[]];
    private int _columns = columns;
    private int _row;
    private int _column;
    private bool _wraps = true;

    public IEnumerable<string> Rows => _rows.Select(row => string.Concat(row.Select(cell => cell.Text)));

    public (int FromBelow, int Column) Cursor => (_rows.Count - 1 - _row, _column);

    public void Write(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            if (text[at] == '\e')
            {
                var end = at + 2;
                while (!char.IsAsciiLetter(text[end]))
                {
                    end++;
                }

                Obey(text[end], text[(at + 2)..end]);
                at = end + 1;
                continue;
            }

            var length = StringInfo.GetNextTextElementLength(text.AsSpan(at));
            Put(text.Substring(at, length));
            at += length;
        }
    }

    /// <summary>Rows wider than that break anew, and the cursor stays where it was in its row.</summary>
    public void Resize(int columns)
    {
        var rows = new List<List<VisibleText.Cell>>();
        var (row, column) = (0, _column);
        for (var index = 0; index < _rows.Count; index++)
        {
            var first = rows.Count;
            rows.Add([]);
            foreach (var cell in _rows[index])
            {
                if (rows[^1].Sum(each => each.Columns) + cell.Columns > columns)
                {
                    rows.Add([]);
                }

                rows[^1].Add(cell);
            }

            if (index == _row)
            {
                (row, column) = Place(_rows[index], first, columns);
            }
        }

        while (rows.Count <= row)
        {
            rows.Add([]);
        }

        (_rows, _columns, _row, _column) = (rows, columns, row, column);
    }

    // Where the cell is now that the cursor was on; behind the last one, as if narrow ones followed.
    private (int Row, int Column) Place(List<VisibleText.Cell> cells, int row, int columns)
    {
        var (column, left) = (0, _column);
        foreach (var width in cells.Select(cell => cell.Columns).Append(0))
        {
            if (column + Math.Max(1, width) > columns)
            {
                (row, column) = (row + 1, 0);
            }

            if (left < Math.Max(1, width) || width == 0)
            {
                break;
            }

            (column, left) = (column + width, left - width);
        }

        return (row, column);
    }

    private void Put(string character)
    {
        switch (character)
        {
            case "\r\n":
                _column = 0;
                Down();
                break;
            case "\r":
                _column = 0;
                break;
            case "\n":
                Down();
                break;
            default:
                var cell = VisibleText.Cells(character).Single();
                if (_column + cell.Columns > _columns)
                {
                    Assert.True(_wraps, "the terminal would have cut this off");
                    _column = 0;
                    Down();
                }

                // Only ever written where nothing is, so the place is the end of the row.
                Assert.Equal(_rows[_row].Sum(each => each.Columns), _column);
                _rows[_row].Add(cell);
                _column += cell.Columns;
                break;
        }
    }

    private void Down()
    {
        _row++;
        if (_row == _rows.Count)
        {
            _rows.Add([]);
        }
    }

    private void Obey(char final, string number)
    {
        var steps = number is [>= '0' and <= '9', ..] ? int.Parse(number, CultureInfo.InvariantCulture) : 1;
        switch (final)
        {
            case 'A':
                Assert.True(steps <= _row, "above the first row");
                _row -= steps;
                break;
            case 'C':
                _column = Math.Min(_columns - 1, _column + steps);
                break;
            case 'J' when number.Length == 0:
                Assert.Equal(0, _column);
                _rows[_row].Clear();
                _rows.RemoveRange(_row + 1, _rows.Count - _row - 1);
                break;
            case 'J' when number == "2":
                _rows = [[]];
                (_row, _column) = (0, 0);
                break;
            case 'H':
                break;
            case 'h' or 'l' when number == "?7":
                _wraps = final == 'h';
                break;
            default:
                Assert.Fail($"unknown: {final}");
                break;
        }
    }
}
