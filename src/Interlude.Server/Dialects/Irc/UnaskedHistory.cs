using Interlude.World;

namespace Interlude.Server.Dialects.Irc;

/// <summary>History for clients that ask for none: what one has missed, and what was said before one joined.</summary>
internal static class UnaskedHistory
{
    /// <summary>
    /// "if a client requests this capability, the server SHOULD NOT play back any history that would otherwise be sent
    /// automatically". https://ircv3.net/specs/extensions/chathistory#implementation
    /// </summary>
    public static bool IsFor(IrcClient client) =>
        client.Limits.MaxHistoryMessages > 0 && !client.Has(Caps.ChatHistory) && !client.Has(Caps.ZncPlayback);

    /// <summary>What was said while none of the user's clients was there.</summary>
    public static void TellMissed(IrcClient client, long? left)
    {
        if (left is { } entry && IsFor(client))
        {
            MissedHistory.Find(client.Ask, client.View, entry, client.World.Sequence, page => TellMissed(client, page));
        }
    }

    /// <summary>What was said on a channel before one came, if that is to be told.</summary>
    public static void Replay(IrcClient client, ChannelName name)
    {
        if (client.Limits.MaxReplayed == 0 || !IsFor(client) || client.View.Find(name) is not { History: { Count: > 0 } parts })
        {
            return;
        }

        var query = new HistoryQuery { Parts = [.. parts], IsFromEnd = true, Limit = client.Limits.MaxReplayed, AsOf = client.World.Sequence };
        client.Ask(new ServerRequest.ReadHistory(query), result =>
        {
            if (((RequestResult.HistoryRead)result).Page is { Items: { IsEmpty: false } items })
            {
                client.AnswerAll(Lines(client, items.Select(item => (item, Render(client, item)))));
            }
        });
    }

    private static void TellMissed(IrcClient client, HistoryPage? page)
    {
        if (page is null)
        {
            client.Reply($":{client.ServerName} NOTICE {client.Target} :*** What was said while you were away cannot be read at the moment. Later, PRIVMSG {Playback.Name} :PLAY * shows it.");
        }
        else
        {
            client.AnswerAll(Lines(client, MissedHistory.Last(page.Items, item => Render(client, item))));
        }
    }

    // In batches, of one buffer each, for clients that take them; else in order, and with the time in the text for those that
    // would believe that it is said now.
    private static IEnumerable<ReadOnlyMemory<byte>> Lines(IrcClient client, IEnumerable<(HistoryItem Item, ReadOnlyMemory<byte> Lines)> told)
    {
        if (!client.Has(Caps.Batch))
        {
            return told.Select(one => one.Lines);
        }

        return told.GroupBy(one => BufferOf(client, MissedHistory.UnderNameOfNow(client.View, one.Item).Event), StringComparer.Ordinal).SelectMany(buffer => HistoryLines.InBatch(
            client, $"chathistory {buffer.Key}", label: null, buffer.Select(one => one.Lines)));
    }

    private static ReadOnlyMemory<byte> Render(IrcClient client, HistoryItem item) => HistoryLines.Render(
        client,
        client.Has(Caps.ServerTime) ? item : item with { Event = WithTime(item) },
        (MissedHistory.UnderNameOfNow(client.View, item).Event as Event.Said)?.Channel);

    private static string BufferOf(IrcClient client, Event happened) => happened switch
    {
        Event.Said said => said.Channel.Value,
        Event.Told told => HistorySides.Across(client.User!, told).Nick.Value,
        _ => throw new System.Diagnostics.UnreachableException($"{happened.GetType().Name} is no message."),
    };

    private static Event WithTime(HistoryItem item) => item.Event switch
    {
        Event.Said said => said with { Speech = WithTime(said.Speech, item.Time) },
        Event.Told told => told with { Speech = WithTime(told.Speech, item.Time) },
        var other => other,
    };

    private static Speech WithTime(Speech speech, Timestamp time) =>
        speech with { Text = IrcTexts.From($"[{Dates.Short(time.Milliseconds)}] {speech.Text}") };
}
