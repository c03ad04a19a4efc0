using System.Buffers.Text;
using System.Collections.Immutable;
using Interlude.World;

namespace Interlude.Server.Dialects.Plain.Commands;

internal sealed class HistoryCommand() : PlainCommand("history", "[#CHANNEL | NAME] [NUMBER]", "shows what was said before: the last 20 messages, or as many as you like; times are UTC")
{
    private const int Usual = 20;

    public override ImmutableArray<string> Habits => ["log", "logs", "scrollback", "backlog", "lastlog", "playback"];

    public override void Run(PlainClient client, ReadOnlySpan<byte> arguments)
    {
        var (first, rest) = PlainWords.Split(arguments);
        var isNumber = TryReadNumber(first, out var count);
        var name = isNumber ? [] : first;
        var number = PlainWords.Trim(rest);
        if (isNumber && !rest.IsEmpty)
        {
            SayTooMany(client);
        }
        else if (!isNumber && !number.IsEmpty && !TryReadNumber(number, out count))
        {
            client.Say($"* {Texts.From(number)} is no number of messages: {Usage} {Help}.");
        }
        else
        {
            Show(client, name, Math.Min(count == 0 ? Usual : count, client.Limits.MaxHistoryMessages));
        }
    }

    private static bool TryReadNumber(ReadOnlySpan<byte> word, out int number) =>
        Utf8Parser.TryParse(word, out number, out var read) && read == word.Length && number > 0;

    private static void Show(PlainClient client, ReadOnlySpan<byte> name, int most)
    {
        if (most == 0)
        {
            client.Say($"* Nobody can read what was said before on this server.");
        }
        else if (name.IsEmpty || name.StartsWith("#"u8))
        {
            if (TryReadChannelOrCurrent(client, name, out var channel))
            {
                Show(client, channel, most);
            }
        }
        else if (TryReadNick(client, name, out var nick))
        {
            Read(client, new Sentence($"between you and {nick}"), [.. client.View.HistoryWith(nick)], most);
        }
    }

    private static void Show(PlainClient client, ChannelName name, int most)
    {
        if (client.View.Find(name) is not { History: { Count: > 0 } parts } channel)
        {
            client.Say($"* You are not in {name}, so you cannot read what was said there. Type /join {name} to go there.");
            return;
        }

        Read(client, new Sentence($"in {channel.Name}"), [.. parts], most);
    }

    private static void Read(PlainClient client, Sentence where, ImmutableArray<HistoryPart> parts, int most)
    {
        var query = new HistoryQuery { Parts = parts, IsFromEnd = true, Limit = most, AsOf = client.AsOf };
        client.Ask(new ServerRequest.ReadHistory(query), result =>
        {
            switch (((RequestResult.HistoryRead)result).Page)
            {
                case null:
                    client.Say($"* What was said cannot be read at the moment. Please try again.");
                    break;
                case { Items.IsEmpty: true }:
                    client.Say($"* Nothing is kept of what was said {where}.");
                    break;
                case { Items: var items }:
                    client.Answer(PlainHistory.Lines(
                        client, PlainLine.Of($"* What was said {where} ({PlainHistory.CountOf(items.Length)}):"), items));
                    break;
            }
        });
    }
}
