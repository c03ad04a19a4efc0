using System.Buffers;
using System.Text;
using System.Threading.Channels;
using Interlude.Client.Editing;
using Interlude.Client.Records;
using Interlude.Client.Talks;
using Interlude.Client.Terminals;
using Interlude.Lines;

namespace Interlude.Client.Keyboards;

/// <summary>A talk at a terminal that edits the line itself: what comes in is appended, and nothing on the screen is ever
/// changed, as screen readers, paper and terminals without a cursor need it.</summary>
/// <param name="talk">What is talked.</param>
/// <param name="events">What happens at the terminal, which is not in raw mode: typed bytes are whole lines, or the piece of one
/// behind which Ctrl-D was pressed.</param>
/// <param name="write">Appends text, its lines ended by LF.</param>
/// <param name="history">The lines sent so far; those sent now are added.</param>
/// <param name="scribe">How lines look.</param>
/// <param name="options">What is done beside it.</param>
internal sealed class AppendingMode(
    ITalk talk, ChannelReader<TerminalEvent> events, Action<string> write, LineHistory history, LineScribe scribe, KeyboardOptions options)
{
    private readonly ArrayBufferWriter<byte> _typed = new();
    private readonly StringBuilder _told = new();
    private LineCloseReason? _reason;
    private bool _isLeaving;

    /// <summary>Runs until the talk is over or the person leaves.</summary>
    /// <returns>Why the connection ended; null if the person left before.</returns>
    /// <exception cref="IOException">The terminal is gone.</exception>
    public async Task<LineCloseReason?> RunAsync()
    {
        using var exchange = new Exchange(talk, options);
        try
        {
            while (!_isLeaving && await exchange.WaitAsync(events).ConfigureAwait(false))
            {
                while (_told.Length < 64 * 1024 && exchange.TryTake(out var happened))
                {
                    Tell(happened!);
                }

                while (!_isLeaving && events.TryRead(out var typed))
                {
                    Obey(typed, exchange);
                }

                Append();
            }
        }
        finally
        {
            foreach (var said in await exchange.LeaveAsync().ConfigureAwait(false))
            {
                Tell(said);
            }

            Append();
        }

        await exchange.ThrowIfFaultedAsync().ConfigureAwait(false);
        return _reason;
    }

    private void Tell(Happening happened)
    {
        if (happened is Happening.Received { Item.Kind: LineClientItemKind.Lost } lost)
        {
            _reason = lost.Item.Reason;
        }

        // What was taken stands there already, as it was typed.
        if (happened is not Happening.Said { IsTaken: true } && scribe.Describe(happened) is { } text)
        {
            _told.Append(text).Append('\n');
        }
    }

    private void Obey(TerminalEvent happened, Exchange exchange)
    {
        switch (happened)
        {
            case TerminalEvent.Typed typed:
                Take(typed.Bytes, exchange);
                break;
            case TerminalEvent.Gone { Failure: { } failure }:
                throw failure;
            case TerminalEvent.Gone:
                if (_typed.WrittenCount > 0)
                {
                    Say(exchange);
                    _told.Append('\n');   // the cursor stands behind that piece
                }

                exchange.TryEndInput();
                _told.Append(scribe.Note(KeyboardMode.InputEnded)).Append('\n');
                break;
            case TerminalEvent.Interrupted:
                _told.Append('\n');   // the terminal has written ^C behind whatever stood there
                _isLeaving = true;
                break;
            default:
                break;
        }
    }

    private void Take(ReadOnlySpan<byte> bytes, Exchange exchange)
    {
        int end;
        while ((end = bytes.IndexOf((byte)'\n')) >= 0)
        {
            _typed.Write(bytes[..end]);
            Say(exchange);
            bytes = bytes[(end + 1)..];
        }

        _typed.Write(bytes);
    }

    private void Say(Exchange exchange)
    {
        var line = _typed.WrittenSpan.ToArray();
        _typed.ResetWrittenCount();
        history.Add(LineText.Decode(line));
        exchange.TrySay(line);
    }

    private void Append()
    {
        if (_told.Length > 0)
        {
            write(_told.ToString());
            _told.Clear();
        }
    }
}
