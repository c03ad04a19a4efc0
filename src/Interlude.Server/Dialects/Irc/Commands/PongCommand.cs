using Interlude.Irc;

namespace Interlude.Server.Dialects.Irc.Commands;

internal sealed class PongCommand() : IrcCommand("PONG", "<token>", "answers a PING")
{
    public override bool WorksBefore(IrcClient client) => true;

    // That a line came at all is the answer.
    public override void Run(IrcClient client, scoped in IrcMessage message)
    {
    }
}
