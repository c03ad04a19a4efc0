using Interlude.Irc;

namespace Interlude.Server.Dialects.Irc.Commands;

/// <summary>https://modern.ircdocs.horse/#lusers-message; that servers may be named, RFC 2812, 3.4.2, says.</summary>
internal sealed class LusersCommand() : ServerQueryCommand("LUSERS", "[<mask> [<server>]]", "counts users and channels", targetIndex: 1)
{
    protected override void Tell(IrcClient client, scoped in IrcMessage message)
    {
        var mask = At(message, 0);
        if (mask.IsEmpty || ServerNames.Fits(client, mask))
        {
            client.AnswerAll(LusersReplies.Lines(client));
        }
        else
        {
            client.Reply(Numeric.ERR_NOSUCHSERVER, $"{new Word(mask)} :No such server");
        }
    }
}
