using Interlude.World;

namespace Interlude.Server.Dialects.Plain.Commands;

internal sealed class LockCommand() : PlainCommand("lock", "", "lets only operators change the topic, if you operate the channel")
{
    public override void Run(PlainClient client, ReadOnlySpan<byte> arguments)
    {
        if (TryGetCurrent(client, out var channel))
        {
            client.Wish(new Command.LockTopic(channel, Locked: true));
        }
    }
}
