using System.Collections.Immutable;
using Interlude.World;

namespace Interlude.Server.Dialects.Plain.Commands;

internal sealed class PartCommand() : PlainCommand("part", "[#CHANNEL] [REASON]", "leaves a channel")
{
    public override ImmutableArray<string> Habits => ["leave"];

    public override void Run(PlainClient client, ReadOnlySpan<byte> arguments)
    {
        var (first, rest) = PlainWords.Split(arguments);
        if (first.StartsWith("#"u8))
        {
            if (TryReadChannel(client, first, out var channel))
            {
                Leave(client, channel, rest);
            }
        }
        else if (rest.IsEmpty && TryReadWithoutHash(first, out var meant) && IsOn(client, meant))
        {
            // A reason, as typed; but leaving a channel that nobody meant would be worse than asking.
            client.Say($"* Did you mean /part {meant}? A channel's name begins with #.");
        }
        else if (TryGetCurrent(client, out var current))
        {
            Leave(client, current, arguments);
        }
    }

    private static void Leave(PlainClient client, ChannelName channel, ReadOnlySpan<byte> reason)
    {
        if (IsOn(client, channel))
        {
            client.Wish(new Command.Part(channel, Texts.From(reason).Truncate(LineRoom.ForPart(client.User!, Known(client, channel)))));
        }
        else
        {
            client.Say($"* You are not in {channel}, so there is nothing to leave.");
        }
    }

    private static bool IsOn(PlainClient client, ChannelName channel) =>
        client.View.Find(channel)?.Has(client.User!.Id) == true;
}
