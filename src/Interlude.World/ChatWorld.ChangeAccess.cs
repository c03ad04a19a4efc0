namespace Interlude.World;

public sealed partial class ChatWorld
{
    private void ChangeAccess(Turn turn, Command.ChangeAccess command)
    {
        if (FindRegistered(turn, command.Channel, Ranks.Voice) is not { } channel)
        {
            return;
        }

        if (OwnerOf(command.Account) is not { } account)
        {
            turn.Refuse(Refusal.NoSuchAccount, command.Account, channel.Name);
            return;
        }

        var registration = channel.Registration!;
        var (before, rank) = (registration.RankOf(account), command.Rank.Highest());

        // From admins upwards, each gives what is below its own rank to those who have less than it; anybody may give up some
        // of its own. Whose the channel is is changed by a transfer alone.
        var own = RankOver(turn, channel);
        var isAllowed = account == turn.User.Account ? rank < before : own.AreAtLeast(Ranks.Admin) && own > before && own > rank;
        if (before == Ranks.Owner || !isAllowed)
        {
            turn.Refuse(Refusal.TargetRanksHigher, command.Account, channel.Name);
            return;
        }

        if (before == rank)
        {
            turn.Refuse(rank == Ranks.None ? Refusal.NotOfAccount : Refusal.TakenByAccount, command.Account, channel.Name);
            return;
        }

        if (before == Ranks.None && registration.Access.Count >= _policy.MaxAccessPerChannel)
        {
            turn.Refuse(Refusal.ListFull, command.Account, channel.Name, _policy.MaxAccessPerChannel);
            return;
        }

        var place = registration.Access.FindIndex(access => access.Account == account);
        if (rank == Ranks.None)
        {
            registration.Access.RemoveAt(place);
            account.Channels.Remove(channel.CreatedAt);
        }
        else if (place >= 0)
        {
            registration.Access[place] = (account, rank);
        }
        else
        {
            registration.Access.Add((account, rank));
            account.Channels.Add(channel.CreatedAt, channel);
        }

        Report(turn, channel, new RegistrationChange.AccessChanged(account.Identity, rank));
        TakeRanks(channel, account, before, turn.Events);
        GiveRanks(channel, account, turn.Events);
    }
}
