using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Commands;

/// <summary>https://ircv3.net/specs/extensions/channel-rename</summary>
internal sealed class RenameCommand() : IrcCommand(
    "RENAME", "<channel> <new name> [:<reason>]", "gives a channel another name; for its operators", 2)
{
    public override void Run(IrcClient client, scoped in IrcMessage message)
    {
        var reason = IrcTexts.From(At(message, 2)).Truncate(client.View.Policy.MaxReasonBytes);
        if (!ChannelName.TryCreate(message[1], out var name, out _))
        {
            if (MayAct(client, message[0], Ranks.Operator))
            {
                client.Fail($"RENAME CANNOT_RENAME {new Word(message[0])} {new Word(message[1])} :That is no name of a channel");
            }
        }
        else if (!client.Rates.Renames.TryTake(client))
        {
            client.Fail($"RENAME CANNOT_RENAME {new Word(message[0])} {name} :Channels are renamed too often; wait a while");
        }
        else if (TryReadChannel(client, message[0], out var channel)
            && IsForOwner(client, channel, name)
            && CanBeTold(client, reason, LineRoom.ForRename(client.User!, Known(client, channel), name))
            && TopicFits(client, channel, name))
        {
            client.Wish(new Command.RenameChannel(channel, name, reason));
        }
    }

    // The old name is free at once, for anybody to register.
    private static bool IsForOwner(IrcClient client, ChannelName channel, ChannelName name)
    {
        var mayRename = !client.IsProgram || (client.View.Powers & OperatorPowers.Accounts) != 0
            || client.View.Find(channel) is not { Registration: { Rank: Ranks.Owner } };
        if (!mayRename)
        {
            client.Fail($"RENAME CANNOT_RENAME {channel} {name} :{AccountRefusals.NotOfProgram}");
        }

        return mayRename;
    }

    // Whoever asks for the topic is told all of it, under the new name too.
    private static bool TopicFits(IrcClient client, ChannelName channel, ChannelName name)
    {
        var room = LineRoom.ForTopicReply(name, client.ServerName);
        var fits = client.View.Find(channel) is not { } view || view.Topic.Length <= room;
        if (!fits)
        {
            client.Fail($"RENAME CANNOT_RENAME {channel} {name} :The topic is too long beside that name: {room} bytes fit");
        }

        return fits;
    }
}
