using Interlude.Irc;

namespace Interlude.Server.Dialects.Irc.Commands;

/// <summary>https://modern.ircdocs.horse/#info-message; that a server may be named, RFC 2812, 3.4.10, says.</summary>
internal sealed class InfoCommand() : ServerQueryCommand("INFO", "[<server>]", "describes the server")
{
    protected override void Tell(IrcClient client, scoped in IrcMessage message)
    {
        var profile = client.Profile;
        client.Reply(Numeric.RPL_INFO, $":{profile.Name}: {profile.Description}");
        client.Reply(Numeric.RPL_INFO, $":Running {profile.Version} since {Dates.Of(profile.StartedAt)}");
        client.Reply(Numeric.RPL_INFO, $":HELP lists the commands");
        client.Reply(Numeric.RPL_ENDOFINFO, $":End of INFO list");
    }
}
