using Interlude.World;

namespace Interlude.Server.Dialects.Plain.Commands;

internal sealed class MsgCommand() : PlainCommand("msg", "NAME TEXT", "says something to one person")
{
    public override void Run(PlainClient client, ReadOnlySpan<byte> arguments)
    {
        var (first, text) = Split(arguments);
        if (text.IsEmpty)
        {
            SayUsage(client);
        }
        else if (TryReadNick(client, first, out var nick))
        {
            client.Wish(new Command.Tell(nick, TextKind.Plain, Texts.From(text)));
        }
    }
}
