using Interlude.World;

namespace Interlude.Server.Dialects.Plain.Commands;

internal sealed class UnlockCommand() : PlainCommand("unlock", "[#CHANNEL]", "lets everybody in the channel change the topic again")
{
    public override bool TakesOneWord => true;

    public override void Run(PlainClient client, ReadOnlySpan<byte> arguments)
    {
        if (TryReadChannelOrCurrent(client, arguments, out var channel))
        {
            client.Wish(new Command.ChangeModes(channel, [new ModeChange.Trait(false, ChannelTraits.TopicLocked)]));
        }
    }
}
