using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Commands;

/// <summary>https://modern.ircdocs.horse/#kill-message</summary>
internal sealed class KillCommand() : IrcCommand("KILL", "<nick> [:<comment>]", "ends a user's sessions; for server operators", 1)
{
    // With the longest source, and "Killed (nick (", in front, so that QUIT brings it whole to everybody.
    private const int MaxCommentBytes = 220;

    public override void Run(IrcClient client, scoped in IrcMessage message)
    {
        if (!Privileges.Check(client, OperatorPowers.Kill))
        {
            return;
        }

        if (System.Text.Ascii.EqualsIgnoreCase(message[0], client.ServerName))
        {
            client.Reply(Numeric.ERR_CANTKILLSERVER, $":You cant kill a server!");
        }
        else if (TryReadNick(client, message[0], out var nick))
        {
            client.Wish(new Command.Kill(nick, IrcTexts.From(At(message, 1)).Truncate(MaxCommentBytes)));
        }
    }
}
