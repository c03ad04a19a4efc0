using Interlude.Irc;

namespace Interlude.Server.Dialects.Irc.Commands;

/// <summary>https://modern.ircdocs.horse/#admin-message</summary>
internal sealed class AdminCommand() : ServerQueryCommand("ADMIN", "[<server>]", "says who runs the server")
{
    protected override void Tell(IrcClient client, scoped in IrcMessage message)
    {
        var profile = client.Profile;
        if (profile is { AdminLocation: "", AdminOrganization: "", AdminEmail: "" })
        {
            client.Reply(Numeric.ERR_NOADMININFO, $"{profile.Name} :No administrative info available");
            return;
        }

        client.Reply(Numeric.RPL_ADMINME, $"{profile.Name} :Administrative info");
        client.Reply(Numeric.RPL_ADMINLOC1, $":{profile.AdminLocation}");
        client.Reply(Numeric.RPL_ADMINLOC2, $":{profile.AdminOrganization}");
        client.Reply(Numeric.RPL_ADMINEMAIL, $":{profile.AdminEmail}");
    }
}
