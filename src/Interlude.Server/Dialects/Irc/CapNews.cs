namespace Interlude.Server.Dialects.Irc;

/// <summary>
/// Tells clients that capabilities have come, gone, or have another value: CAP NEW and DEL.
/// https://ircv3.net/specs/extensions/capability-negotiation#the-cap-new-subcommand
/// </summary>
internal static class CapNews
{
    // "The NEW subcommand MUST ONLY be sent to clients that have negotiated CAP version 302 or enabled the cap-notify capability."
    public static void Tell(IrcClient client, ServerOptions before)
    {
        if (!client.Has(Caps.CapNotify))
        {
            return;
        }

        var (now, hasValues) = (client.Options, client.HasCapValues);
        var offeredBefore = Capability.Offered(before).Select(capability => capability.Spell(before, hasValues)).ToList();
        var offeredNow = Capability.Offered(now).ToList();
        var news = offeredNow.Select(capability => capability.Spell(now, hasValues)).Except(offeredBefore, StringComparer.Ordinal);
        var gone = Capability.Offered(before).Except(offeredNow).ToList();

        Say(client, "NEW", news);
        Say(client, "DEL", gone.Select(capability => capability.Name));
        gone.ForEach(capability => client.Caps &= ~capability.Caps);
    }

    private static void Say(IrcClient client, string subcommand, IEnumerable<string> names)
    {
        var list = string.Join(' ', names);
        if (list.Length > 0)
        {
            client.SendNow(client.Tagged(IrcLine.Of($":{client.ServerName} CAP {client.Target} {subcommand} :{list}")));
        }
    }
}
