using System.Text;
using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Commands;

/// <summary>https://modern.ircdocs.horse/#rehash-message</summary>
internal sealed class RehashCommand() : IrcCommand("REHASH", "", "reads the configuration anew; for server operators")
{
    public override void Run(IrcClient client, scoped in IrcMessage message)
    {
        if (Privileges.Check(client, OperatorPowers.Rehash))
        {
            client.Ask(new ServerRequest.ReadConfiguration(), result => Take(client, (RequestResult.ConfigurationRead)result));
        }
    }

    private static void Take(IrcClient client, RequestResult.ConfigurationRead read)
    {
        if (read.Options is { } options)
        {
            client.Configure(options);
            client.Reply(Numeric.RPL_REHASHING, $"{new Word(Encoding.UTF8.GetBytes(read.File))} :Rehashing");
        }
        else
        {
            TellOfError(client, (read.Error ?? "It cannot be read").Split(['\r', '\n', '\0'], StringSplitOptions.RemoveEmptyEntries));
        }
    }

    // The code is that of an example of standard-replies; without the capability, 400. What does not fit follows.
    private static void TellOfError(IrcClient client, string[] lines)
    {
        var first = lines.FirstOrDefault() ?? "It cannot be read";
        if (client.Has(Caps.StandardReplies))
        {
            client.Fail($"REHASH CONFIG_BAD :{first}");
        }
        else
        {
            client.Reply(Numeric.ERR_UNKNOWNERROR, $"REHASH :{first}");
        }

        foreach (var line in lines.Skip(1))
        {
            client.Reply($":{client.ServerName} NOTICE {client.Target} :*** {line}");
        }
    }
}
