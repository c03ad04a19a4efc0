using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Commands;

/// <summary>MODE of a channel without being on it, or an operator of it: for server operators.</summary>
internal sealed class SamodeCommand() : IrcCommand(
    "SAMODE", "<channel> <modes> [<parameter>...]", "changes the modes of any channel; for server operators")
{
    public override void Run(IrcClient client, scoped in IrcMessage message)
    {
        if (!Privileges.Check(client, OperatorPowers.OverrideModes))
        {
            return;
        }

        if (message.Count < 2)
        {
            TellOfMissing(client);
        }
        else if (TryReadChannel(client, message[0], out var channel))
        {
            var request = ChannelModeRequest.Parse(message, channel, client.Limits.MaxModeChanges);
            if (request.Changes.Count > 0)
            {
                client.Wish(new Command.ChangeModes(channel, [.. request.Changes], By: ModeAuthority.Power));
            }

            ModeCommand.TellOfFaults(client, message[0], request.Faults);
        }
    }
}
