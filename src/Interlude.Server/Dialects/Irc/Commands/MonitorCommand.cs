using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Commands;

/// <summary>https://ircv3.net/specs/extensions/monitor</summary>
internal sealed class MonitorCommand() : IrcCommand(
    "MONITOR", "+ <nick>{,<nick>} | - <nick>{,<nick>} | C | L | S", "watches whether users are there", 1)
{
    public override void Run(IrcClient client, scoped in IrcMessage message)
    {
        switch (message[0])
        {
            case [(byte)'+' or (byte)'-'] when At(message, 1).IsEmpty:
                TellOfMissing(client);
                break;
            case [(byte)'+']:
                Wish(client, new Command.Watch([.. Nicks(message[1])], []));
                break;
            case [(byte)'-']:
                Wish(client, new Command.Watch([], [.. Nicks(message[1])]));
                break;
            case [(byte)'C' or (byte)'c']:
                Wish(client, new Command.Watch([], [], RemovesAll: true));
                break;
            case [(byte)'L' or (byte)'l']:
                client.AnswerAll(
                [
                    .. MonitorReplies.Listed(client, Numeric.RPL_MONLIST, client.View.Watched(client.Session).Select(nick => nick.Utf8)),
                    client.NumericLine(Numeric.RPL_ENDOFMONLIST, $":End of MONITOR list"),
                ]);
                break;
            case [(byte)'S' or (byte)'s']:
                client.AnswerAll(MonitorReplies.Status(client, client.View.Watched(client.Session)));
                break;
            default:
                client.Reply(Numeric.ERR_UNKNOWNERROR, $"MONITOR {new Word(message[0])} :It takes one of + - C L S");
                break;
        }
    }

    // Nothing to do is nothing to record.
    private static void Wish(IrcClient client, Command.Watch wish)
    {
        if (!wish.Added.IsEmpty || !wish.Removed.IsEmpty || wish.RemovesAll)
        {
            client.Wish(wish);
        }
    }

    // "'target' MUST be a valid nick": what is none is nobody's name, and is left out. Each once.
    private static IEnumerable<Nick> Nicks(ReadOnlySpan<byte> list)
    {
        var nicks = new List<Nick>();
        foreach (var word in Split(list))
        {
            if (Nick.TryCreate(word, out var nick, out _))
            {
                nicks.Add(nick);
            }
        }

        return nicks.DistinctBy(nick => nick.Key, StringComparer.Ordinal);
    }
}
