using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Commands;

/// <summary>https://modern.ircdocs.horse/#invite-message</summary>
internal sealed class InviteCommand() : IrcCommand("INVITE", "[<nick> <channel>]", "asks somebody to join, or lists one's invitations")
{
    public override void Run(IrcClient client, scoped in IrcMessage message)
    {
        if (message.Count == 0)
        {
            client.AnswerAll(Invitations(client));
        }
        else if (message.Count == 1)
        {
            TellOfMissing(client);
        }
        else if (Nick.TryCreate(message[0], out var nick, out _))
        {
            if (TryReadChannel(client, message[1], out var channel))
            {
                client.Wish(new Command.Invite(nick, channel));
            }
        }
        else if (MayAct(client, message[1], RankToInvite(client, message[1])))
        {
            client.Reply(Numeric.ERR_NOSUCHNICK, $"{new Word(message[0])} :No such nick/channel");
        }
    }

    private static List<ReadOnlyMemory<byte>> Invitations(IrcClient client) =>
    [
        .. client.View.Viewer!.Invitations.Select(channel => client.NumericLine(Numeric.RPL_INVITELIST, $"{channel}")),
        client.NumericLine(Numeric.RPL_ENDOFINVITELIST, $":End of /INVITE list"),
    ];

    private static Ranks RankToInvite(IrcClient client, ReadOnlySpan<byte> word) =>
        ChannelName.TryCreate(word, out var name, out _) && client.View.Find(name) is { } channel
            && (channel.Traits & ChannelTraits.InviteOnly) != 0
            ? Ranks.HalfOperator
            : Ranks.None;
}
