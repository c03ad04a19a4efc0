using System.Collections.Immutable;
using Interlude.World;

namespace Interlude.Server.Dialects.Plain.Commands;

internal sealed class MsgCommand() : PlainCommand("msg", "NAME TEXT", "says something to one person")
{
    public override ImmutableArray<string> Habits => ["query", "tell", "whisper", "pm", "dm"];

    public override void Run(PlainClient client, ReadOnlySpan<byte> arguments)
    {
        var (first, text) = PlainWords.Split(arguments);
        if (Harmless.ShowsNothing(text))
        {
            SayUsage(client);
        }
        else if (first.StartsWith("#"u8))
        {
            client.Say($"* /msg says something to one person. Type /join and a channel to talk there.");
        }
        else if (TryReadNick(client, first, out var nick))
        {
            client.Wish(new Command.Tell(nick, Texts.Say(TextKind.Plain, text)));
        }
    }
}
