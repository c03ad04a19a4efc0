using System.Collections.Immutable;

namespace Interlude.Server.Dialects.Plain.Commands;

internal sealed class HelpCommand() : PlainCommand("help", "[COMMAND]", "shows the commands, or what one of them does")
{
    public override bool NeedsName => false;

    public override ImmutableArray<string> Habits => ["commands", "?"];

    public override void Run(PlainClient client, ReadOnlySpan<byte> arguments)
    {
        if (arguments.IsEmpty)
        {
            client.Answer(Lines());
            return;
        }

        var typed = PlainWords.Split(arguments.TrimStart((byte)'/')).First;
        if (Find(typed) is { } command)
        {
            client.Say($"* {command.Usage} {command.Help}.");
        }
        else
        {
            SayUnknown(client, typed);
        }
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Lines()
    {
        yield return PlainLine.Of($"* What you type is said to your channel. Commands begin with a slash:");
        var width = All.Max(command => command.Usage.Length);
        foreach (var command in All)
        {
            yield return PlainLine.Of($"*   {command.Usage.PadRight(width)}  {command.Help}");
        }

        yield return PlainLine.Of($"* Two slashes say a line that begins with one. A single dot leaves.");
    }
}
