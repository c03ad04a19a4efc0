using Interlude.World;

namespace Interlude.Server.Dialects.Plain.Commands;

internal sealed class OpCommand() : PlainCommand("op", "NAME", "makes somebody an operator of the channel, if you operate it")
{
    public override bool TakesOneWord => true;

    public override void Run(PlainClient client, ReadOnlySpan<byte> arguments)
    {
        if (arguments.IsEmpty)
        {
            SayUsage(client);
        }
        else if (TryReadNick(client, arguments, out var nick) && TryGetCurrent(client, out var name))
        {
            client.Wish(new Command.ChangeModes(name, [new ModeChange.Rank(true, Ranks.Operator, nick)]));
        }
    }
}
