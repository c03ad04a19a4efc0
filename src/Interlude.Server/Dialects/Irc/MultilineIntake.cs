using System.Text;
using Interlude.Irc;
using Interlude.Server.Dialects.Irc.Commands;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc;

/// <summary>
/// A draft/multiline batch that a client sends, line by line. https://ircv3.net/specs/extensions/multiline,
/// https://ircv3.net/specs/extensions/client-batch
/// </summary>
/// <remarks>
/// The label of its beginning is answered at its end. Where it is wrong, that is said once, at once, and what still comes
/// of it is nothing: "all past and future messages in this batch will be ignored". A wrong one that is never ended does not
/// stand in the way of another.
/// </remarks>
internal sealed class MultilineIntake(IrcClient client)
{
    private readonly List<SpeechLine> _lines = [];
    private byte[]? _reference;   // of the open batch
    private byte[]? _label;
    private byte[] _target = [];
    private Text _tags = Text.Empty;
    private SpeechKind? _kind;
    private int _bytes;
    private bool _isBroken;

    /// <summary>BATCH +reference type target: opens a batch.</summary>
    public void Open(scoped in IrcMessage message)
    {
        var reference = message[0][1..];
        if ((_reference is not null && !_isBroken) || message.Tags.TryGet("batch"u8, out _))
        {
            client.Fail($"BATCH MULTILINE_INVALID :A batch is open already");
        }
        else if (reference.IsEmpty || reference.Length > 64 || reference.ContainsAnyExcept(References))
        {
            Ignore(reference);
            client.Fail($"BATCH INVALID_REFTAG {new Word(reference)} :A reference is made of letters, digits and -");
        }
        else if (message.Count < 2 || !message[1].SequenceEqual("draft/multiline"u8) || !client.Has(Caps.Multiline))
        {
            Ignore(reference);
            client.Fail($"BATCH UNKNOWN_TYPE {new Word(reference)} {new Word(message.Count < 2 ? [] : message[1])} :Unknown batch type");
        }
        else if (message.Count < 3)
        {
            Ignore(reference);
            client.Fail($"BATCH MULTILINE_INVALID :The target is missing");
        }
        else
        {
            _reference = reference.ToArray();
            _target = message[2].ToArray();
            _tags = ClientTags.From(message.Tags);
            _label = client.TakeLabel();
            (_kind, _bytes, _isBroken) = (null, 0, false);
            _lines.Clear();
        }
    }

    /// <summary>BATCH -reference: the batch is said.</summary>
    public void Close(scoped in IrcMessage message)
    {
        if (_reference is null || !message[0][1..].SequenceEqual(_reference))
        {
            client.Fail($"BATCH MULTILINE_INVALID :No such batch is open");
            return;
        }

        _reference = null;
        if (_isBroken)
        {
            return;
        }

        RestoreLabel();
        if (_lines.Count == 0 || _lines.TrueForAll(line => line.Text.Length == 0))
        {
            client.Fail($"BATCH MULTILINE_INVALID :Invalid multiline batch with blank lines only");
        }
        else
        {
            SpeechCommand.Say(client, _target, Whole());
        }
    }

    /// <summary>Takes a line that belongs to the open batch.</summary>
    /// <returns>False if it belongs to none.</returns>
    public bool TryTake(scoped in IrcMessage message)
    {
        if (!message.Tags.TryGet("batch"u8, out var reference) || Ascii.EqualsIgnoreCase(message.Verb, "BATCH"u8))
        {
            return false;
        }

        if (_reference is not null && reference.SequenceEqual(_reference))
        {
            if (!_isBroken)
            {
                Take(message);
            }

            return true;
        }

        // To who has no business with batches, the tag is one of those that mean nothing.
        if (!client.IsRegistered || !client.Has(Caps.Multiline))
        {
            return false;
        }

        client.Fail($"BATCH MULTILINE_INVALID :No such batch is open");
        return true;
    }

    /// <summary>A line was refused. If it belongs to the open batch, the rest of that is nothing: what is left of it would be another text.</summary>
    public void BreakIfOf(scoped in IrcMessage message)
    {
        if (_reference is not null && !_isBroken && message.Tags.TryGet("batch"u8, out var reference) && reference.SequenceEqual(_reference))
        {
            Break($"MULTILINE_INVALID :Invalid multiline batch: one of its lines was refused");
        }
    }

    /// <summary>A line that was too long to be looked at was skipped, and may have belonged to the open batch.</summary>
    public void BreakIfOpen()
    {
        if (_reference is not null && !_isBroken)
        {
            Break($"MULTILINE_INVALID :Invalid multiline batch: one of its lines was too long");
        }
    }

    // Of one line it is what it would be without a batch: perhaps an action. In several, what is between programs is only marked.
    private Speech Whole() => _lines.Count == 1
        ? SpeechCommand.From(_kind!.Value, _lines[0].Text.Utf8.Span, _tags)
        : new Speech(_kind!.Value, _lines.Exists(IsCtcp) ? TextKind.Ctcp : TextKind.Plain, _lines[0].Text)
        {
            More = [.. _lines.Skip(1)],
            ClientTags = _tags,
            IsFormatted = _lines.Exists(line => SpeechCommand.IsFormatted(line.Text.Utf8.Span)),
        };

    private bool IsCtcp(SpeechLine line) =>
        SpeechCommand.From(_kind!.Value, line.Text.Utf8.Span, Text.Empty).Form == TextKind.Ctcp;

    private void Take(scoped in IrcMessage message)
    {
        var goesOn = message.Tags.TryGet("draft/multiline-concat"u8, out _);
        SpeechKind? kind = Ascii.EqualsIgnoreCase(message.Verb, "PRIVMSG"u8) ? SpeechKind.Message
            : Ascii.EqualsIgnoreCase(message.Verb, "NOTICE"u8) ? SpeechKind.Notice
            : null;
        if (kind is null || message.Count < 2 || (_kind is not null && kind != _kind))
        {
            Break($"MULTILINE_INVALID :Invalid multiline batch: PRIVMSG alone, or NOTICE alone, each with a text");
        }
        else if (!message[0].SequenceEqual(_target) && !Ascii.EqualsIgnoreCase(message[0], _target))
        {
            Break($"MULTILINE_INVALID_TARGET {new Word(_target)} {new Word(message[0])} :Invalid multiline target");
        }
        else if (goesOn && (_lines.Count == 0 || message[1].IsEmpty))
        {
            Break($"MULTILINE_INVALID :Invalid multiline batch with concatenated blank line");
        }
        else
        {
            _kind = kind;
            Add(message[1], goesOn);
        }
    }

    private void Add(ReadOnlySpan<byte> text, bool goesOn)
    {
        var limits = client.Limits;
        _bytes += text.Length + (_lines.Count == 0 || goesOn ? 0 : 1);
        if (_bytes > limits.MaxMultilineBytes)
        {
            Break($"MULTILINE_MAX_BYTES {limits.MaxMultilineBytes} :Multiline batch max-bytes exceeded");
        }
        else if (_lines.Count >= limits.MaxMultilineLines)
        {
            Break($"MULTILINE_MAX_LINES {limits.MaxMultilineLines} :Multiline batch max-lines exceeded");
        }
        else if (!SpeechCommand.FitsInLine(client, _kind!.Value, _target, text.Length))
        {
            Break($"MULTILINE_INVALID :Invalid multiline batch with a line that is too long to be relayed");
        }
        else
        {
            _lines.Add(new SpeechLine(IrcTexts.From(text), goesOn));
        }
    }

    private void Break(IrcLine parameters)
    {
        RestoreLabel();
        client.Fail($"BATCH {parameters}");
        client.FinishLine();
        _isBroken = true;
        _lines.Clear();
    }

    // What still comes of a batch that could not begin is nothing.
    private void Ignore(ReadOnlySpan<byte> reference)
    {
        (_reference, _isBroken, _label) = (reference.ToArray(), true, null);
        _lines.Clear();
    }

    private void RestoreLabel()
    {
        if (_label is not null)
        {
            client.FinishLine();   // a label of the line's own has had its answer: nothing
            client.BeginScope(_label);
        }

        _label = null;
    }

    private static readonly System.Buffers.SearchValues<byte> References = System.Buffers.SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-"u8);
}
