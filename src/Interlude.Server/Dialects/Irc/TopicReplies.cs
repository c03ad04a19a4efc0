using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc;

/// <summary>What a channel is about: 332 and 333, or 331.</summary>
internal static class TopicReplies
{
    public static IEnumerable<ReadOnlyMemory<byte>> Lines(IrcClient client, ChannelView channel) => channel.Topic.Length == 0
        ? [client.NumericLine(Numeric.RPL_NOTOPIC, $"{channel.Name} :No topic is set")]
        :
        [
            client.NumericLine(Numeric.RPL_TOPIC, $"{channel.Name} :{channel.Topic}"),
            client.NumericLine(Numeric.RPL_TOPICWHOTIME, $"{channel.Name} {channel.TopicBy} {channel.TopicAt}"),
        ];
}
