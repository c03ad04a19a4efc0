using Interlude.World;

namespace Interlude.Server.Dialects.Plain.Commands;

internal sealed class KickCommand() : PlainCommand("kick", "NAME [REASON]", "removes somebody from the channel, if you operate it")
{
    public override void Run(PlainClient client, ReadOnlySpan<byte> arguments)
    {
        var (first, reason) = PlainWords.Split(arguments);
        if (first.IsEmpty)
        {
            SayUsage(client);
        }
        else if (TryReadNick(client, first, out var nick) && TryGetCurrent(client, out var channel))
        {
            var room = LineRoom.ForKick(client.User!, Known(client, channel));
            client.Wish(new Command.Kick(nick, channel, Texts.From(reason).Truncate(room)));
        }
    }
}
