using Interlude.World;

namespace Interlude.Server.Dialects.Plain.Commands;

internal sealed class LockCommand() : PlainCommand("lock", "[#CHANNEL]", "lets only operators change the topic, if you operate the channel")
{
    public override bool TakesOneWord => true;

    public override void Run(PlainClient client, ReadOnlySpan<byte> arguments)
    {
        if (TryReadChannelOrCurrent(client, arguments, out var channel))
        {
            client.Wish(new Command.ChangeModes(channel, [new ModeChange.Trait(true, ChannelTraits.TopicLocked)]));
        }
    }
}
