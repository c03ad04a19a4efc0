using Interlude.Irc;

namespace Interlude.Server.Dialects.Irc.Commands;

/// <summary>No specification but custom: 015 for each server, 017 at the end. Who is no operator sees the end alone.</summary>
internal sealed class MapCommand() : IrcCommand("MAP", "", "shows how the servers hang together; for server operators")
{
    public override void Run(IrcClient client, scoped in IrcMessage message)
    {
        if (ServerNames.MayInspect(client))
        {
            client.Reply(Numeric.RPL_MAP, $":{client.ServerName} [{client.View.Counts.Users} users]");
        }

        client.Reply(Numeric.RPL_MAPEND, $":End of /MAP");
    }
}
