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
        else if (TryReadNick(client, first, out var nick) && ChatWorld.IsService(nick))
        {
            // What people tell it is often a password: it goes nowhere, and into no record.
            client.Say($"* {nick} speaks with IRC clients. Here, type /register and a password, or /login and yours.");
        }
        else if (nick is not null)
        {
            client.Wish(new Command.Tell(nick, Texts.Say(TextKind.Plain, text)));
        }
    }
}
