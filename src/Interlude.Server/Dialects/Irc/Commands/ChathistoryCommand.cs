using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text;
using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Commands;

/// <summary>https://ircv3.net/specs/extensions/chathistory</summary>
internal sealed class ChathistoryCommand() : IrcCommand(
    "CHATHISTORY",
    "BEFORE|AFTER|LATEST|AROUND <target> <reference> <limit> | BETWEEN <target> <reference> <reference> <limit> | TARGETS <timestamp> <timestamp> <limit>",
    "reads what was said before")
{
    // Subcommand, and what follows it: a target, references, a limit.
    private static readonly ImmutableArray<(string Name, int Parameters)> Subcommands =
        [("LATEST", 3), ("BEFORE", 3), ("AFTER", 3), ("AROUND", 3), ("BETWEEN", 4), ("TARGETS", 3)];

    public override void Run(IrcClient client, scoped in IrcMessage message)
    {
        var given = At(message, 0);
        if (client.Limits.MaxHistoryMessages == 0)
        {
            client.Reply(Numeric.ERR_UNKNOWNCOMMAND, $"{Verb} :Unknown command");
            return;
        }

        if (given.IsEmpty)
        {
            Refuse(client, $"INVALID_PARAMS {new Word(given)} :Insufficient parameters");
            return;
        }

        var (name, parameters) = SubcommandOf(given);
        if (parameters == 0)
        {
            Refuse(client, $"INVALID_PARAMS {new Word(given)} :Unknown command");
        }
        else if (message.Count - 1 != parameters)
        {
            var words = message.Count - 1 < parameters ? "Insufficient parameters" : "Too many parameters";
            Refuse(client, $"INVALID_PARAMS {name} :{words}");
        }
        else if (!client.Has(Caps.ChatHistory))
        {
            // "The draft/chathistory capability MUST be negotiated."
            var target = name == "TARGETS" ? "*"u8 : message[1];
            Refuse(client, $"MESSAGE_ERROR {name} {new Word(target)} :Ask for the capability draft/chathistory first");
        }
        else if (!TryReadLimit(message[parameters], client.Limits.MaxHistoryMessages, out var limit))
        {
            Refuse(client, $"INVALID_PARAMS {name} {new Word(message[parameters])} :Invalid limit");
        }
        else if (name == "TARGETS")
        {
            ReadTargets(client, message, limit);
        }
        else
        {
            Read(client, name, message, limit);
        }
    }

    private static void Refuse(IrcClient client, IrcLine codeAndRest) => client.Fail($"CHATHISTORY {codeAndRest}");

    private static (string Name, int Parameters) SubcommandOf(ReadOnlySpan<byte> given)
    {
        foreach (var subcommand in Subcommands)
        {
            if (Ascii.EqualsIgnoreCase(given, subcommand.Name))
            {
                return subcommand;
            }
        }

        return (string.Empty, 0);
    }

    // More than there may be is as much as there may be.
    private static bool TryReadLimit(ReadOnlySpan<byte> text, int most, out int limit)
    {
        var isNumber = Utf8Parser.TryParse(text, out long number, out var read) && read == text.Length && number > 0;
        limit = (int)Math.Min(number, most);
        return isNumber;
    }

    private static void Read(IrcClient client, string name, scoped in IrcMessage message, int limit)
    {
        if (Find(client, message[1]) is not { } place)
        {
            Refuse(client, $"INVALID_TARGET {name} {new Word(message[1])} :Messages could not be retrieved");
            return;
        }

        var target = message[1].ToArray();
        var page = new HistoryQuery
        {
            Parts = place.Parts,
            Kinds = HistoryLines.KindsFor(client),
            Limit = limit,
            AsOf = client.World.Sequence,
        };
        // "BEFORE #c *" is what some clients say for the latest.
        if (name is "LATEST" or "BEFORE" && message[2].SequenceEqual("*"u8))
        {
            Ask(client, new Asked(name, target, place.Channel), page with { IsFromEnd = true });
            return;
        }

        var second = default(HistoryBound);
        if (!TryReadReference(client, name, message, 2, out var first)
            || (name == "BETWEEN" && !TryReadReference(client, name, message, 3, out second)))
        {
            return;
        }

        var asked = new Asked(name, target, place.Channel);
        switch (name)
        {
            case "LATEST":
                Ask(client, asked, page with { After = first, IsFromEnd = true });
                break;
            case "BEFORE":
                Ask(client, asked, page with { Before = first, IsFromEnd = true });
                break;
            case "AFTER":
                Ask(client, asked, page with { After = first });
                break;
            case "AROUND":
                AskAround(client, asked, page, first);
                break;
            default:
                AskBetween(client, asked, page, first, second);
                break;
        }
    }

    /// <summary>What may be read under a name; null: nothing may, or there is no such place.</summary>
    private static (ImmutableArray<HistoryPart> Parts, ChannelName? Channel)? Find(IrcClient client, ReadOnlySpan<byte> name) =>
        ChannelName.TryCreate(name, out var channel, out _)
            ? client.View.Find(channel) is { History: { Count: > 0 } parts } view ? ([.. parts], view.Name) : null
            : Nick.TryCreate(name, out var nick, out _) ? ([.. client.View.HistoryWith(nick)], null) : null;

    private static bool TryReadReference(IrcClient client, string name, scoped in IrcMessage message, int index, out HistoryBound bound)
    {
        var text = message[index];
        switch (HistoryReference.TryRead(text, client.Options, out bound))
        {
            case HistoryReferenceFault.None:
                return true;
            case HistoryReferenceFault.UnknownType:
                Refuse(client, $"INVALID_MSGREFTYPE {name} {new Word(message[1])} {new Word(text)} :Messages are referred to by msgid or timestamp");
                return false;
            case HistoryReferenceFault.BadTime:
                Refuse(client, $"INVALID_PARAMS {name} {new Word(text)} :Invalid timestamp");
                return false;
            case HistoryReferenceFault.UnknownId:
                Refuse(client, $"INVALID_PARAMS {name} {new Word(text)} :Unknown msgid");
                return false;
            default:
                Refuse(client, $"INVALID_PARAMS {name} {new Word(text)} :Invalid reference");
                return false;
        }
    }

    private static void Ask(IrcClient client, Asked asked, HistoryQuery query) =>
        client.Ask(new ServerRequest.ReadHistory(query), result => Answer(client, asked, ((RequestResult.HistoryRead)result).Page));

    // A place and a moment cannot be compared without looking: what lies between is on one side or the other.
    private static void AskBetween(IrcClient client, Asked asked, HistoryQuery page, HistoryBound first, HistoryBound second)
    {
        var forwards = page with { After = first, Before = second };
        var backwards = page with { After = second, Before = first, IsFromEnd = true };
        client.Ask(new ServerRequest.ReadHistory(forwards), result =>
        {
            if (((RequestResult.HistoryRead)result).Page is { Items.IsEmpty: true })
            {
                Ask(client, asked, backwards);
            }
            else
            {
                Answer(client, asked, ((RequestResult.HistoryRead)result).Page);
            }
        });
    }

    // Half of it from before, and as much as there is room for from there on: what is referred to is in the middle.
    private static void AskAround(IrcClient client, Asked asked, HistoryQuery page, HistoryBound middle)
    {
        var from = middle.Time is { } time
            ? HistoryBound.At(new Timestamp(time.Milliseconds - 1))
            : HistoryBound.At(middle.Sequence, middle.Index - 1);
        var before = page with { Before = middle, IsFromEnd = true, Limit = Math.Max(1, page.Limit / 2) };
        client.Ask(new ServerRequest.ReadHistory(before), result =>
        {
            var earlier = page.Limit == 1 ? HistoryPage.Empty : ((RequestResult.HistoryRead)result).Page;
            if (earlier is null)
            {
                Answer(client, asked, null);
                return;
            }

            var after = page with { After = from, Limit = page.Limit - earlier.Items.Length };
            client.Ask(new ServerRequest.ReadHistory(after), rest => Answer(
                client,
                asked,
                ((RequestResult.HistoryRead)rest).Page is { } later ? new HistoryPage([.. earlier.Items, .. later.Items]) : null));
        });
    }

    private static void Answer(IrcClient client, Asked asked, HistoryPage? page)
    {
        if (page is null)
        {
            Refuse(client, $"MESSAGE_ERROR {asked.Subcommand} {new Word(asked.Target)} :Messages could not be retrieved");
            return;
        }

        client.AnswerAll(HistoryLines.InBatch(
            client,
            $"chathistory {HistoryLines.NameOf(client, asked.Channel, Encoding.UTF8.GetString(asked.Target), page)}",
            client.TakeLabel(),
            page.Items.Select(item => HistoryLines.Render(client, item, asked.Channel))));
    }

    private static void ReadTargets(IrcClient client, scoped in IrcMessage message, int limit)
    {
        Span<Timestamp> moments = stackalloc Timestamp[2];
        for (var index = 0; index < 2; index++)
        {
            var text = message[index + 1];
            if (HistoryReference.TryRead(text, client.Options, out var bound) != HistoryReferenceFault.None || bound.Time is not { } time)
            {
                Refuse(client, $"INVALID_PARAMS TARGETS {new Word(text)} :Invalid timestamp");
                return;
            }

            moments[index] = time;
        }

        var view = client.View;
        var channels = view.Viewer!.Channels.Select(name => view.Find(name)!).ToList();
        var isBackwards = moments[0] > moments[1];
        var query = new HistoryTargetsQuery
        {
            Channels = [.. channels.Select(channel => (channel.Id, channel.History.ToImmutableArray()))],
            Keepers = [.. view.Keepers],
            After = HistoryBound.At(moments[isBackwards ? 1 : 0]),
            Before = HistoryBound.At(moments[isBackwards ? 0 : 1]),
            IsFromEnd = isBackwards,
            Limit = limit,
            AsOf = client.World.Sequence,
        };
        var names = channels.ToDictionary(channel => channel.Id, channel => channel.Name.Value);
        client.Ask(
            new ServerRequest.ReadHistoryTargets(query),
            result => Answer(client, names, ((RequestResult.HistoryTargetsRead)result).Targets));
    }

    private static void Answer(IrcClient client, Dictionary<ChannelId, string> names, HistoryTargets? targets)
    {
        if (targets is null)
        {
            Refuse(client, $"MESSAGE_ERROR TARGETS * :Messages could not be retrieved");
            return;
        }

        client.AnswerAll(HistoryLines.InBatch(
            client,
            "draft/chathistory-targets",
            client.TakeLabel(),
            targets.Items.Select(target => Line(client, target.Channel is { } id ? names[id] : target.Nick!.Value, target.Latest))));
    }

    private static ReadOnlyMemory<byte> Line(IrcClient client, string target, Timestamp latest)
    {
        Span<byte> time = stackalloc byte[ServerTime.Length];
        ServerTime.Write(latest, time);
        return IrcLine.Of($":{client.ServerName} CHATHISTORY TARGETS {target} {time}");
    }

    /// <summary>What was asked for, to be repeated in the answer.</summary>
    private sealed record Asked(string Subcommand, byte[] Target, ChannelName? Channel);
}
