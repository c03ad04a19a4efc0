using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Commands;

/// <summary>https://ircv3.net/specs/extensions/setname</summary>
internal sealed class SetnameCommand() : IrcCommand("SETNAME", ":<realname>", "changes what one says one is called", 1)
{
    public override void Run(IrcClient client, scoped in IrcMessage message)
    {
        if (message[0].IsEmpty)
        {
            TellOfMissing(client);
        }
        else
        {
            client.Wish(new Command.SetRealName(IrcTexts.From(message[0])));
        }
    }

    // "The server MUST use the standard replies extension to notify the client of failed SETNAME commands."
    public override void TellOfMissing(IrcClient client) => client.Fail($"SETNAME INVALID_REALNAME :A real name cannot be empty");
}
