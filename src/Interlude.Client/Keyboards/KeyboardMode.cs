using System.Text;
using System.Threading.Channels;
using Interlude.Client.Editing;
using Interlude.Client.Records;
using Interlude.Client.Screens;
using Interlude.Client.Talks;
using Interlude.Client.Terminals;
using Interlude.Lines;

namespace Interlude.Client.Keyboards;

/// <summary>A talk at a keyboard: lines that come in appear above the line that is being typed.</summary>
/// <remarks>One task does everything, in the order in which it happens; what comes in waits for it, so a server that sends
/// faster than the terminal shows is slowed down and costs no memory.</remarks>
internal sealed class KeyboardMode
{
    private const int MostWaiting = 1024;

    private readonly ITalk _talk;
    private readonly Terminal _terminal;
    private readonly LineEditor _editor;
    private readonly LineScribe _scribe;
    private readonly ScreenWriter _screen;
    private readonly KeyDecoder _keys = new();
    private readonly List<string> _above = [];
    private readonly Channel<Happening> _happened = Channel.CreateBounded<Happening>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly Channel<string> _outgoing = Channel.CreateUnbounded<string>(new UnboundedChannelOptions { SingleReader = true });
    private LineCloseReason? _reason;
    private bool _isLeaving;
    private Task? _line, _key;   // waits for the next

    /// <param name="talk">What is talked.</param>
    /// <param name="terminal">Where; in raw mode, this mode's alone.</param>
    /// <param name="editor">What is typed.</param>
    /// <param name="scribe">How lines look.</param>
    public KeyboardMode(ITalk talk, Terminal terminal, LineEditor editor, LineScribe scribe)
    {
        (_talk, _terminal, _editor, _scribe) = (talk, terminal, editor, scribe);
        var (columns, rows) = terminal.Size;
        _screen = new ScreenWriter(columns, rows);
    }

    /// <summary>What is done when the person has ended the input (Ctrl-D) and all of it is said.</summary>
    public required Func<Task> EndInput { get; init; }

    /// <summary>Runs until the talk is over or the person leaves.</summary>
    /// <returns>Why the connection ended; null if the person left before.</returns>
    /// <exception cref="IOException">The terminal is gone.</exception>
    public async Task<LineCloseReason?> RunAsync()
    {
        using var stop = new CancellationTokenSource();
        var (receiving, sending) = (ReceiveAsync(stop.Token), SendAllAsync(stop.Token));
        try
        {
            _terminal.Write(_screen.Show(_editor.View));
            while (!_isLeaving && await SomethingAsync(receiving).ConfigureAwait(false))
            {
                while (_above.Count < MostWaiting && _happened.Reader.TryRead(out var happened))
                {
                    Take(happened);
                }

                while (!_isLeaving && _terminal.Events.TryRead(out var typed))
                {
                    Obey(typed);
                }

                Draw();
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(receiving, sending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _terminal.Write(_screen.Hide());
        }

        await Task.WhenAll(receiving, sending).ConfigureAwait(false);
        return _reason;
    }

    // The waits are kept until they are over: a quiet keyboard beside a busy server would collect one for every line.
    private async Task<bool> SomethingAsync(Task receiving)
    {
        _line = _line is { IsCompleted: false } ? _line : _happened.Reader.WaitToReadAsync().AsTask();
        _key = _key is { IsCompleted: false } ? _key : _terminal.Events.WaitToReadAsync().AsTask();
        await Task.WhenAny(_line, _key, receiving).ConfigureAwait(false);
        return !receiving.IsCompleted || _happened.Reader.TryPeek(out _);
    }

    private async Task ReceiveAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        try
        {
            await foreach (var item in _talk.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                var line = item.Kind is LineClientItemKind.Line or LineClientItemKind.TooLong or LineClientItemKind.Unterminated
                    ? LineText.Decode(item.Line.Span)
                    : null;
                await _happened.Writer.WriteAsync(new Happening.Received(item, line), cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The person has left.
        }
    }

    // A task of its own, so that the keyboard goes on while the server does not read.
    private async Task SendAllAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        try
        {
            await foreach (var line in _outgoing.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                var isTaken = await _talk.WriteLineAsync(Encoding.UTF8.GetBytes(line), cancellationToken).ConfigureAwait(false);
                await _happened.Writer.WriteAsync(new Happening.Said(line, isTaken), cancellationToken).ConfigureAwait(false);
            }

            await EndInput().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // As above.
        }
    }

    private void Take(Happening happened)
    {
        switch (happened)
        {
            case Happening.Said said:
                _above.Add(said.IsTaken ? _scribe.Sent(said.Line) : _scribe.NotSent(said.Line));
                break;
            case Happening.Received { Line: { } line } received:
                _editor.Words.Add(line);
                _above.Add(_scribe.Received(line, received.Item.Kind));
                break;
            case Happening.Received received:
                _reason = received.Item.Reason;
                if (_scribe.Notice(received.Item) is { } notice)
                {
                    _above.Add(notice);
                }

                break;
        }
    }

    private void Obey(TerminalEvent happened)
    {
        switch (happened)
        {
            case TerminalEvent.Typed typed:
                _keys.Push(typed.Bytes);
                Press(nothingFollows: false);
                break;
            case TerminalEvent.Quiet:
                Press(nothingFollows: true);
                break;
            case TerminalEvent.Resized:
                var (columns, rows) = _terminal.Size;
                _terminal.Write(_screen.Resize(columns, rows, _editor.View));
                break;
            case TerminalEvent.Resumed:
                _terminal.Write(_screen.Anew(_editor.View));
                break;
            case TerminalEvent.Gone { Failure: { } failure }:
                throw failure;
            default:
                _isLeaving = true;
                break;
        }
    }

    private void Press(bool nothingFollows)
    {
        while (!_isLeaving && _keys.TryRead(out var key, nothingFollows))
        {
            var outcome = _editor.Press(key);
            switch (outcome.Deed)
            {
                case EditorDeed.Send:
                    Say(outcome.Lines);
                    break;
                case EditorDeed.Leave:
                    _isLeaving = true;
                    break;
                case EditorDeed.EndInput when _outgoing.Writer.TryComplete():
                    _above.Add(_scribe.Note("That is all you have to say; what the server still sends is shown. Ctrl-C twice leaves."));
                    break;
                case EditorDeed.Suspend:
                    _terminal.Write(_screen.Hide());
                    _terminal.Suspend();
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

    private void Say(IReadOnlyList<string> lines)
    {
        foreach (var line in lines)
        {
            if (!_outgoing.Writer.TryWrite(line))
            {
                _above.Add(_scribe.NotSent(line));   // after the end of input
            }
        }
    }

    private void Draw()
    {
        _terminal.Write(_above.Count > 0 ? _screen.Above(_above, _editor.View) : _screen.Show(_editor.View));
        _above.Clear();
    }

    private abstract record Happening
    {
        public sealed record Received(LineClientItem Item, string? Line) : Happening;

        public sealed record Said(string Line, bool IsTaken) : Happening;
    }
}
