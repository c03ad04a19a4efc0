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
            client.Answer(Lines(client.User is null, new Sentence(HistoryWords.Kept(client.Options, "/history shows it."))));
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

    private static IEnumerable<ReadOnlyMemory<byte>> Lines(bool isNameless, Sentence kept)
    {
        var first = new Sentence(isNameless ? "What you type first is your name. After that, what" : "What");
        yield return PlainLine.Of($"* {first} you type is said to your channel. Commands begin with a slash:");
        var width = All.Max(command => command.Usage.Length);
        foreach (var command in All)
        {
            var usage = new Sentence(command.Usage.PadRight(width));
            yield return PlainLine.Of($"*   {usage}  {command.Help}");
        }

        yield return PlainLine.Of($"* {kept}");
        yield return PlainLine.Of($"* Two slashes say a line that begins with one. A single dot leaves.");
    }
}
