using Interlude.Irc;

namespace Interlude.Server.Dialects.Irc.Commands;

internal sealed class PassCommand() : IrcCommand("PASS", "<password>", "gives the server's password, before NICK and USER", 1)
{
    public override bool WorksBefore(IrcClient client) => true;

    public override void Run(IrcClient client, scoped in IrcMessage message)
    {
        if (client.IsRegistered)
        {
            client.Reply(Numeric.ERR_ALREADYREGISTERED, $":You may not reregister");
        }
        else if (message[0].IsEmpty)
        {
            TellOfMissing(client);
        }
        else
        {
            client.Registration.TakePassword(message[0]);
        }
    }
}
