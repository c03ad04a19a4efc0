using Interlude.World;

namespace Interlude.Server.Dialects.Irc;

/// <summary>
/// Tells clients of the tokens that a new configuration has changed: 005 again, with those alone. "Servers can update or
/// delete existing values by sending additional RPL_ISUPPORT." https://ircv3.net/specs/extensions/extended-isupport
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
