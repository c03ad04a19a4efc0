using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc;

/// <summary>What a client gets that becomes one more device of a running user: the welcome, then each channel as if it had joined it.</summary>
internal static class Attachment
{
    public static void Settle(IrcClient client, Event.Attached attached)
    {
        if (attached.Session == client.Session)
        {
            Welcome.Send(client);
            client.AnswerAll(Channels(client));
            UnaskedHistory.TellMissed(client, attached.AloneBehind);
        }
    }

    /// <summary>It leaves the channels of the user it was, takes the other's nick, and comes to its channels.</summary>
    public static void Render(EventLines lines, Event.Moved moved)
    {
        foreach (var channel in moved.Left)
        {
            lines.AddAside($":{moved.From} PART {channel} :You are {moved.User.Nick} from here on");
        }

        lines.AddAside($":{moved.From} NICK :{moved.User.Nick}");
    }

    public static void Settle(IrcClient client, Event.Moved moved)
    {
        if (moved.Session == client.Session)
        {
            TellWhatItIs(client, moved);
            client.AnswerAll(Channels(client));
            UnaskedHistory.TellMissed(client, moved.AloneBehind);
        }
    }

    private static IEnumerable<ChannelView> ChannelsOf(IrcClient client) =>
        (client.View.Viewer?.Channels ?? []).Select(name => client.View.Find(name)!);

    // The user that it is now has modes and a host of its own.
    private static void TellWhatItIs(IrcClient client, Event.Moved moved)
    {
        if (client.View.Viewer is { } viewer)
        {
            client.Answer(client.NumericLine(Numeric.RPL_UMODEIS, $"{UserModeLetters.Of(viewer)}"));
        }

        if (!moved.From.Host.IsSame(moved.User.Host))
        {
            IrcUserNews.TellOfHost(client, moved.User.Host, isOrigin: true);
        }
    }

    // One channel after the other, as they are, and are called, by then: the client is told of every change on the way.
    private static IEnumerable<ReadOnlyMemory<byte>> Channels(IrcClient client)
    {
        foreach (var (id, before) in ChannelsOf(client).Select(channel => (channel.Id, channel.Name)).ToList())
        {
            var now = client.View.Find(before) is { HasViewer: true } same && same.Id == id
                ? same
                : ChannelsOf(client).FirstOrDefault(channel => channel.Id == id);
            if (now is null || client.View.Viewer is not { } viewer)
            {
                continue;
            }

            var channel = now.Name;

            yield return client.Tagged(client.Has(Caps.ExtendedJoin)
                ? IrcLine.Of($":{client.User!} JOIN {channel} {IrcMembership.AccountOf(client.User!)} :{viewer.RealName}")
                : IrcLine.Of($":{client.User!} JOIN {channel}"));
            foreach (var line in IrcMembership.Arrival(client, channel))
            {
                yield return line;
            }
        }
    }
}
