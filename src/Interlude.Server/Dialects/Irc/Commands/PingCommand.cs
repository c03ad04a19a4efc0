using Interlude.Irc;

namespace Interlude.Server.Dialects.Irc.Commands;

internal sealed class PingCommand() : IrcCommand("PING", "<token>", "asks for a PONG, which comes when all before has been done", 1)
{
    public override bool WorksBefore(IrcClient client) => true;

    public override void Run(IrcClient client, scoped in IrcMessage message)
    {
        var token = message[0];
        IrcLine pong = $":{client.ServerName} PONG {client.ServerName} :{token}";
        if (token.IsEmpty)
        {
            client.Reply(Numeric.ERR_NOORIGIN, $":No origin specified");
        }
        else if (pong.Bytes.Length > IrcLimits.MaxBodyBytes)
        {
            client.ReceiveTooLong();
        }
        else
        {
            client.Reply(pong);
        }
    }
}
