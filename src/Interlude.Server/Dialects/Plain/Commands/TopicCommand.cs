using Interlude.World;

namespace Interlude.Server.Dialects.Plain.Commands;

internal sealed class TopicCommand() : PlainCommand("topic", "[TEXT | -]", "shows what the channel is about, sets it, or with - takes it away")
{
    public override void Run(PlainClient client, ReadOnlySpan<byte> arguments)
    {
        if (!TryGetCurrent(client, out var name))
        {
            return;
        }

        if (!arguments.IsEmpty)
        {
            client.Wish(new Command.SetTopic(name, arguments.SequenceEqual("-"u8) ? Text.Empty : Texts.From(arguments)));
        }
        else if (client.View.Find(name) is { Topic.Length: > 0 } channel)
        {
            client.Say($"* Topic of {channel.Name}: {channel.Topic}");
        }
        else
        {
            client.Say($"* {name} has no topic. Type /topic and a text to set one.");
        }
    }
}
