using Interlude.World;

namespace Interlude.Server.Dialects.Plain.Commands;

internal sealed class PartCommand() : PlainCommand("part", "[#CHANNEL] [REASON]", "leaves a channel")
{
    public override void Run(PlainClient client, ReadOnlySpan<byte> arguments)
    {
        var (first, rest) = Split(arguments);
        if (first.StartsWith("#"u8))
        {
            if (TryReadChannel(client, first, out var channel))
            {
                client.Wish(new Command.Part(channel, Texts.From(rest)));
            }
        }
        else if (TryGetCurrent(client, out var current))
        {
            client.Wish(new Command.Part(current, Texts.From(arguments)));
        }
    }
}
