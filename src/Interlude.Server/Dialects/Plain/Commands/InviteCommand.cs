using Interlude.World;

namespace Interlude.Server.Dialects.Plain.Commands;

internal sealed class InviteCommand() : PlainCommand("invite", "NAME [#CHANNEL]", "asks somebody to come to a channel")
{
    public override void Run(PlainClient client, ReadOnlySpan<byte> arguments)
    {
        var (first, rest) = PlainWords.Split(arguments);
        if (first.IsEmpty)
        {
            SayUsage(client);
            return;
        }

        if (TryReadNick(client, first, out var nick)
            && TryReadChannelOrCurrent(client, rest, out var channel))
        {
            client.Wish(new Command.Invite(nick, channel));
        }
    }
}
