using System.Text;
using Interlude.Irc;

namespace Interlude.Server.Dialects.Irc.Commands;

/// <summary>https://ircv3.net/specs/extensions/capability-negotiation</summary>
internal sealed class CapCommand() : IrcCommand("CAP", "LS [302] | LIST | REQ :<capabilities> | END", "negotiates capabilities", 1)
{
    // From this version on, LS has values and may take several lines, and cap-notify is on by itself.
    private const int Version302 = 302;

    public override bool WorksBefore(IrcClient client) => true;

    public override void Run(IrcClient client, scoped in IrcMessage message)
    {
        var subcommand = message[0];
        if (Ascii.EqualsIgnoreCase(subcommand, "LS"u8))
        {
            List(client, At(message, 1));
        }
        else if (Ascii.EqualsIgnoreCase(subcommand, "LIST"u8))
        {
            Say(client, "LIST", [.. Capability.All.Where(capability => client.Has(capability.Caps)).Select(capability => capability.Name)]);
        }
        else if (Ascii.EqualsIgnoreCase(subcommand, "REQ"u8))
        {
            Request(client, At(message, 1));
        }
        else if (Ascii.EqualsIgnoreCase(subcommand, "END"u8))
        {
            client.Registration.IsNegotiating = false;
            client.Registration.FinishIfComplete();
        }
        else
        {
            client.Reply(Numeric.ERR_INVALIDCAPCMD, $"{new Word(subcommand)} :Invalid CAP command");
        }
    }

    private static void List(IrcClient client, ReadOnlySpan<byte> version)
    {
        client.Registration.IsNegotiating = !client.IsRegistered;
        if (System.Buffers.Text.Utf8Parser.TryParse(version, out int number, out var read) && read == version.Length)
        {
            client.Registration.CapVersion = Math.Max(client.Registration.CapVersion, number);
        }

        var hasValues = client.Registration.CapVersion >= Version302;
        if (hasValues)
        {
            client.Caps |= Caps.CapNotify;
        }

        Say(client, "LS", [.. Capability.All.Select(capability => hasValues && capability.Value is { } value
            ? $"{capability.Name}={value(client.Limits)}"
            : capability.Name)]);
    }

    // All or nothing: one unknown name, and none is changed.
    private static void Request(IrcClient client, ReadOnlySpan<byte> names)
    {
        client.Registration.IsNegotiating = !client.IsRegistered;
        var caps = client.Caps;
        var isKnown = true;
        foreach (var range in names.Split((byte)' '))
        {
            var name = names[range];
            if (name.IsEmpty)
            {
                continue;
            }

            var removes = name[0] == (byte)'-';
            if (Capability.Find(removes ? name[1..] : name) is not { } capability
                || (removes && capability.Caps == Caps.CapNotify && client.Registration.CapVersion >= Version302))
            {
                isKnown = false;
                break;
            }

            caps = removes ? caps & ~capability.Caps : caps | capability.Caps;
        }

        // Before its caps change: so is the answer tagged as the request was understood.
        if (isKnown)
        {
            client.Reply($":{client.ServerName} CAP {client.Target} ACK :{names}");
            client.Caps = caps;
        }
        else
        {
            client.Reply($":{client.ServerName} CAP {client.Target} NAK :{names}");
        }
    }

    private static void Say(IrcClient client, string subcommand, List<string> names)
    {
        // Room for the source, a nick, and the asterisk that says that more follows.
        var room = IrcLimits.MaxBodyBytes - Encoding.UTF8.GetByteCount($":{client.ServerName} CAP {client.Target} {subcommand} * :");
        var isLast = client.Registration.CapVersion < Version302;
        var line = new StringBuilder();
        foreach (var name in names)
        {
            if (!isLast && line.Length + 1 + name.Length > room)
            {
                client.Reply($":{client.ServerName} CAP {client.Target} {subcommand} * :{line.ToString()}");
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(name);
        }

        client.Reply($":{client.ServerName} CAP {client.Target} {subcommand} :{line.ToString()}");
    }
}
