using FsCheck;
using FsCheck.Fluent;
using Interlude.Client.Editing;
using Interlude.Client.Screens;

namespace Interlude.Tests.Client.Screens;

public class ScreenWriterTests
{
    [Fact]
    public void Lines_appear_above_what_is_being_typed()
    {
        var screen = new Screen(20);
        screen.Type("half a");
        screen.Receive("<bob> hi");

        Assert.Equal(["<bob> hi", "> half a"], screen.Terminal.Rows);
        Assert.Equal((0, 8), screen.Terminal.Cursor);
    }

    [Fact]
    public void Long_input_wraps_and_is_redrawn_whole()
    {
        var screen = new Screen(10);
        screen.Type("日本語日本語x");
        screen.Receive("line");

        Assert.Equal(["line", "> 日本語日", "本語x"], screen.Terminal.Rows);
        Assert.Equal((0, 5), screen.Terminal.Cursor);
    }

    [Fact]
    public void A_letter_at_the_end_is_all_that_is_written()
    {
        var screen = new Screen(20);
        screen.Type("ab");

        Assert.Equal("c", screen.Type("c"));
    }

    [Fact]
    public void A_full_row_leaves_the_cursor_in_the_next()
    {
        var screen = new Screen(6);
        screen.Type("abcd");

        Assert.Equal(["> abcd", ""], screen.Terminal.Rows);
        Assert.Equal((0, 0), screen.Terminal.Cursor);
    }

    // Terminals do not agree on how wide such a character is: behind one, only a row that is drawn anew is surely right, and
    // the cursor is where the terminal has it.
    [Fact]
    public void What_has_an_uncertain_width_is_drawn_without_wrapping_and_without_moving_the_cursor()
    {
        var screen = new Screen(20);
        screen.Type("👨‍👩‍👧");

        Assert.Equal("\r\e[J\e[?7l> 👨‍👩‍👧a\e[?7h", screen.Type("a"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void In_a_narrow_window_all_letters_are_there(int columns)
    {
        var screen = new Screen(columns);
        screen.Type("ab\u0001");
        screen.Press(new Key(KeyName.Left));

        Assert.Equal("> ab^A", string.Concat(screen.Terminal.Rows));
        screen.Verify();
    }

    [Fact]
    public void A_wide_character_has_no_place_in_one_column()
    {
        var screen = new Screen(1);
        screen.Type("a日b");

        Assert.Equal([">", " ", "a", "?", "b", ""], screen.Terminal.Rows);
    }

    [Fact]
    public void Control_characters_are_spelled_out()
    {
        var screen = new Screen(40);
        screen.Press(Key.Pasted("a\e[31mb\u202ec\u200bd"));

        Assert.Equal(["> a^[[31mb<U+202E>c<U+200B>d"], screen.Terminal.Rows);
    }

    // Whatever is typed, whatever comes in, however wide the window: above stand the lines in their order, below the input.
    [Fact]
    public void The_screen_is_what_was_received_and_the_input_below_it()
    {
        var steps = Gen.Elements("a", "日", "👍🏽", "e\u0301", "word ", "<", ">", "^", "K", "Y", "D", "\u0001", "Tab", "+one", "+a longer line that wraps", "+日本語日本語日本語", "+", "C", "=5", "=7", "=12", "=30").ArrayOf();
        Prop.ForAll(steps.ToArbitrary(), all =>
        {
            var screen = new Screen(12);
            foreach (var step in all)
            {
                screen.Do(step);
                screen.Verify();
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1500));
    }

    private sealed class Screen
    {
        private const int Height = 1000;   // the model scrolls without end
        private readonly LineEditor _editor = new("> ", new LineHistory([]), new SeenWords([]));
        private readonly List<string> _received = [];
        private readonly ScreenWriter _writer;
        private int _columns;

        public Screen(int columns)
        {
            _columns = columns;
            Terminal = new TerminalModel(columns);
            _writer = new ScreenWriter(columns, Height);
            Terminal.Write(_writer.Show(_editor.View));
        }

        public TerminalModel Terminal { get; }

        public string Type(string text) => Press(Key.Typed(text));

        public string Press(Key key)
        {
            _editor.Press(key);
            var written = _writer.Show(_editor.View);
            Terminal.Write(written);
            return written;
        }

        public void Receive(params string[] lines)
        {
            _received.AddRange(lines);
            foreach (var line in lines)
            {
                _editor.Words.Add(line);
            }

            Terminal.Write(_writer.Above(lines, _editor.View));
        }

        public void Do(string step)
        {
            switch (step)
            {
                case "<":
                    Press(new Key(KeyName.Left));
                    break;
                case ">":
                    Press(new Key(KeyName.Right));
                    break;
                case "^":
                    Press(new Key(KeyName.Home));
                    break;
                case "K":
                    Press(Key.Ctrl('k'));
                    break;
                case "Y":
                    Press(Key.Ctrl('y'));
                    break;
                case "D":
                    Press(new Key(KeyName.Backspace));
                    break;
                case "C":
                    Press(Key.Ctrl('c'));
                    break;
                case "Tab":
                    Press(new Key(KeyName.Tab));
                    break;
                case "\u0001":
                    Press(Key.Pasted("\u0001"));
                    break;
                case ['+', .. var line]:
                    Receive(line, line);
                    break;
                case ['=', .. var width]:
                    _columns = int.Parse(width, null);
                    Terminal.Resize(_columns);
                    _received.Clear();   // they have wrapped anew, and it is the input that is looked at
                    _received.AddRange(Terminal.Rows.Take(_received.Count));
                    Terminal.Write(_writer.Resize(_columns, Height, _editor.View));
                    _received.Clear();
                    _received.AddRange(Terminal.Rows.SkipLast(InputArea.Of(_editor.View, _columns, Height).Rows.Count));
                    break;
                default:
                    Type(step);
                    break;
            }
        }

        public void Verify()
        {
            var area = InputArea.Of(_editor.View, _columns, Height);
            var above = new TerminalModel(_columns);
            above.Write(string.Concat(_received.Select(line => line + "\r\n")));
            Assert.Equal([.. above.Rows.SkipLast(1), .. area.Rows], Terminal.Rows);
            Assert.Equal((area.Rows.Count - 1 - area.CursorRow, area.CursorColumn), Terminal.Cursor);
        }
    }
}
