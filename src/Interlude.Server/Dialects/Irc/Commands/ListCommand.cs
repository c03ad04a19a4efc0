using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Commands;

/// <summary>https://modern.ircdocs.horse/#list-message</summary>
internal sealed class ListCommand() : IrcCommand(
    "LIST", "[<channel or condition>{,<channel or condition>}]", "lists channels: #name, *mask*, !*mask*, >3, <10, C<60, T>60 (minutes)")
{
    public override void Run(IrcClient client, scoped in IrcMessage message)
    {
        var filter = new ChannelFilter();
        for (var index = 0; index < Math.Min(message.Count, 2); index++)
        {
            foreach (var item in Split(message[index]))
            {
                filter.Add(item);
            }
        }

        client.AnswerAll(Lines(client, filter, client.Now));
    }

    // Names at first, and each looked up when it is said: the client may take its time, and channels come and go.
    private static IEnumerable<ReadOnlyMemory<byte>> Lines(IrcClient client, ChannelFilter filter, Timestamp now)
    {
        yield return client.NumericLine(Numeric.RPL_LISTSTART, $"Channel :Users  Name");
        List<ChannelName> names = [.. client.View.Channels().Select(channel => channel.Name)];
        foreach (var name in names)
        {
            yield return client.View.Find(name) is { } channel && filter.Fits(channel, now)
                ? client.NumericLine(Numeric.RPL_LIST, $"{channel.Name} {channel.Count} :{channel.Topic}")
                : default;
        }

        yield return client.NumericLine(Numeric.RPL_LISTEND, $":End of /LIST");
    }
}
