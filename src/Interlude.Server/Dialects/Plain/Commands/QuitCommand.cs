using System.Collections.Immutable;

namespace Interlude.Server.Dialects.Plain.Commands;

internal sealed class QuitCommand() : PlainCommand("quit", "[REASON]", "leaves the chat")
{
    public override bool NeedsName => false;

    public override ImmutableArray<string> Habits => ["exit", "bye", "disconnect"];

    public override void Run(PlainClient client, ReadOnlySpan<byte> arguments) => client.Leave(Texts.From(arguments));
}
