using System.Collections.Immutable;
using Interlude.World;

namespace Interlude.Server.Dialects.Plain.Commands;

internal sealed class AwayCommand() : PlainCommand("away", "[TEXT]", "says that you are away, or without a text that you are back")
{
    public override ImmutableArray<string> Habits => ["afk", "back"];

    public override void Run(PlainClient client, ReadOnlySpan<byte> arguments) =>
        client.Wish(new Command.SetAway(Texts.From(arguments)));
}
