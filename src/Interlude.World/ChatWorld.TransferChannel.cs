using Interlude.World.State;

namespace Interlude.World;

public sealed partial class ChatWorld
{
    // A week: who comes only on weekends has a chance, and nobody is surprised years later.
    private const long OfferMilliseconds = 7 * 24 * 3600 * 1000L;

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

        var registration = channel.Registration!;
        if (account == registration.Founder)
        {
            if (!TryWithdrawOffer(turn, channel))
            {
                turn.Refuse(Refusal.TakenByAccount, command.Account, channel.Name);
            }

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

        if ((turn.Powers & OperatorPowers.Accounts) != 0)
        {
            Report(turn, channel, new RegistrationChange.Transferred(account.Identity), registration.Founder);
            Transfer(channel, account, turn.Events);
            return;
        }

        if (registration.Offer?.To != account.Id)
        {
            TryWithdrawOffer(turn, channel);
        }

        var until = new Timestamp(Time.Milliseconds + OfferMilliseconds);
        registration.Offer = new ChannelOffer(account.Id, until);
        Report(turn, channel, new RegistrationChange.Offered(account.Identity, until), account);
    }

    private bool TryWithdrawOffer(Turn turn, Channel channel)
    {
        var registration = channel.Registration!;
        if (registration.OfferAt(Time) is not { } offer || Find(offer.To) is not { } account)
        {
            return false;
        }

        registration.Offer = null;
        Report(turn, channel, new RegistrationChange.OfferWithdrawn(account.Identity), account);
        return true;
    }

    private void Transfer(Channel channel, Account account, List<Event> events)
    {
        var registration = channel.Registration!;
        var before = registration.Founder;
        TakeRanks(channel, before, Ranks.Owner, events);
        before.Channels.Remove(channel.CreatedAt);
        registration.Access.RemoveAll(access => access.Account == account);
        registration.Founder = account;
        registration.Offer = null;
        account.Channels[channel.CreatedAt] = channel;
        GiveRanks(channel, account, events);
    }
}
