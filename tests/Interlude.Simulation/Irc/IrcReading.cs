using Interlude.Server;
using Interlude.World;

namespace Interlude.Simulation.Irc;

/// <summary>What a client is told again: the lines of the pages that were read for it, between those of what happens now.</summary>
internal sealed class IrcReading(IrcPeer peer, MessageIds ids)
{
    private readonly List<HistoryItem> _items = [];
    private readonly HashSet<HistoryItem> _told = [];
    private readonly HashSet<string> _batches = new(StringComparer.Ordinal);   // of several lines that are one message

    /// <summary>A page was read for it.</summary>
    public void Begin(IEnumerable<HistoryItem> items) => _items.AddRange(items);

    /// <summary>Whether a line, which is not due for what happens now, tells something again.</summary>
    public bool TryTake(SeenLine line)
    {
        if (_items.Count == 0 || !line.IsOfUser)
        {
            return false;
        }

        if (line.Verb == "BATCH" && line[1] == "draft/multiline" && line[0][0] == '+')
        {
            _batches.Add(line[0][1..]);
            return true;
        }

        var isPart = line.Tag("batch") is { } batch && _batches.Contains(batch);
        if (line.Verb is not ("PRIVMSG" or "NOTICE"))
        {
            return false;
        }

        var text = TextOf(line[1]);
        // The same words may have been said to several, and only the id tells which these are.
        var fitting = _items.FindAll(item => Fits(item, text) && (line.Tag("msgid") is not { } id || IsOf(id, item)));
        var item = fitting.Find(item => !_told.Contains(item)) ?? fitting.FirstOrDefault();
        if (item is not null)
        {
            _told.Add(item);
            if (line.Tag("msgid") is { } msgid)
            {
                ids.TakeAgain(line, msgid, item.Sequence);
            }
        }

        return item is not null || isPart;
    }

    /// <summary>Its line is answered.</summary>
    public void EndLine(long client)
    {
        Hold.That(
            _items.TrueForAll(_told.Contains),
            "Whoever asks for history is told the whole page.",
            () => $"client {client} is not told {_items.Find(item => !_told.Contains(item))}");
        _items.Clear();
        _told.Clear();
        _batches.Clear();
    }

    private static bool IsOf(string id, HistoryItem item) => id.EndsWith($"-{item.Sequence}-{item.Index}", StringComparison.Ordinal);

    // A line of another dialect may be too long for one of IRC, and come in pieces.
    private static bool Fits(HistoryItem item, string text)
    {
        var speech = item.Event is Event.Said said ? said.Speech : ((Event.Told)item.Event).Speech;
        var first = speech.Text.ToString();
        return first == text || (text.Length > 100 && first.Contains(text, StringComparison.Ordinal))
            || speech.More.Any(line => line.Text.Length > 0 && line.Text.ToString() == text);
    }

    // Without the CTCP's ends; and without the time that is in front for clients which know no other.
    private string TextOf(string text)
    {
        text = text.StartsWith("\u0001ACTION ", StringComparison.Ordinal) ? text[8..].TrimEnd('\u0001') : text;
        return !peer.Has("server-time") && text.StartsWith('[') && text.IndexOf("] ", StringComparison.Ordinal) is var end and > 0 ? text[(end + 2)..] : text;
    }
}
