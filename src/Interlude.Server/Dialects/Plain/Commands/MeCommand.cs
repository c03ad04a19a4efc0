using System.Collections.Immutable;
using Interlude.World;

namespace Interlude.Server.Dialects.Plain.Commands;

internal sealed class MeCommand() : PlainCommand("me", "TEXT", "says what you do: others see * <you> TEXT")
{
    public override ImmutableArray<string> Habits => ["action"];

    public override void Run(PlainClient client, ReadOnlySpan<byte> arguments)
    {
        if (arguments.IsEmpty)
        {
            SayUsage(client);
        }
        else if (TryGetCurrent(client, out var channel))
        {
            client.Wish(new Command.Say(channel, Texts.Say(TextKind.Action, arguments)));
        }
    }
}
