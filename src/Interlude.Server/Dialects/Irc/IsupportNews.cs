using Interlude.World;

namespace Interlude.Server.Dialects.Irc;

/// <summary>
/// Tells clients of the tokens that a new configuration has changed: "If the value of a parameter changes, the server SHOULD
/// re-advertise the parameter with the new value in an RPL_ISUPPORT reply." https://modern.ircdocs.horse/#rplisupport-005
/// </summary>
internal static class IsupportNews
{
    public static void Tell(IrcClient client, ServerOptions before, WorldPolicy policy)
    {
        if (!client.IsRegistered || (before == client.Options && policy == client.World.Policy))
        {
            return;
        }

        var changed = Isupport.Tokens(client).Except(Isupport.Tokens(before, policy));
        if (changed.All.Count == 0)
        {
            return;
        }

        foreach (var line in Isupport.Lines(client, changed))
        {
            client.SendNow(line);
        }
    }
}
