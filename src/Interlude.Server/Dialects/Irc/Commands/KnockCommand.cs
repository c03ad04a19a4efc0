using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Commands;

/// <summary>Its numerics are 710 to 714. A message behind the channel is not passed on.</summary>
internal sealed class KnockCommand() : IrcCommand("KNOCK", "<channel> [:<message>]", "asks the operators of a closed channel for an invitation", 1)
{
    public override void Run(IrcClient client, scoped in IrcMessage message)
    {
        if (TryReadChannel(client, message[0], out var channel))
        {
            client.Wish(new Command.Knock(channel));
        }
    }
}
