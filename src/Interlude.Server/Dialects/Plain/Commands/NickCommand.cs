using System.Collections.Immutable;
using Interlude.World;

namespace Interlude.Server.Dialects.Plain.Commands;

internal sealed class NickCommand() : PlainCommand("nick", "NAME", "changes your name")
{
    public override ImmutableArray<string> Habits => ["name"];

    public override bool NeedsName => false;

    public override bool TakesOneWord => true;

    public override void Run(PlainClient client, ReadOnlySpan<byte> arguments)
    {
        if (arguments.IsEmpty)
        {
            SayUsage(client);
        }
        else if (client.User is null)
        {
            client.ChooseName(arguments);
        }
        else if (TryReadNick(client, arguments, out var nick))
        {
            client.Wish(new Command.ChangeNick(nick));
        }
    }
}
