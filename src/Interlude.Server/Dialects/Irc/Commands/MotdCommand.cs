using Interlude.Irc;

namespace Interlude.Server.Dialects.Irc.Commands;

/// <summary>https://modern.ircdocs.horse/#motd-message</summary>
internal sealed class MotdCommand() : ServerQueryCommand("MOTD", "[<server>]", "shows the message of the day")
{
    protected override void Tell(IrcClient client, scoped in IrcMessage message) => client.AnswerAll(MotdReplies.Lines(client));
}
