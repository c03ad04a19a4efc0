using System.Text;

namespace Interlude.Server.Dialects.Plain.Commands;

internal sealed class HelpCommand() : PlainCommand("help", "[COMMAND]", "shows the commands, or what one of them does")
{
    public override bool NeedsName => false;

    public override void Run(PlainClient client, ReadOnlySpan<byte> arguments)
    {
        if (arguments.IsEmpty)
        {
            client.Answer(Lines());
            return;
        }

        var name = Encoding.UTF8.GetString(arguments.TrimStart((byte)'/'));
        if (Find(name) is { } command)
        {
            client.Say($"* {command.Usage} – {command.Help}.");
        }
        else
        {
            client.Say($"* There is no command /{name}. Type /help for the list.");
        }
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Lines()
    {
        yield return PlainLine.Of($"* What you type is said to your channel. Commands begin with a slash:");
        foreach (var command in All)
        {
            yield return PlainLine.Of($"*   {command.Usage} – {command.Help}");
        }

        yield return PlainLine.Of($"* Two slashes say a line that begins with one. A single dot leaves.");
    }
}
