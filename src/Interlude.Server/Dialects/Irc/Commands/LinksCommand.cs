using Interlude.Irc;

namespace Interlude.Server.Dialects.Irc.Commands;

/// <summary>https://modern.ircdocs.horse/#links-message; its mask, which 365 repeats, is RFC 2812's, 3.4.5.</summary>
/// <remarks>"Servers MAY omit some or all servers on the network, including itself": who is no operator sees none.</remarks>
internal sealed class LinksCommand() : IrcCommand("LINKS", "[[<server>] <mask>]", "shows the servers; for server operators")
{
    public override void Run(IrcClient client, scoped in IrcMessage message)
    {
        var mask = At(message, message.Count > 1 ? 1 : 0);
        if (message.Count > 1 && !ServerNames.IsThis(client, message[0]))
        {
            client.Reply(Numeric.ERR_NOSUCHSERVER, $"{new Word(message[0])} :No such server");
            return;
        }

        if (ServerNames.MayInspect(client) && (mask.IsEmpty || ServerNames.Fits(client, mask)))
        {
            client.Reply(Numeric.RPL_LINKS, $"{client.ServerName} {client.ServerName} :0 {client.Profile.Description}");
        }

        client.Reply(Numeric.RPL_ENDOFLINKS, $"{new Word(mask)} :End of /LINKS list");
    }
}
