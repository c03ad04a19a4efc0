using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Commands;

/// <summary>https://modern.ircdocs.horse/#part-message</summary>
internal sealed class PartCommand() : IrcCommand("PART", "<channel>{,<channel>} [:<reason>]", "leaves channels", 1)
{
    public override void Run(IrcClient client, scoped in IrcMessage message)
    {
        var reason = IrcTexts.From(At(message, 1)).Truncate(client.View.Policy.MaxReasonBytes);
        var names = Split(message[0]);
        if (names.Count == 0)
        {
            TellOfMissing(client);
        }

        foreach (var name in names)
        {
            if (TryReadChannel(client, name, out var channel)
                && CanBeTold(client, reason, LineRoom.ForPart(client.User!, Known(client, channel))))
            {
                client.Wish(new Command.Part(channel, reason));
            }
        }
    }
}
