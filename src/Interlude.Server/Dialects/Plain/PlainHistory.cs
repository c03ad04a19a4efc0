using System.Globalization;
using Interlude.World;

namespace Interlude.Server.Dialects.Plain;

/// <summary>Tells history again to people at a terminal: when, who, what; as it was told live, with the time in front.</summary>
internal static class PlainHistory
{
    /// <summary>A page of one conversation, with a line in front.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Lines(PlainClient client, ReadOnlyMemory<byte> title, IEnumerable<HistoryItem> items) =>
        [title, .. items.Select(item => Line(client, item, showsChannels: false))];

    /// <summary>What somebody has missed since its last session ended, as the last of so many lines.</summary>
    public static void TellMissed(PlainClient client, long left) => MissedHistory.Find(client.Ask, client.View, left, client.AsOf, page =>
    {
        if (page is null)
        {
            client.Say($"* What was said while you were away cannot be read at the moment. Please ask for it later with /history.");
            return;
        }

        var last = MissedHistory.Last(page.Items, item => Line(client, MissedHistory.UnderNameOfNow(client.View, item), showsChannels: true));
        client.Answer([PlainLine.Of($"* While you were away ({CountOf(last.Count)}):"), .. last.Select(told => told.Lines)]);
    });

    /// <summary>What was said before one came, if one is to be told without asking.</summary>
    public static void Replay(PlainClient client, ChannelName name)
    {
        if (client.Limits.MaxReplayed == 0 || client.Limits.MaxHistoryMessages == 0 || client.View.Find(name) is not { History: { Count: > 0 } parts })
        {
            return;
        }

        var query = new HistoryQuery { Parts = [.. parts], IsFromEnd = true, Limit = client.Limits.MaxReplayed, AsOf = client.AsOf };
        client.Ask(new ServerRequest.ReadHistory(query), result =>
        {
            if (((RequestResult.HistoryRead)result).Page is { Items: { IsEmpty: false } items })
            {
                client.Answer(Lines(client, PlainLine.Of($"* Before you came to {name} ({CountOf(items.Length)}):"), items));
            }
        });
    }

    /// <summary>How many, in words.</summary>
    public static Sentence CountOf(int messages) => new(messages == 1
        ? "1 message"
        : string.Create(CultureInfo.InvariantCulture, $"{messages} messages"));

    private static ReadOnlyMemory<byte> Line(PlainClient client, HistoryItem item, bool showsChannels)
    {
        var time = PlainLine.Prefix($"[{new Sentence(Dates.Short(item.Time.Milliseconds))}] ");
        return item.Event switch
        {
            Event.Said said when showsChannels => PlainLine.InFront(
                PlainLine.Join(time, PlainLine.Prefix($"[{said.Channel}] ")), PlainSpeech.Render(said)),
            Event.Said said => PlainLine.InFront(time, PlainSpeech.Render(said)),
            Event.Told told => PlainLine.InFront(
                time, PlainSpeech.Render(told with { Away = Text.Empty }, HistorySides.IsOwn(client.User!, told.User, told.Target) ? PlainKind.Self : PlainKind.Target)),
            _ => default,
        };
    }
}
