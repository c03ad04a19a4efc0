using Interlude.World.State;

namespace Interlude.World;

public sealed partial class ChatWorld
{
    private void DeleteAccount(Asking asking, Command.DeleteAccount command)
    {
        if (Find(command.Account) is not { } account)
        {
            asking.Refuse(Refusal.NoSuchAccount);
            return;
        }

        if (asking.User?.Account != account && (asking.Powers & OperatorPowers.Accounts) == 0)
        {
            asking.Refuse(Refusal.NoPower);
            return;
        }

        asking.ReportChange(account, new AccountChange.Deleted());
        LeaveChannels(account, asking.Events);
        foreach (var user in account.Users.Values.ToArray())
        {
            KeepOneSession(user, asking);
            asking.Report(new Event.LoggedOut(PeersAndWatchersOf(user), asking.Id, user.Identity));
            SetAccount(user, null);
            if (user.Sessions.Count == 0)
            {
                Depart(user, new Departure(DepartureCause.Connection, Words("account deleted")), asking.Events);
            }
        }

        account.Nicks.ForEach(nick => _accountsByNick.Remove(nick.Key));
        account.Fingerprints.ForEach(fingerprint => _accountsByFingerprint.Remove(fingerprint.ToString()));
        _accounts.Remove(account.Id);
    }

    // Several devices are one user by the account alone: without it, who is on the others need not be the same person.
    private void KeepOneSession(User user, Asking asking)
    {
        var kept = user.Sessions.Contains(asking.Session!) ? asking.Session : user.Sessions.FirstOrDefault();
        foreach (var session in user.Sessions.Where(session => session != kept).ToArray())
        {
            End(session, new Departure(DepartureCause.Connection, Words("account deleted")), asking.Events);
        }
    }
}
