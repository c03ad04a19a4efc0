using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Commands;

/// <summary>https://modern.ircdocs.horse/#wallops-message</summary>
internal sealed class WallopsCommand() : IrcCommand(
    "WALLOPS", ":<text>", "says something to all who have the mode w; for server operators", 1)
{
    public override void Run(IrcClient client, scoped in IrcMessage message)
    {
        if (message[0].IsEmpty)
        {
            TellOfMissing(client);
        }
        else if (!Privileges.Check(client, OperatorPowers.Wallops))
        {
            return;
        }
        else if (": WALLOPS :".Length + client.User!.Source.Length + message[0].Length > IrcLimits.MaxBodyBytes)
        {
            client.ReceiveTooLong();
        }
        else
        {
            client.Wish(new Command.Announce(IrcTexts.From(message[0])));
        }
    }
}
