using Interlude.World.State;

namespace Interlude.World;

public sealed partial class ChatWorld
{
    private void TransferChannel(Turn turn, Command.TransferChannel command)
    {
        if (FindRegistered(turn, command.Channel, Ranks.Owner) is not { } channel)
        {
            return;
        }

        if (OwnerOf(command.Account) is not { } account)
        {
            turn.Refuse(Refusal.NoSuchAccount, command.Account, channel.Name);
            return;
        }

        if (account == channel.Registration!.Founder)
        {
            turn.Refuse(Refusal.TakenByAccount, command.Account, channel.Name);
            return;
        }

        if (account.Suspension is not null)
        {
            turn.Refuse(Refusal.AccountSuspended, command.Account, channel.Name);
            return;
        }

        if (account.Founded >= _policy.MaxChannelsPerAccount)
        {
            turn.Refuse(Refusal.AccountFull, command.Account, channel.Name, _policy.MaxChannelsPerAccount);
            return;
        }

        Report(turn, channel, new RegistrationChange.Transferred(account.Identity));
        Transfer(channel, account, turn.Events);
    }

    private void Transfer(Channel channel, Account account, List<Event> events)
    {
        var registration = channel.Registration!;
        var before = registration.Founder;
        TakeRanks(channel, before, Ranks.Owner, events);
        before.Channels.Remove(channel.CreatedAt);
        registration.Access.RemoveAll(access => access.Account == account);
        registration.Founder = account;
        account.Channels[channel.CreatedAt] = channel;
        GiveRanks(channel, account, events);
    }
}
