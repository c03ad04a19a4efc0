using System.Text;
using Interlude.Client.Editing;
using Interlude.Client.Screens;
using Interlude.Client.Talks;
using Interlude.Client.Terminals;
using Interlude.Lines;

namespace Interlude.Client.Keyboards;

/// <summary>A talk at a keyboard: lines that come in appear above the line that is being typed.</summary>
/// <remarks>One task does everything, in the order in which it happens.</remarks>
internal sealed class KeyboardMode
{
    /// <summary>What is told when the input has ended.</summary>
    public const string InputEnded = "That is all you have to say; what the server still sends is shown. Ctrl-C leaves.";

    private const int MostAtOnce = 1024;

    private readonly ITalk _talk;
    private readonly Terminal _terminal;
    private readonly LineEditor _editor;
    private readonly LineScribe _scribe;
    private readonly KeyboardOptions _options;
    private readonly ScreenWriter _screen;
    private readonly KeyDecoder _keys = new();
    private readonly List<string> _above = [];
    private LineCloseReason? _reason;
    private bool _isLeaving;
    private bool _isAway;   // stopped, and not yet told that the terminal is ours again

    /// <param name="talk">What is talked.</param>
    /// <param name="terminal">Where; in raw mode, this mode's alone.</param>
    /// <param name="editor">What is typed.</param>
    /// <param name="scribe">How lines look.</param>
    /// <param name="options">What is done beside it.</param>
    public KeyboardMode(ITalk talk, Terminal terminal, LineEditor editor, LineScribe scribe, KeyboardOptions options)
    {
        (_talk, _terminal, _editor, _scribe, _options) = (talk, terminal, editor, scribe, options);
        var (columns, rows) = terminal.Size;
        _screen = new ScreenWriter(columns, rows);
    }

    /// <summary>Runs until the talk is over or the person leaves.</summary>
    /// <returns>Why the connection ended; null if the person left before.</returns>
    /// <exception cref="IOException">The terminal is gone.</exception>
    public async Task<LineCloseReason?> RunAsync()
    {
        using var exchange = new Exchange(_talk, _options);
        try
        {
            Draw();
            while (!_isLeaving && await exchange.WaitAsync(_terminal.Events).ConfigureAwait(false))
            {
                while (_above.Count < MostAtOnce && exchange.TryTake(out var happened))
                {
                    Tell(happened!);
                }

                while (!_isLeaving && _terminal.Events.TryRead(out var typed))
                {
                    Obey(typed, exchange);
                }

                Draw();
            }
        }
        finally
        {
            foreach (var said in await exchange.LeaveAsync().ConfigureAwait(false))
            {
                Tell(said);
            }

            Draw();
            _terminal.Write(_screen.Hide());
        }

        await exchange.ThrowIfFaultedAsync().ConfigureAwait(false);
        return _reason;
    }

    private void Tell(Happening happened)
    {
        if (happened is Happening.Received { Text: { } line })
        {
            _editor.Words.Add(line);
        }
        else if (happened is Happening.Received { Item.Kind: LineClientItemKind.Lost } lost)
        {
            _reason = lost.Item.Reason;
        }

        if (_scribe.Describe(happened) is { } text)
        {
            _above.Add(text);
        }
    }

    private void Obey(TerminalEvent happened, Exchange exchange)
    {
        switch (happened)
        {
            case TerminalEvent.Typed typed:
                _keys.Push(typed.Bytes);
                Press(exchange, nothingFollows: false);
                break;
            case TerminalEvent.Quiet:
                Press(exchange, nothingFollows: true);
                break;
            case TerminalEvent.Resized:
                break;   // to draw, which looks at the size
            case TerminalEvent.Resumed:
                _isAway = false;
                _terminal.Write(_screen.Anew(_editor.View));
                break;
            case TerminalEvent.Gone { Failure: { } failure }:
                throw failure;
            default:
                _isLeaving = true;
                break;
        }
    }

    private void Press(Exchange exchange, bool nothingFollows)
    {
        while (!_isLeaving && _keys.TryRead(out var key, nothingFollows))
        {
            var outcome = _editor.Press(key);
            switch (outcome.Deed)
            {
                case EditorDeed.Send:
                    Say(outcome.Lines, exchange);
                    break;
                case EditorDeed.Leave:
                    _isLeaving = true;
                    break;
                case EditorDeed.EndInput when exchange.TryEndInput():
                    _above.Add(_scribe.Note(InputEnded));
                    break;
                case EditorDeed.Suspend:
                    Draw();
                    _terminal.Write(_screen.Hide());
                    _isAway = _terminal.Suspend();
                    if (!_isAway)
                    {
                        _above.Add(_scribe.Note("There is no shell to go back to."));
                    }

                    break;
                case EditorDeed.Clear:
                    _terminal.Write(_screen.Clear(_editor.View));
                    break;
                case EditorDeed.Ring or EditorDeed.EndInput:
                    _terminal.Write("\a");
                    break;
                default:
                    break;
            }
        }
    }

    private void Say(IReadOnlyList<string> lines, Exchange exchange)
    {
        foreach (var line in lines)
        {
            if (!exchange.TrySay(Encoding.UTF8.GetBytes(line)))
            {
                _above.Add(_scribe.NotSent(line));   // after the end of input
            }
        }
    }

    private void Draw()
    {
        if (_isAway)
        {
            return;   // the shell has the terminal
        }

        // Looked at each time, so that as little as possible is drawn for a window that is another by now.
        if (_terminal.Size is var (columns, rows) && (columns, rows) != _screen.Size)
        {
            _terminal.Write(_screen.Resize(columns, rows, _editor.View));
        }

        _terminal.Write(_above.Count > 0 ? _screen.Above(_above, _editor.View) : _screen.Show(_editor.View));
        _above.Clear();
    }
}
