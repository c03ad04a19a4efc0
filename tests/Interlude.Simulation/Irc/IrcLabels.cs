using System.Text;
using Interlude.Irc;

namespace Interlude.Simulation.Irc;

/// <summary>The labels that a client has given: each is answered once, by one line or one batch.</summary>
internal sealed class IrcLabels(long client)
{
    private string? _pending;       // of the line under way
    private string? _deferred;      // of a batch that the client is sending
    private string? _deferredBatch;
    private string? _endedBatch;
    private bool _opensBatch;
    private string _line = string.Empty;

    private string? _answeringBatch;

    public void BeginLine(byte[]? line, bool areUnderstood)
    {
        (_pending, _opensBatch, _endedBatch) = (null, false, null);
        _line = line is null ? "(too long)" : Encoding.UTF8.GetString(line);
        if (line is null || !IrcMessage.TryParse(line, out var message) || TagsOf(line) > 4096)
        {
            return;
        }

        if (areUnderstood && message.Tags.TryGet("label"u8, out var label) && label.Length is > 0 and <= 64)
        {
            _pending = Encoding.UTF8.GetString(label);
        }

        // Too long, it is answered with its label, and does nothing else.
        if (line.Length - TagsOf(line) <= 510 && Ascii.EqualsIgnoreCase(message.Verb, "BATCH"u8) && message.Count > 0 && message[0].Length > 1)
        {
            var reference = Encoding.UTF8.GetString(message[0][1..]);
            _opensBatch = message[0][0] == '+';
            _endedBatch = message[0][0] == '-' ? reference : null;
            _deferredBatch = _opensBatch && _deferred is null ? reference : _deferredBatch;
        }
    }

    /// <summary>A line is sent to the client.</summary>
    public void Take(SeenLine line, bool comesByAsking)
    {
        if (line.Tag("label") is { } label)
        {
            Hold.That(
                label == _pending || label == _deferred,
                "A label is answered once, and by nobody who has not been asked.",
                () => $"client {client}: \"{line.Whole}\" after \"{_line}\"");
            (_pending, _deferred) = (label == _pending ? null : _pending, label == _deferred ? null : _deferred);
            _answeringBatch = line.Verb == "BATCH" ? line[0][1..] : null;
        }
        else if (_answeringBatch is not null && line.Tag("batch") is null && IsAnswer(line, comesByAsking))
        {
            throw new BrokenException($"All that answers a labeled line is in its batch.\n  client {client}: \"{line.Whole}\" after \"{_line}\"");
        }
        else if (_pending is not null && IsAnswer(line, comesByAsking))
        {
            throw new BrokenException($"What answers a labeled line bears the label.\n  client {client}: \"{line.Whole}\" after \"{_line}\"");
        }
    }

    public void EndBatch(string reference) => _answeringBatch = _answeringBatch == reference ? null : _answeringBatch;

    /// <summary>The client's line is answered.</summary>
    public void EndLine()
    {
        if (_pending is not null && _opensBatch)
        {
            (_deferred, _pending) = (_pending, null);
        }

        Hold.That(_pending is null, "A line with a label is answered.", () => $"client {client}: \"{_line}\"");
        Hold.That(
            _deferred is null || _endedBatch is null || _endedBatch != _deferredBatch,
            "A batch that began with a label is answered.",
            () => $"client {client}: \"{_line}\" for {_deferred}");
        (_opensBatch, _endedBatch) = (false, null);
    }

    // What others do, and what the server says by itself, bears no label: of the numerics only these are not answers.
    // 005, and CAP NEW and DEL, come unasked, too: a new configuration has changed what they say. And who knows no RENAME is told
    // of a channel's other name as if it had come to it; and another device may have come to one, or knocked.
    private static bool IsAnswer(SeenLine line, bool comesByAsking) => line.Verb switch
    {
        "730" or "731" or "710" or "396" or "005" or "901" => false,   // an account may be deleted by another user of it
        "332" or "333" or "353" or "366" or "711" => comesByAsking,
        "CAP" => line[1] is not ("NEW" or "DEL"),
        "FAIL" or "PONG" => true,
        _ => line.IsNumeric,
    };

    // With '@' and the space behind them; if there is none, all of the line is tags.
    private static int TagsOf(ReadOnlySpan<byte> line) => line[0] != '@' ? 0
        : line.IndexOf((byte)' ') is var end and >= 0 ? end + 1
        : line.Length + 1;
}
