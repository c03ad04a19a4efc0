using Interlude.World;

namespace Interlude.Server.Dialects.Plain.Commands;

internal sealed class OpCommand() : PlainCommand("op", "NAME", "makes somebody an operator of the channel, if you operate it")
{
    public override void Run(PlainClient client, ReadOnlySpan<byte> arguments)
    {
        if (arguments.IsEmpty)
        {
            SayUsage(client);
        }
        else if (TryReadNick(client, arguments, out var nick) && TryGetCurrent(client, out var name))
        {
            if (client.View.Find(name)?.Members.Any(member =>
                member.IsOperator && string.Equals(member.Identity.Nick.Key, nick.Key, StringComparison.Ordinal)) == true)
            {
                client.Say($"* {nick} operates {name} already.");
            }
            else
            {
                client.Wish(new Command.GrantOperator(nick, name));
            }
        }
    }
}
