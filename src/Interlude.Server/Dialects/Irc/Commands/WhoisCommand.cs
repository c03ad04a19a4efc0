using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Commands;

/// <summary>https://modern.ircdocs.horse/#whois-message</summary>
internal sealed class WhoisCommand() : IrcCommand("WHOIS", "[<server>] <nick>", "tells of a user")
{
    public override void Run(IrcClient client, scoped in IrcMessage message)
    {
        var nicks = At(message, message.Count > 1 ? 1 : 0);
        var names = Split(nicks);
        if (names.Count == 0)
        {
            client.Reply(Numeric.ERR_NONICKNAMEGIVEN, $":No nickname given");
            return;
        }

        List<ReadOnlyMemory<byte>> lines;
        if (message.Count > 1 && !IsThisServer(client, message[0]) && !message[0].SequenceEqual(nicks))
        {
            lines = [client.NumericLine(Numeric.ERR_NOSUCHSERVER, $"{new Word(message[0])} :No such server")];
        }
        else if (Nick.TryCreate(names[0], out var nick, out _) && client.View.Find(nick) is { } user)
        {
            lines = WhoisReplies.Lines(client, user);
        }
        else
        {
            lines = [client.NumericLine(Numeric.ERR_NOSUCHNICK, $"{new Word(names[0])} :No such nick/channel")];
        }

        // "MUST be exactly the <nick> parameter", with the nicks that were dropped: TARGMAX is 1.
        lines.Add(client.NumericLine(Numeric.RPL_ENDOFWHOIS, $"{client.Long(nicks, "End of /WHOIS list")} :End of /WHOIS list"));
        client.AnswerAll(lines);
    }

    // Every user is on this server, so the nick of any names it; RFC 2812 3.6.2 allows wildcards.
    private static bool IsThisServer(IrcClient client, ReadOnlySpan<byte> name) =>
        Mask.Matches(name, System.Text.Encoding.UTF8.GetBytes(client.ServerName))
        || (Nick.TryCreate(name, out var nick, out _) && client.View.Find(nick) is not null);
}
