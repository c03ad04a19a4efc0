using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Commands;

/// <summary>https://modern.ircdocs.horse/#mode-message</summary>
/// <remarks>
/// Several targets, which irssi asks for after joining several channels, are answered each. Refusals, first match: 403,
/// 442, 482, then what is wrong with single letters. Bans are shown to all who may know of the channel; exceptions and
/// invitations, which Modern IRC lets servers keep to some, to its members.
/// </remarks>
internal sealed class ModeCommand() : IrcCommand(
    "MODE", "<target> [<modes> [<parameter>...]]", "shows or changes the modes of a channel, or one's own", 1)
{
    public override void Run(IrcClient client, scoped in IrcMessage message)
    {
        var targets = Split(message[0]);
        if (targets.Count == 0)
        {
            TellOfMissing(client);
        }

        foreach (var target in targets)
        {
            if (target[0] == (byte)'#')
            {
                RunOnChannel(client, target, message);
            }
            else if (TryReadNick(client, target, out var nick))
            {
                RunOnUser(client, nick, At(message, 1));
            }
        }
    }

    private static void RunOnChannel(IrcClient client, ReadOnlySpan<byte> target, scoped in IrcMessage message)
    {
        if (!TryFindChannel(client, target, out var channel))
        {
            return;
        }

        if (At(message, 1).IsEmpty)
        {
            client.Reply(Numeric.RPL_CHANNELMODEIS, $"{channel.Name} {ChannelModes.Of(channel)}");
            client.Reply(Numeric.RPL_CREATIONTIME, $"{channel.Name} {channel.CreatedAt}");
            return;
        }

        var request = ChannelModeRequest.Parse(message, channel.Name, client.Limits.MaxModeChanges);
        AnswerLists(client, channel, request.Lists);
        if (request.Changes.Count > 0)
        {
            client.Wish(new Command.ChangeModes(channel.Name, [.. request.Changes]));
            if (channel.RanksOf(client.User!.Id).AreAtLeast(Ranks.HalfOperator))
            {
                TellOfFaults(client, channel.Name.Utf8.Span, request.Faults);
            }
        }
        else if (request.Faults.Count > 0 && MayAct(client, target, Ranks.HalfOperator))
        {
            TellOfFaults(client, channel.Name.Utf8.Span, request.Faults);
        }
    }

    /// <summary>Says what was wrong with single letters, behind what came of the others.</summary>
    public static void TellOfFaults(IrcClient client, ReadOnlySpan<byte> channel, IEnumerable<ModeFault> faults)
    {
        foreach (var fault in faults)
        {
            var (numeric, parameters) = fault.Spell(channel);
            client.Reply(numeric, parameters);
        }
    }

    private static void AnswerLists(IrcClient client, ChannelView channel, IEnumerable<MaskList> lists)
    {
        foreach (var list in lists)
        {
            if (list == MaskList.Bans || channel.HasViewer)
            {
                client.AnswerAll(MaskReplies.Lines(client, channel, list));
            }
            else
            {
                client.Reply(Numeric.ERR_NOTONCHANNEL, $"{channel.Name} :You're not on that channel");
            }
        }
    }

    private static void RunOnUser(IrcClient client, Nick nick, ReadOnlySpan<byte> modes)
    {
        var view = client.View;
        if (view.Find(nick) is not { } user)
        {
            client.Reply(Numeric.ERR_NOSUCHNICK, $"{nick} :No such nick/channel");
        }
        else if (user.Identity.Id != client.User!.Id)
        {
            var words = modes.IsEmpty ? "Can't view modes for other users" : "Cant change mode for other users";
            client.Reply(Numeric.ERR_USERSDONTMATCH, $":{words}");
        }
        else if (modes.IsEmpty)
        {
            client.Reply(Numeric.RPL_UMODEIS, $"{UserModeLetters.Of(user)}");
        }
        else
        {
            Change(client, UserModeRequest.Parse(modes));
        }
    }

    // "the server MUST apply the modes that are implemented, and then send the ERR_UMODEUNKNOWNFLAG"
    private static void Change(IrcClient client, UserModeRequest request)
    {
        if (!request.IsNothing)
        {
            client.Wish(new Command.ChangeUserModes(request.Set, request.Clear, request.Resigns));
        }

        if (request.HasUnknown)
        {
            client.Reply(Numeric.ERR_UMODEUNKNOWNFLAG, $":Unknown MODE flag");
        }
    }
}
