using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Commands;

/// <summary>https://modern.ircdocs.horse/#topic-message</summary>
internal sealed class TopicCommand() : IrcCommand("TOPIC", "<channel> [:<topic>]", "shows, sets or clears a channel's topic", 1)
{
    public override void Run(IrcClient client, scoped in IrcMessage message)
    {
        if (message.Count > 1)
        {
            Set(client, message[0], message[1]);
        }
        else if (TryFindChannel(client, message[0], out var channel))
        {
            client.AnswerAll(TopicReplies.Lines(client, channel));
        }
    }

    // "If the topic has more characters than this parameter, it may be silently truncated by the server": TOPICLEN.
    private static void Set(IrcClient client, ReadOnlySpan<byte> name, ReadOnlySpan<byte> text)
    {
        var topic = IrcTexts.From(text).Truncate(client.View.Policy.MaxTopicBytes);
        if (TryReadChannel(client, name, out var channel)
            && CanBeTold(client, topic, LineRoom.ForTopic(client.User!, Known(client, channel), client.ServerName)))
        {
            client.Wish(new Command.SetTopic(channel, topic));
        }
    }
}
