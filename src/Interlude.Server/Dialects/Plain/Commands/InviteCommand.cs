using Interlude.World;

namespace Interlude.Server.Dialects.Plain.Commands;

internal sealed class InviteCommand() : PlainCommand("invite", "NAME [#CHANNEL]", "asks somebody to come to a channel")
{
    public override void Run(PlainClient client, ReadOnlySpan<byte> arguments)
    {
        var (first, rest) = Split(arguments);
        if (first.IsEmpty)
        {
            SayUsage(client);
            return;
        }

        if (TryReadNick(client, first, out var nick)
            && (rest.IsEmpty ? TryGetCurrent(client, out var channel) : TryReadChannel(client, rest, out channel)))
        {
            client.Wish(new Command.Invite(nick, channel));
        }
    }
}
