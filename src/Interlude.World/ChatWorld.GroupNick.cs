namespace Interlude.World;

public sealed partial class ChatWorld
{
    private void GroupNick(Turn turn, Command.GroupNick command)
    {
        if (turn.User.Account is not { } account)
        {
            turn.Refuse(Refusal.NotLoggedIn);
            return;
        }

        if ((command.IsGrouped ? WhyNotGroup(turn.User, command.Nick) : WhyNotUngroup(account, command.Nick)) is { } reason)
        {
            turn.Refuse(reason, command.Nick, limit: reason == Refusal.AccountFull ? _policy.MaxNicksPerAccount
                : reason == Refusal.NameTooLong ? _policy.MaxNickCodePoints : 0);
            return;
        }

        if (command.IsGrouped)
        {
            account.Nicks.Add(command.Nick);
            _accountsByNick.Add(command.Nick.Key, account);
        }
        else
        {
            account.Nicks.RemoveAll(nick => IsSame(nick, command.Nick));
            _accountsByNick.Remove(command.Nick.Key);
            if (Find(command.Nick) is { Sessions.Count: 0 } alone)
            {
                Depart(alone, new Departure(DepartureCause.Connection, Words("nick is its account's no longer")), turn.Events);
            }
        }

        turn.Report(new Event.AccountChanged(
            Only(turn.User), turn.Session.Id, account.Identity, new AccountChange.NickGrouped(command.Nick, command.IsGrouped)));
    }

    private Refusal? WhyNotGroup(State.User user, Nick nick) =>
        IsService(nick) ? Refusal.NickReserved
        : OwnerOf(nick) is { } owner ? owner == user.Account ? Refusal.TakenByAccount : Refusal.AccountNameTaken
        : Find(nick) is { } holder && holder.Account != user.Account ? Refusal.NickTaken
        : nick.CodePointCount > _policy.MaxNickCodePoints ? Refusal.NameTooLong
        : user.Account!.Nicks.Count >= _policy.MaxNicksPerAccount ? Refusal.AccountFull
        : null;

    // What the account is called is its own as long as it is there.
    private Refusal? WhyNotUngroup(State.Account account, Nick nick) =>
        OwnerOf(nick) != account ? Refusal.NotOfAccount : IsSame(account.Name, nick) ? Refusal.NoChoice : null;
}
