using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Commands;

internal sealed class NickCommand() : IrcCommand("NICK", "<nickname>", "takes a nick, or another one")
{
    public override bool WorksBefore(IrcClient client) => true;

    public override void Run(IrcClient client, scoped in IrcMessage message)
    {
        if (At(message, 0).IsEmpty)
        {
            client.Reply(Numeric.ERR_NONICKNAMEGIVEN, $":No nickname given");
        }
        else if (!Nick.TryCreate(message[0], out var nick, out _))
        {
            client.Reply(Numeric.ERR_ERRONEUSNICKNAME, $"{new Word(message[0])} :Erroneous nickname");
        }
        else if (!client.IsRegistered)
        {
            client.Registration.TakeNick(nick);
        }
        else if (client.Rates.NickChanges.TryTake(client))
        {
            client.Wish(new Command.ChangeNick(nick));
        }
        else
        {
            client.Reply(Numeric.RPL_TRYAGAIN, $"NICK :You change your nick too often; wait a while and try again");
        }
    }
}
