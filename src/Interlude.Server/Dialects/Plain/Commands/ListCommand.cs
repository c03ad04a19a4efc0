using System.Collections.Immutable;
using Interlude.World;

namespace Interlude.Server.Dialects.Plain.Commands;

internal sealed class ListCommand() : PlainCommand("list", "", "shows the channels")
{
    public override ImmutableArray<string> Habits => ["channels"];

    public override void Run(PlainClient client, ReadOnlySpan<byte> arguments) =>
        client.Answer(Lines([.. client.View.Channels().Select(channel => (channel.Name, channel.Count, channel.Topic))]));

    // The channels as they are now: the answer may take a while to read, and is to be of one piece.
    private static IEnumerable<ReadOnlyMemory<byte>> Lines(List<(ChannelName Name, int Count, Text Topic)> channels)
    {
        yield return channels.Count switch
        {
            0 => PlainLine.Of($"* There are no channels. Type /join and a name such as #tea to open one."),
            1 => PlainLine.Of($"* There is 1 channel:"),
            _ => PlainLine.Of($"* There are {channels.Count} channels:"),
        };
        foreach (var (name, count, topic) in channels)
        {
            yield return topic.Length == 0
                ? PlainLine.Of($"*   {name}, {PlainNames.People(count)}")
                : PlainLine.Of($"*   {name}, {PlainNames.People(count)}: {topic}");
        }
    }
}
