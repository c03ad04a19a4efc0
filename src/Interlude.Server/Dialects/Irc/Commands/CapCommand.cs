using System.Text;
using Interlude.Irc;

namespace Interlude.Server.Dialects.Irc.Commands;

/// <summary>https://ircv3.net/specs/extensions/capability-negotiation</summary>
internal sealed class CapCommand() : IrcCommand("CAP", "LS [302] | LIST | REQ :<capabilities> | END", "negotiates capabilities", 1)
{
    /// <summary>From this version on, LS has values and may take several lines, and cap-notify is on by itself.</summary>
    public const int Version302 = 302;

    public override bool WorksBefore(IrcClient client) => true;

    public override void Run(IrcClient client, scoped in IrcMessage message)
    {
        var subcommand = message[0];
        if (Ascii.EqualsIgnoreCase(subcommand, "LS"u8))
        {
            List(client, VersionOf(At(message, 1)));
        }
        else if (Ascii.EqualsIgnoreCase(subcommand, "LIST"u8))
        {
            var enabled = Capability.All.Where(capability => client.Has(capability.Caps)).Select(capability => capability.Name);
            Say(client, "LIST", enabled, client.HasCapValues);
        }
        else if (Ascii.EqualsIgnoreCase(subcommand, "REQ"u8))
        {
            Request(client, NamesIn(message));
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

    // "Servers SHOULD return a CAP LS reply consistent with the request's version, but keep storing the original (higher) version."
    private static void List(IrcClient client, int version)
    {
        client.Registration.IsNegotiating = !client.IsRegistered;
        client.CapVersion = Math.Max(client.CapVersion, version);
        if (client.HasCapValues)
        {
            client.Caps |= Caps.CapNotify;
        }

        var is302 = version >= Version302;
        Say(client, "LS", Capability.Offered(client.Options).Select(capability => capability.Spell(client.Options, is302)), is302);
    }

    // All or nothing: one unknown name, and none is changed.
    private static void Request(IrcClient client, byte[] names)
    {
        IrcLine answer = $":{client.ServerName} CAP {client.Target} ACK :{names.AsSpan()}";
        client.Registration.IsNegotiating = !client.IsRegistered;
        if (answer.Bytes.Length > IrcLimits.MaxBodyBytes)
        {
            client.ReceiveTooLong();   // it could not be repeated whole; every capability there is can be asked for in one line
        }
        else if (TryChange(client, names, out var caps))
        {
            // Before they change: the answer is tagged as the request was understood.
            client.Reply(answer);
            client.Caps = caps;
        }
        else
        {
            client.Reply($":{client.ServerName} CAP {client.Target} NAK :{names.AsSpan()}");
        }
    }

    private static bool TryChange(IrcClient client, ReadOnlySpan<byte> names, out Caps caps)
    {
        caps = client.Caps;
        foreach (var range in names.Split((byte)' '))
        {
            var name = names[range];
            if (name.IsEmpty)
            {
                continue;
            }

            // "Servers MUST NOT disable the cap-notify capability if the client requests CAP LS with a version of 302 or newer."
            var removes = name[0] == (byte)'-';
            if (Capability.Find(removes ? name[1..] : name, client.Options) is not { } capability
                || (removes && capability.Caps == Caps.CapNotify && client.HasCapValues))
            {
                return false;
            }

            caps = removes ? caps & ~capability.Caps : caps | capability.Caps;
        }

        return true;
    }

    // One parameter; but a document's own example (extended-isupport) has left the colon out.
    private static byte[] NamesIn(scoped in IrcMessage message)
    {
        var names = new List<byte>();
        for (var index = 1; index < message.Count; index++)
        {
            names.AddRange(index > 1 ? " "u8 : ""u8);
            names.AddRange(message[index]);
        }

        return [.. names];
    }

    private static int VersionOf(ReadOnlySpan<byte> word)
    {
        var version = 0L;
        foreach (var unit in word)
        {
            if (unit is < (byte)'0' or > (byte)'9')
            {
                return 0;
            }

            version = Math.Min((version * 10) + unit - '0', int.MaxValue);
        }

        return (int)version;
    }

    // Who cannot read several lines gets what fits into one, and never half a name.
    private static void Say(IrcClient client, string subcommand, IEnumerable<string> names, bool mayHaveMore)
    {
        var room = IrcLimits.MaxBodyBytes - Encoding.UTF8.GetByteCount($":{client.ServerName} CAP {client.Target} {subcommand} * :");
        var line = new StringBuilder();
        foreach (var name in names)
        {
            if (line.Length + 1 + name.Length > room)
            {
                if (!mayHaveMore)
                {
                    continue;
                }

                client.Reply($":{client.ServerName} CAP {client.Target} {subcommand} * :{line.ToString()}");
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(name);
        }

        client.Reply($":{client.ServerName} CAP {client.Target} {subcommand} :{line.ToString()}");
    }
}
