using System.Globalization;

namespace Interlude.Client.Editing;

/// <summary>The editor as one mostly sees it: letters are typed, other keys are those of Emacs (as in readline).</summary>
internal sealed class TypingMode : EditorMode
{
    private readonly LineEditor _editor;
    private readonly HistoryWalk _walk;
    private readonly WordCompletion _completion;
    private readonly Dictionary<Key, Func<EditorOutcome>> _keys;
    private int _yanked;   // where the piece begins that was put in last
    private int _takenFrom;   // of which line the last word was put in

    public TypingMode(LineEditor editor)
    {
        _editor = editor;
        _walk = new HistoryWalk(editor.History);
        _completion = new WordCompletion(editor.Words);
        _keys = Keys();
    }

    public override EditorView View => new(
        _editor.Prompt, Line, _editor.Step == Step.Interrupted ? "Ctrl-C once more leaves." : _completion.Notice(_editor.Step));

    private EditedLine Line => _editor.Line;

    public override EditorOutcome Press(Key key) => key switch
    {
        { Name: KeyName.Paste } => Paste(key.Text),
        { Name: KeyName.Text, Control: false, Alt: false } => _editor.Change(Line.Insert(key.Text), Step.Typed),
        _ => Find(key) is { } deed ? deed() : EditorOutcome.Ring,
    };

    /// <summary>A new line begins.</summary>
    public void Restart() => _walk.Restart();

    /// <summary>The line that is there now came from the history.</summary>
    /// <param name="written">The line that was being written.</param>
    /// <param name="index">Where it came from.</param>
    public void WalkFrom(EditedLine written, int index) => _walk.Go(written, index);

    // What Shift means for a key that has no such meaning is the key; and Alt-B is Alt-b.
    private Func<EditorOutcome>? Find(Key key) =>
        _keys.GetValueOrDefault(key) ?? _keys.GetValueOrDefault(key with { Shift = false, Text = key.Text.ToLowerInvariant() });

    private Dictionary<Key, Func<EditorOutcome>> Keys()
    {
        var keys = new Dictionary<Key, Func<EditorOutcome>>();
        void On(Func<EditorOutcome> deed, params ReadOnlySpan<Key> those)
        {
            foreach (var key in those)
            {
                keys.Add(key, deed);
            }
        }

        On(() => _editor.Send([Line.Text]), new Key(KeyName.Enter));
        On(() => _editor.Show(Line.To(0)), Key.Ctrl('a'), new Key(KeyName.Home));
        On(() => _editor.Show(Line.To(Line.Text.Length)), Key.Ctrl('e'), new Key(KeyName.End));
        On(() => _editor.Show(Line.To(Line.Previous)), Key.Ctrl('b'), new Key(KeyName.Left));
        On(() => _editor.Show(Line.To(Line.Next)), Key.Ctrl('f'), new Key(KeyName.Right));
        On(() => _editor.Show(Line.To(Line.WordStart)), Key.Meta('b'), new Key(KeyName.Left, Control: true), new Key(KeyName.Left, Alt: true));
        On(() => _editor.Show(Line.To(Line.WordEnd)), Key.Meta('f'), new Key(KeyName.Right, Control: true), new Key(KeyName.Right, Alt: true));

        On(() => _editor.Change(Line.Without(Line.Previous)), new Key(KeyName.Backspace));
        On(() => _editor.Change(Line.Without(Line.Next)), new Key(KeyName.Delete));
        On(DeleteOrEnd, Key.Ctrl('d'));
        On(() => Kill(0), Key.Ctrl('u'));
        On(() => Kill(Line.Text.Length), Key.Ctrl('k'));
        On(() => Kill(Line.SpacedStart), Key.Ctrl('w'));
        On(() => Kill(Line.WordStart), new Key(KeyName.Backspace, Alt: true));
        On(() => Kill(Line.WordEnd), Key.Meta('d'), new Key(KeyName.Delete, Control: true));
        On(Yank, Key.Ctrl('y'));
        On(YankBefore, Key.Meta('y'));
        On(() => _editor.Undo(), Key.Ctrl('_'));
        On(() => _editor.Revert(), Key.Meta('r'));
        On(TakeLastWord, Key.Meta('.'), Key.Meta('_'));
        On(() => _editor.Change(Line.WithoutSpaceAround()), Key.Meta('\\'));
        On(() => _editor.Change(Line.Transposed()), Key.Ctrl('t'));
        On(() => _editor.Change(Line.WordsTransposed()), Key.Meta('t'));
        On(() => _editor.Change(Line.WordChanged(word => word.ToUpper(CultureInfo.CurrentCulture))), Key.Meta('u'));
        On(() => _editor.Change(Line.WordChanged(word => word.ToLower(CultureInfo.CurrentCulture))), Key.Meta('l'));
        On(() => _editor.Change(Line.WordChanged(Capitalized)), Key.Meta('c'));

        On(() => Walked(_walk.Back(Line)), Key.Ctrl('p'), new Key(KeyName.Up));
        On(() => Walked(_walk.Forward(Line)), Key.Ctrl('n'), new Key(KeyName.Down));
        On(() => Walked(_walk.First(Line)), Key.Meta('<'), new Key(KeyName.PageUp));
        On(() => Walked(_walk.Last(Line)), Key.Meta('>'), new Key(KeyName.PageDown));
        On(() => Enter(new SearchMode(_editor)), Key.Ctrl('r'), Key.Ctrl('s'));
        On(() => Enter(new VerbatimMode(_editor)), Key.Ctrl('v'), Key.Ctrl('q'));
        On(() => Enter(new PrefixMode(_editor)), Key.Ctrl('x'));
        On(() => Complete(forward: true), new Key(KeyName.Tab));
        On(() => Complete(forward: false), new Key(KeyName.Tab, Shift: true));

        On(Interrupt, Key.Ctrl('c'));
        On(() => EditorOutcome.Of(EditorDeed.Suspend), Key.Ctrl('z'));
        On(() => EditorOutcome.Of(EditorDeed.Clear), Key.Ctrl('l'));
        return keys;
    }

    private EditorOutcome Paste(string text)
    {
        var lines = text.Split('\n');
        if (lines.Length > 1 && lines[^1].Length == 0)
        {
            lines = lines[..^1];
        }

        return lines.Length == 1 ? _editor.Change(Line.Insert(lines[0])) : Enter(new PasteMode(_editor, lines));
    }

    private EditorOutcome DeleteOrEnd() =>
        Line.Text.Length == 0 ? EditorOutcome.Of(EditorDeed.EndInput) : _editor.Change(Line.Without(Line.Next));

    private EditorOutcome Kill(int to)
    {
        _editor.Killed.Add(Line.Between(to), backward: to < Line.Cursor, goesOn: _editor.Before == Step.Killed);
        return _editor.Change(Line.Without(to), Step.Killed);
    }

    private EditorOutcome Yank()
    {
        if (_editor.Killed.Current is not { } piece)
        {
            return EditorOutcome.Ring;
        }

        _yanked = Line.Cursor;
        return _editor.Change(Line.Insert(piece), Step.Yanked);
    }

    private EditorOutcome YankBefore()
    {
        if (_editor.Before != Step.Yanked)
        {
            return EditorOutcome.Ring;
        }

        _editor.Killed.Turn();
        return _editor.Change(Line.Without(_yanked).Insert(_editor.Killed.Current!), Step.Yanked);
    }

    private EditorOutcome TakeLastWord()
    {
        var goesOn = _editor.Before == Step.TookWord;
        var index = (goesOn ? _takenFrom : _editor.History.Count) - 1;
        if (index < 0)
        {
            return EditorOutcome.Ring;
        }

        var before = goesOn ? Line.Without(_yanked) : Line;
        (_yanked, _takenFrom) = (before.Cursor, index);
        return _editor.Change(before.Insert(_editor.History[index].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[^1]), Step.TookWord);
    }

    private EditorOutcome Walked(EditedLine? line) => line is null ? EditorOutcome.Ring : _editor.Show(line);

    private EditorOutcome Complete(bool forward) =>
        _completion.Complete(Line, goesOn: _editor.Before == Step.Completed, forward) is { } line
            ? _editor.Change(line, Step.Completed)
            : EditorOutcome.Ring;

    private EditorOutcome Interrupt()
    {
        if (_editor.Before == Step.Interrupted)
        {
            return EditorOutcome.Of(EditorDeed.Leave);
        }

        _editor.Begin();
        return _editor.Show(Line, Step.Interrupted);
    }

    private EditorOutcome Enter(EditorMode mode)
    {
        _editor.Enter(mode);
        return EditorOutcome.Draw;
    }

    private static string Capitalized(string word)
    {
        var first = word.TakeWhile(letter => !char.IsLetterOrDigit(letter)).Count();
        return first == word.Length
            ? word
            : string.Concat(word[..first], word[first..(first + 1)].ToUpper(CultureInfo.CurrentCulture), word[(first + 1)..].ToLower(CultureInfo.CurrentCulture));
    }
}
