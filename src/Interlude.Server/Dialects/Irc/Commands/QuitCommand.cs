using Interlude.Irc;

namespace Interlude.Server.Dialects.Irc.Commands;

internal sealed class QuitCommand() : IrcCommand("QUIT", "[:<reason>]", "leaves")
{
    public override bool WorksBefore(IrcClient client) => true;

    public override void Run(IrcClient client, scoped in IrcMessage message) => client.Quit(At(message, 0));
}
