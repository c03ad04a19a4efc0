using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Commands;

internal sealed class JoinCommand() : IrcCommand("JOIN", "<channel>{,<channel>} [<key>{,<key>}] | 0", "enters channels, or with 0 leaves all", 1)
{
    public override void Run(IrcClient client, scoped in IrcMessage message)
    {
        if (message[0].SequenceEqual("0"u8))
        {
            LeaveAll(client);
            return;
        }

        var channels = message[0];
        if (!channels.ContainsAnyExcept((byte)','))
        {
            TellOfMissing(client);
            return;
        }

        var index = -1;
        foreach (var range in channels.Split((byte)','))
        {
            index++;
            if (channels[range].IsEmpty)
            {
                continue;
            }

            if (!ChannelName.TryCreate(channels[range], out var channel, out _))
            {
                TellOfBadName(client, channels[range]);
            }
            else if (client.Rates.Joins.TryTake(client))
            {
                client.Wish(new Command.Join(channel, IrcTexts.From(KeyAt(At(message, 1), index))));
            }
            else
            {
                client.Reply(Numeric.RPL_TRYAGAIN, $"JOIN :You join channels too fast to enter {channel}; wait a while and try again");
            }
        }
    }

    // 476 "indicates the supplied channel name is not valid"; without "#" it is none at all.
    private static void TellOfBadName(IrcClient client, ReadOnlySpan<byte> name)
    {
        if (name[0] == (byte)'#')
        {
            client.Reply(Numeric.ERR_BADCHANMASK, $"{new Word(name)} :Bad Channel Mask");
        }
        else
        {
            client.Reply(Numeric.ERR_NOSUCHCHANNEL, $"{new Word(name)} :No such channel");
        }
    }

    private static void LeaveAll(IrcClient client)
    {
        foreach (var channel in client.View.Viewer!.Channels)
        {
            client.Wish(new Command.Part(channel, Text.Empty));
        }
    }

    // The key that stands at the same place as the channel; fewer keys than channels are allowed.
    private static ReadOnlySpan<byte> KeyAt(ReadOnlySpan<byte> keys, int index)
    {
        foreach (var range in keys.Split((byte)','))
        {
            if (index-- == 0)
            {
                return keys[range];
            }
        }

        return [];
    }
}
