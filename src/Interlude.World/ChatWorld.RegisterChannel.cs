using Interlude.World.State;

namespace Interlude.World;

public sealed partial class ChatWorld
{
    private void RegisterChannel(Turn turn, Command.RegisterChannel command)
    {
        if (turn.User.Account is not { } account)
        {
            turn.Refuse(Refusal.NotLoggedIn, channel: command.Channel);
            return;
        }

        if (FindRanked(turn, command.Channel, Ranks.Operator) is not { } channel)
        {
            return;
        }

        if (channel.Registration is not null)
        {
            turn.Refuse(Refusal.ChannelRegistered, channel: channel.Name);
            return;
        }

        if (IsLobby(channel.Name))
        {
            turn.Refuse(Refusal.NoChoice, channel: channel.Name);
            return;
        }

        if (account.Founded >= _policy.MaxChannelsPerAccount)
        {
            turn.Refuse(Refusal.AccountFull, channel: channel.Name, limit: _policy.MaxChannelsPerAccount);
            return;
        }

        channel.Registration = new ChannelRegistration(account, Sequence, Time);
        account.Channels.Add(channel.CreatedAt, channel);
        Report(turn, channel, new RegistrationChange.Registered(account.Identity));
        GiveRanks(channel, account, turn.Events);
    }
}
