using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects;

/// <summary>
/// How many bytes of a text fit into one line of IRC, beside whose it is and where it stands. No dialect lets more of it
/// into the world: everybody reads the same, and nothing is cut on the way to some.
/// </summary>
/// <remarks>What is told without a channel fits by the greatest lengths that can be configured, and needs no look.</remarks>
internal static class LineRoom
{
    /// <summary>What 332 says in front of a topic, beside the names.</summary>
    private const string TopicReply = ": 332   :";

    /// <summary>For the reason of a PART.</summary>
    public static int ForPart(Identity user, ChannelName channel) => For(user, ": PART  :", channel.Utf8.Length);

    /// <summary>For the reason of a KICK, of whomever: they may take a longer nick while the wish is on its way.</summary>
    public static int ForKick(Identity user, ChannelName channel) => For(user, ": KICK   :", channel.Utf8.Length + Nick.MaxBytes);

    /// <summary>For a topic, which is told when it is set, and then to everybody who asks, whatever their nick.</summary>
    public static int ForTopic(Identity user, ChannelName channel, string serverName) =>
        Math.Min(For(user, ": TOPIC  :", channel.Utf8.Length), ForTopicReply(channel, serverName));

    /// <summary>For a topic when somebody asks.</summary>
    public static int ForTopicReply(ChannelName channel, string serverName) =>
        IrcLimits.MaxBodyBytes - TopicReply.Length - serverName.Length - Nick.MaxBytes - channel.Utf8.Length;

    /// <summary>For the reason of a RENAME; those who know none are told of a PART, which is shorter.</summary>
    public static int ForRename(Identity user, ChannelName channel, ChannelName newName) =>
        For(user, ": RENAME   :", channel.Utf8.Length + newName.Utf8.Length);

    private static int For(Identity user, string words, int namesBytes) =>
        IrcLimits.MaxBodyBytes - words.Length - user.Source.Length - namesBytes;
}
