using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Interlude.Client.Editing;

namespace Interlude.Tests.Client.Editing;

public class LineEditorTests
{
    // Keys as text: a letter types itself, <C-a>, <M-b>, <Up>, <Enter>; the cursor of the result is a bar.
    [Theory]
    [InlineData("hello<C-a>X", "X|hello")]
    [InlineData("hello<Left><Left>X<End>!", "helloX!|", "helXlo!|")]
    [InlineData("one two<M-b>X", "one X|two")]
    [InlineData("one two<C-a><M-f><M-f>X", "one twoX|")]
    [InlineData("one two <C-w>", "one |")]
    [InlineData("#go-on is<C-Left><C-w>", "|is")]
    [InlineData("one two<M-Backspace><M-Backspace>", "|")]
    [InlineData("one two<C-a><M-d>", "| two")]
    [InlineData("one two<C-u>x<C-y>", "xone two|")]
    [InlineData("one two<C-a><C-k><C-y><C-y>", "one twoone two|")]
    [InlineData("a b c<C-w><C-w><C-y>", "a b c|")]
    [InlineData("one<C-u>two<C-u><C-y><M-y>", "one|")]
    [InlineData("one<C-u>two<C-u><C-y><M-y><M-y>", "two|")]
    [InlineData("ab<C-t>", "ba|")]
    [InlineData("abc<C-a><C-f><C-t>", "ba|c")]
    [InlineData("a<C-t>", "a|")]
    [InlineData("straße<C-a><M-u>", "STRASSE|", "STRAßE|")]
    [InlineData("hELLO wORLD<C-a><M-c><M-c>", "Hello World|")]
    [InlineData("HELLO<C-a><M-l>", "hello|")]
    [InlineData("one<Backspace>two<C-_>", "on|")]
    [InlineData("one<Backspace>two<C-_><C-_>", "one|")]
    [InlineData("one<Backspace>two<C-_><C-_><C-_><C-_>", "|")]
    [InlineData("日本<Backspace>", "日|")]
    [InlineData("e\u0301x<Left><Backspace>", "|x")]
    [InlineData("👨‍👩‍👧x<C-a><Delete>", "|x")]
    [InlineData("x<C-v><C-b>y", "x\u0002y|")]
    [InlineData("x<C-v><Tab>y", "x\ty|")]
    [InlineData("some<C-c>", "|")]
    [InlineData("<Paste:two words\n>", "two words|")]
    [InlineData("a<Left><Paste:b|c>", "|a")]
    [InlineData("a<Left><Paste:b|c>n", "|a")]
    [InlineData("one two<M-t>", "two one|")]
    [InlineData("one, two  <M-t>", "two, one|  ")]
    [InlineData("one two three<M-b><M-b><Right><M-t>!", "two one!| three")]
    [InlineData("one<M-t>", "one|")]
    [InlineData("...one<M-t>", "...one|")]
    [InlineData("<M-t>", "|")]
    [InlineData("one   two<M-b><Left><M-\\>", "one|two")]
    [InlineData("one<M-\\>", "one|")]
    [InlineData("one<Home>two <C-k><M-r>", "|")]
    [InlineData("one<Backspace>two<C-x><C-u>", "on|")]
    [InlineData("one<C-x>two", "onetwo|", "onewo|")]
    [InlineData("one two<M-B>X", "one X|two")]
    [InlineData("one<S-Left>X", "onX|e")]
    [InlineData("x<C-q><C-b>y", "x\u0002y|")]
    public void Keys_edit_as_in_Emacs(string keys, string expected, string? orElse = null)
    {
        var editor = NewEditor();
        Press(editor, keys);

        Assert.Contains(Marked(editor.Line), new[] { expected, orElse });
    }

    [Theory]
    [InlineData("hello<Enter>", "hello")]
    [InlineData("<Enter>", "")]
    [InlineData("one<Enter>two<Enter>", "one,two")]
    [InlineData("one<Enter><Up><Enter>", "one,one")]
    [InlineData("one<Enter>two<Enter><Up><Up>!<Enter>", "one,two,one!")]
    [InlineData("one<Enter>draft<Up><Down>!<Enter>", "one,draft!")]
    [InlineData("one<Enter>two<Enter><M-<>!<Enter>", "one,two,one!")]
    [InlineData("alpha<Enter>beta<Enter>gamma<Enter><C-r>a<C-r><Enter>", "alpha,beta,gamma,beta")]
    [InlineData("alpha<Enter>beta<Enter><C-r>AL<End>!<Enter>", "alpha,beta,alpha!")]
    [InlineData("alpha<Enter>draft<C-r>al<C-g>!<Enter>", "alpha,draft!")]
    [InlineData("alpha<Enter>beta<Enter><C-r>alx<Backspace><Enter>", "alpha,beta,alpha")]
    [InlineData("alpha<Enter>beta<Enter>axe<Enter><C-r>a<C-r><C-r><C-s><Enter>", "alpha,beta,axe,beta")]
    [InlineData("alpha<Enter>beta<Enter><C-r>al<Escape><Down>!<Enter>", "alpha,beta,beta!")]
    [InlineData("alpha<Enter>beta<Enter>draft<C-r>al<Escape><Down><Down>!<Enter>", "alpha,beta,draft!")]
    [InlineData("alpha<Enter>beta<Enter><C-r>al<C-g><C-r><C-r><Enter>", "alpha,beta,alpha")]
    [InlineData("one<Enter>two<Enter><Up>!<Up>?<Down><Enter>", "one,two,two!")]
    [InlineData("one<Enter>two<Enter><Up>!<Up><Enter><Up><Up><Enter>", "one,two,one,two")]
    [InlineData("one two<Enter>three four<Enter>x <M-.><Enter>", "one two,three four,x four")]
    [InlineData("one two<Enter>three four<Enter>x <M-.><M-.><Enter>", "one two,three four,x two")]
    [InlineData("one two<Enter>three four<Enter>x <M-.><M-.><M-.>!<Enter>", "one two,three four,x two!")]
    [InlineData("x<Left><Paste:a|b|c>y", "a,b,cx")]
    [InlineData("<Paste:a|b|>y", "a,b")]
    [InlineData("/login ann secret99<Enter><Up>!<Enter>", "/login ann secret99,!")]
    public void Lines_are_sent(string keys, string expected) => Assert.Equal(expected, string.Join(',', Press(NewEditor(), keys)));

    [Fact]
    public void Tab_goes_through_the_words_seen_the_latest_first()
    {
        var editor = NewEditor();
        editor.Words.Add("<alice> hello alfred, see #alpine");

        Press(editor, "al<Tab>");
        Assert.Equal("al|", Marked(editor.Line));
        Assert.Equal("alfred  alice", editor.View.Notice);
        Press(editor, "<Tab>");
        Assert.Equal("alfred|", Marked(editor.Line));
        Press(editor, "<Tab>");
        Assert.Equal("alice|", Marked(editor.Line));
        Press(editor, "<S-Tab>");
        Assert.Equal("alfred|", Marked(editor.Line));
        Press(editor, " and #A<Tab>");
        Assert.Equal("alfred and #alpine |", Marked(editor.Line));
        Assert.Equal(EditorDeed.Ring, editor.Press(new Key(KeyName.Tab)).Deed);
    }

    [Fact]
    public void Words_that_were_given_are_offered_behind_those_seen()
    {
        var editor = new LineEditor("", new LineHistory([]), new SeenWords(["alpha", "alfred"]));
        editor.Words.Add("here is alfred");

        Press(editor, "al<Tab>");

        Assert.Equal("alfred  alpha", editor.View.Notice);
    }

    // A line of a mebibyte, without a space: each of these keys looks at all of it, but not once for each of its letters.
    [Fact]
    public async Task A_very_long_line_can_be_edited()
    {
        var editor = NewEditor();
        var line = new string('x', 1024 * 1024);

        await Task.Run(() => Press(editor, $"<Paste:{line}><C-w><C-y><M-b><C-e><M-Backspace><C-y><Left>"), TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        Assert.Equal(line.Length - 1, editor.Line.Cursor);
    }

    [Fact]
    public void Undo_remembers_so_much_and_no_more()
    {
        var editor = NewEditor();
        Press(editor, $"<Paste:{new string('x', 1024 * 1024)}>");
        for (var count = 0; count < 20; count++)
        {
            Press(editor, "<Backspace>");
        }

        var undone = 0;
        while (editor.Press(Key.Ctrl('_')).Deed != EditorDeed.Ring)
        {
            undone++;
        }

        Assert.Equal(4, undone);
    }

    [Fact]
    public void Ctrl_C_twice_leaves_and_something_between_does_not()
    {
        var editor = NewEditor();

        Assert.Equal(EditorDeed.Draw, editor.Press(Key.Ctrl('c')).Deed);
        Assert.Equal("Ctrl-C once more leaves.", editor.View.Notice);
        editor.Press(Key.Typed("a"));
        Assert.Equal("", editor.View.Notice);
        Assert.Equal(EditorDeed.Draw, editor.Press(Key.Ctrl('c')).Deed);
        Assert.Equal(EditorDeed.Leave, editor.Press(Key.Ctrl('c')).Deed);
    }

    [Fact]
    public void Ctrl_D_ends_an_empty_line_and_deletes_in_another()
    {
        var editor = NewEditor();
        Press(editor, "ab<C-a>");

        Assert.Equal(EditorDeed.Draw, editor.Press(Key.Ctrl('d')).Deed);
        Assert.Equal("|b", Marked(editor.Line));
        editor.Press(Key.Ctrl('d'));
        Assert.Equal(EditorDeed.EndInput, editor.Press(Key.Ctrl('d')).Deed);
    }

    [Fact]
    public void Several_pasted_lines_ask_first()
    {
        var editor = NewEditor();
        Press(editor, "say: ");

        Assert.Equal(EditorDeed.Draw, editor.Press(Key.Pasted("one\ntwo")).Deed);
        Assert.Equal(("Send these 2 lines? y or n: ", "The first: say: one"), (editor.View.Prompt, editor.View.Notice));
        Assert.Equal(EditorDeed.Ring, editor.Press(new Key(KeyName.Enter)).Deed);
        Assert.Equal(["say: one", "two"], editor.Press(Key.Typed("y")).Lines);
    }

    // The model: a list of characters and a place in it.
    [Fact]
    public void It_does_what_a_list_of_characters_does()
    {
        var keys = Gen.Elements("a", "日", "e\u0301", "👍🏽", " ", "<Left>", "<Right>", "<Home>", "<End>", "<Backspace>", "<Delete>", "<C-k>", "<C-u>", "<C-y>").ArrayOf();
        Prop.ForAll(keys.ToArbitrary(), pressed =>
        {
            var editor = NewEditor();
            var (model, at, killed, goesOn) = (new List<string>(), 0, (List<string>?)null, false);
            foreach (var key in pressed)
            {
                Press(editor, key);
                var kills = false;
                switch (key)
                {
                    case "<Left>":
                        at = Math.Max(0, at - 1);
                        break;
                    case "<Right>":
                        at = Math.Min(model.Count, at + 1);
                        break;
                    case "<Home>":
                        at = 0;
                        break;
                    case "<End>":
                        at = model.Count;
                        break;
                    case "<Backspace>" when at > 0:
                        model.RemoveAt(--at);
                        break;
                    case "<Delete>" when at < model.Count:
                        model.RemoveAt(at);
                        break;
                    case "<C-k>":
                        var behind = model[at..];
                        killed = behind.Count == 0 ? killed : goesOn ? [.. killed ?? [], .. behind] : behind;
                        model.RemoveRange(at, behind.Count);
                        kills = true;
                        break;
                    case "<C-u>":
                        var before = model[..at];
                        killed = before.Count == 0 ? killed : goesOn ? [.. before, .. killed ?? []] : before;
                        model.RemoveRange(0, at);
                        at = 0;
                        kills = true;
                        break;
                    case "<C-y>":
                        model.InsertRange(at, killed ?? []);
                        at += killed?.Count ?? 0;
                        break;
                    case "<Backspace>" or "<Delete>":
                        break;
                    default:
                        model.Insert(at++, key);
                        break;
                }

                goesOn = kills;
            }

            return Marked(editor.Line) == string.Concat(model[..at]) + "|" + string.Concat(model[at..]);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Fact]
    public void Undo_comes_back_to_every_line_there_was()
    {
        var keys = Gen.Elements("a", "b ", "<Left>", "<Home>", "<Backspace>", "<Delete>", "<C-k>", "<C-w>", "<C-y>", "<C-t>", "<M-u>").ArrayOf();
        Prop.ForAll(keys.ToArbitrary(), pressed =>
        {
            var editor = NewEditor();
            foreach (var key in pressed)
            {
                Press(editor, key);
            }

            while (editor.Press(Key.Ctrl('_')).Deed != EditorDeed.Ring)
            {
            }

            return editor.Line.Text.Length == 0;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    [Fact]
    public void The_cursor_never_stands_within_a_character()
    {
        var keys = Gen.Elements("a", "\u0301", "\u200d", "👩", "🇩", "\ud83d", "<Left>", "<Right>", "<Backspace>", "<Delete>", "<C-t>", "<M-b>", "<M-c>", "<C-w>", "<C-y>", "<C-_>").ArrayOf();
        Prop.ForAll(keys.ToArbitrary(), pressed =>
        {
            var editor = NewEditor();
            Press(editor, string.Concat(pressed));
            var line = editor.Line;
            return StringInfo.ParseCombiningCharacters(line.Text).Append(line.Text.Length).Contains(line.Cursor);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    private static LineEditor NewEditor() => new("", new LineHistory([]), new SeenWords([]));

    private static string Marked(EditedLine line) => line.Text.Insert(line.Cursor, "|");

    private static List<string> Press(LineEditor editor, string keys)
    {
        var sent = new List<string>();
        foreach (var key in Keys(keys))
        {
            sent.AddRange(editor.Press(key).Lines);
        }

        return sent;
    }

    private static IEnumerable<Key> Keys(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var end = text[at] == '<' && at + 1 < text.Length ? text.IndexOf('>', at + 2) : -1;
            var name = end < 0 ? text.Substring(at, StringInfo.GetNextTextElementLength(text.AsSpan(at))) : text[(at + 1)..end];
            at += end < 0 ? name.Length : name.Length + 2;
            yield return end < 0 ? Key.Typed(name)
                : name.StartsWith("Paste:", StringComparison.Ordinal) ? Key.Pasted(name[6..].Replace('|', '\n'))
                : Named(name[(name.LastIndexOf('-') + 1)..]) with
                {
                    Control = name.StartsWith("C-", StringComparison.Ordinal),
                    Alt = name.StartsWith("M-", StringComparison.Ordinal),
                    Shift = name.StartsWith("S-", StringComparison.Ordinal),
                };
        }
    }

    private static Key Named(string name) => Enum.TryParse<KeyName>(name, out var known) && name.Length > 1 ? new Key(known) : Key.Typed(name);
}
