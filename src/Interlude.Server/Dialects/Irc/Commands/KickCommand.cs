using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Commands;

/// <summary>https://modern.ircdocs.horse/#kick-message</summary>
/// <remarks>One channel and several nicks, or as many channels as nicks: <c>KICK #a,#b x,y</c> pairs them.</remarks>
internal sealed class KickCommand() : IrcCommand(
    "KICK", "<channel>{,<channel>} <nick>{,<nick>} [:<comment>]", "removes members from a channel; for its operators", 2)
{
    public override void Run(IrcClient client, scoped in IrcMessage message)
    {
        var (channels, nicks) = (Split(message[0]), Split(message[1]));
        if (channels.Count == 0 || nicks.Count == 0 || (channels.Count > 1 && channels.Count != nicks.Count))
        {
            TellOfMissing(client);
            return;
        }

        var comment = IrcTexts.From(At(message, 2)).Truncate(client.View.Policy.MaxReasonBytes);
        for (var index = 0; index < nicks.Count; index++)
        {
            Kick(client, channels[channels.Count > 1 ? index : 0], nicks[index], comment);
        }
    }

    private static void Kick(IrcClient client, ReadOnlySpan<byte> where, ReadOnlySpan<byte> whom, Text comment)
    {
        if (!Nick.TryCreate(whom, out var nick, out _))
        {
            if (MayAct(client, where, Ranks.HalfOperator))
            {
                client.Reply(Numeric.ERR_NOSUCHNICK, $"{new Word(whom)} :No such nick/channel");
            }
        }
        else if (TryReadChannel(client, where, out var channel)
            && CanBeTold(client, comment, LineRoom.ForKick(client.User!, Known(client, channel))))
        {
            client.Wish(new Command.Kick(nick, channel, comment));
        }
    }
}
