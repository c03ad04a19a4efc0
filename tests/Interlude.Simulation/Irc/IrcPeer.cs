using System.Text;
using System.Text.Unicode;
using Interlude.Irc;
using Interlude.Server;
using Interlude.Simulation.Reference;

namespace Interlude.Simulation.Irc;

/// <summary>
/// Somebody on IRC: what it has asked, what it believes by the lines it was sent, and whether each of them may be sent to
/// it as it stands.
/// </summary>
internal sealed class IrcPeer
{
    // What the answer to a PING has room for.
    private const int LongestToken = 510 - 39;

    private readonly long _number;
    private readonly MessageIds _ids;
    private readonly Dictionary<string, string> _batches = new(StringComparer.Ordinal);   // by reference: the type
    private readonly HashSet<string> _messages = new(StringComparer.Ordinal);
    private readonly List<string> _recent = [];   // of those, some
    private readonly Queue<string> _pings = new();
    private string _lastTime = string.Empty;
    private bool _hasClosed;

    public IrcPeer(long number, ServerOptions options, MessageIds ids, long connectedAt)
    {
        (_number, _ids) = (number, ids);
        Labels = new IrcLabels(number);
        Due = new IrcDue(this, options.Profile.Name);
        Reading = new IrcReading(this, ids);
        Patience = new IrcPatience(options.Limits, connectedAt);
    }

    public IrcBelief Belief { get; } = new();

    public IrcLabels Labels { get; }

    /// <summary>What it must be told of the present input.</summary>
    public IrcDue Due { get; }

    /// <summary>What it is told again.</summary>
    public IrcReading Reading { get; }

    /// <summary>How long it is waited for.</summary>
    public IrcPatience Patience { get; }

    /// <summary>The server has closed it of its own will, and must say why.</summary>
    public bool MustBeTold { get; set; }

    /// <summary>Its user has other devices, which may bring it to a channel.</summary>
    public bool IsOneOfSeveral { get; set; }

    /// <summary>What the server wants to know whether it is still there by, and has not been told.</summary>
    public Queue<string> Unanswered { get; } = new();

    /// <summary>The time of the last message that it was sent; empty: it knows none.</summary>
    public string LastTime => _lastTime;

    /// <summary>The id of a message that it was sent; null: it knows none.</summary>
    public string? SomeMessage(Chance chance) => _recent.Count == 0 ? null : chance.Pick(_recent);

    public bool Has(string capability) => Belief.Capabilities.Contains(capability);

    /// <summary>A line of it is looked at; null: one that was too long.</summary>
    public void BeginLine(byte[]? line)
    {
        Labels.BeginLine(line, Has("labeled-response") && Has("batch"));
        if (line is not null && IrcMessage.TryParse(line, out var message) && IsWhole(line)
            && message.Verb.SequenceEqual("PING"u8) && message.Count > 0 && message[0].Length is > 0 and <= LongestToken
            && !message.Tags.TryGet("batch"u8, out _))
        {
            _pings.Enqueue(Encoding.UTF8.GetString(message[0]));
        }
    }

    /// <summary>A line is sent to it.</summary>
    /// <returns>Whether it is the answer to a PING.</returns>
    public bool Take(SeenLine line, Moment now)
    {
        Hold.That(!_hasClosed, "Nothing follows ERROR.", () => Say(line));
        Each_tag_is_one_that_it_knows(line);
        var isAgain = !Due.IsNext(line, _batches) && Reading.TryTake(line);
        if (!isAgain)
        {
            Time_and_message_ids_go_on(line);
        }

        Each_batch_is_begun_and_ended(line);
        Labels.Take(line, Has("draft/channel-rename") && !IsOneOfSeveral);
        if (line.IsNumeric)
        {
            var nick = line.Verb == "001" ? line[0] : Belief.Nick;
            Hold.That(line[0] == nick, "The first parameter of a numeric is the client's nick, or *.", () => $"{Say(line)}, to {nick}");
        }

        if (line.Verb == "001")
        {
            Patience.Registered(now.Elapsed);
        }

        var isPong = line.Verb == "PONG";
        if (isPong)
        {
            var token = _pings.TryDequeue(out var asked) ? asked : null;
            Hold.That(line[1] == token, "A PING is answered once, with its own words.", () => $"{Say(line)}, asked for {token}");
        }
        else if (line.Verb == "PING")
        {
            Unanswered.Enqueue(line[0]);
            Patience.Pinged(now.Elapsed);
        }
        else if (line.Verb == "ERROR")
        {
            _hasClosed = true;
            Patience.Closed(line[0], Belief.IsRegistered, now.Elapsed);
        }

        if (!isAgain)
        {
            Due.Take(line, _batches);
        }

        Belief.Take(line);
        return isPong;
    }

    /// <summary>All that comes of an input was sent.</summary>
    public void EndInput(ReferenceClient client)
    {
        Due.CheckNothingIsLeft(_number);
        if (client.IsGone)
        {
            Hold.That(!MustBeTold || _hasClosed || client.IsClosed, "Whom the server closes it tells why.", () => $"client {_number}");
        }
        else if (!client.IsBusy)
        {
            Hold.That(_batches.Count == 0, "Every batch that was begun is ended.", () => $"client {_number}: {string.Join(' ', _batches)}");
            Labels.EndLine();
            Reading.EndLine(_number);
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> line)
    {
        var space = line.IndexOf((byte)' ');
        var tags = line[0] == '@' ? space + 1 : 0;
        return Utf8.IsValid(line) && line.IndexOfAny((byte)0, (byte)'\r', (byte)'\n') < 0 && line.Length - tags <= 510 && tags <= 4096;
    }

    private void Each_tag_is_one_that_it_knows(SeenLine line)
    {
        foreach (var (key, _) in line.Tags)
        {
            var needed = key switch
            {
                "time" => "server-time",
                "batch" => "batch",
                "label" => "labeled-response",
                "draft/multiline-concat" => "draft/multiline",
                "account" => "account-tag",
                "msgid" or "bot" => "message-tags",
                ['+', ..] => "message-tags",
                _ => "(nothing)",
            };
            Hold.That(Has(needed), "A tag goes only to clients with the capability that it needs.", () => Say(line));
        }

        Hold.That(
            !Has("server-time") || line.Tag("time") is not null || line.Verb == "CHATHISTORY", "With server-time, every line has its time.", () => Say(line));
    }

    private void Time_and_message_ids_go_on(SeenLine line)
    {
        if (line.Tag("msgid") is not { } id)
        {
            return;
        }

        _ids.Take(line, id);
        _recent.Add(id);
        _recent.RemoveRange(0, Math.Max(0, _recent.Count - 20));

        // What one says to oneself comes to one twice.
        var isToSelf = line.IsOfUser && line.Verb is "PRIVMSG" or "NOTICE" or "TAGMSG" or "BATCH" && Has("echo-message") && line.Parameters.Contains(Belief.Nick);
        Hold.That(_messages.Add(id) || isToSelf, "A message comes to a client once.", () => Say(line));
        if (line.Tag("time") is { } time)
        {
            Hold.That(
                string.CompareOrdinal(time, _lastTime) >= 0 || isToSelf, "Time does not go back from event to event.", () => $"{Say(line)} after {_lastTime}");
            _lastTime = time;
        }
    }

    private void Each_batch_is_begun_and_ended(SeenLine line)
    {
        if (line.Tag("batch") is { } reference)
        {
            Hold.That(_batches.ContainsKey(reference), "A line is in a batch that was begun and not ended.", () => Say(line));
        }

        if (line.Verb == "BATCH")
        {
            var isKnown = _batches.ContainsKey(line[0][1..]);
            Hold.That(Has("batch"), "Only who knows batches is sent any.", () => Say(line));
            Hold.That(line[0][0] == '+' ? !isKnown : isKnown, "A batch is begun once and ended once.", () => Say(line));
            if (line[0][0] == '+')
            {
                _batches.Add(line[0][1..], line[1]);
            }
            else
            {
                Labels.EndBatch(line[0][1..]);
                _batches.Remove(line[0][1..]);
            }
        }
    }

    private string Say(SeenLine line) => $"client {_number}: \"{line.Whole}\"";
}
