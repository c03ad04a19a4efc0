using Interlude.World;

namespace Interlude.Server.Dialects.Plain.Commands;

internal sealed class TopicCommand() : PlainCommand(
    "topic", "[#CHANNEL] [TEXT | -]", "shows what a channel is about, sets it, or with - takes it away")
{
    public override void Run(PlainClient client, ReadOnlySpan<byte> arguments)
    {
        var (first, rest) = PlainWords.Split(arguments);
        var isNamed = first.StartsWith("#"u8);
        var topic = !isNamed ? arguments : Harmless.ShowsNothing(rest) ? [] : rest;
        if (!TryReadChannelOrCurrent(client, isNamed ? first : [], out var name))
        {
            return;
        }

        if (!topic.IsEmpty)
        {
            Set(client, name, topic.SequenceEqual("-"u8) ? Text.Empty : Texts.From(topic));
        }
        else if (client.View.Find(name) is { } channel)
        {
            Show(client, channel, channel.Has(client.User!.Id));
        }
        else
        {
            client.Say($"* There is no channel {name}. Type /list to see which there are.");
        }
    }

    private static void Set(PlainClient client, ChannelName name, Text topic)
    {
        var room = LineRoom.ForTopic(client.User!, Known(client, name), client.ServerName);
        if (topic.Length > room && topic.Length <= client.View.Policy.MaxTopicBytes)
        {
            client.Say($"* That text is longer than the {room} bytes there are for it in a channel of so long a name, so nothing was done. Please shorten it.");
        }
        else
        {
            client.Wish(new Command.SetTopic(name, topic));
        }
    }

    private static void Show(PlainClient client, ChannelView channel, bool isMember)
    {
        var isLocked = new Sentence(channel.IsTopicLocked ? " (locked)" : string.Empty);
        if (channel.Topic.Length > 0)
        {
            client.Say($"* Topic of {channel.Name}{isLocked}: {channel.Topic}");
        }
        else
        {
            var how = new Sentence(isMember ? $" Type /topic {channel.Name} and a text to set one." : string.Empty);
            client.Say($"* {channel.Name} has no topic{isLocked}.{how}");
        }
    }
}
