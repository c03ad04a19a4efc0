using Interlude.World.State;

namespace Interlude.World;

public sealed partial class ChatWorld
{
    private void LogIn(Asking asking, Command.LogIn command)
    {
        var (account, reason) = Open(command.Login);
        if (account is null)
        {
            asking.Refuse(reason);
            return;
        }

        if (asking.User is { Sessions.Count: > 1 } user && user.Account != account)
        {
            asking.Refuse(Refusal.SeveralSessions);
            return;
        }

        // Who is at home already stays.
        var isHome = asking.User is { } self && self.Account == account && OwnerOf(self.Nick) == account;
        var home = command.ComesHome && !isHome && asking.User is not null ? HomeOf(account, asking.User) : null;
        if (home?.Sessions.Count >= _policy.MaxSessionsPerUser)
        {
            asking.Refuse(Refusal.TooManySessions, limit: _policy.MaxSessionsPerUser);
            return;
        }

        account.UsedAt = Time;
        if (account.Passwords.Find(password => password.Verifier.Equals(command.Login.Proof)) is { } used)
        {
            used.UsedAt = Time;
        }

        if (home is not null)
        {
            // The other devices of who it was do not come along.
            var audience = asking.User!.Sessions.Count > 1 ? Audience.Nobody : asking.Asker;
            asking.Report(new Event.LoggedIn(audience, asking.Id, asking.User.Identity, account.Identity));
            Move(asking.Session!, home, asking.Events);
            return;
        }

        LogIn(asking, account);
        if (command.ComesHome && asking.User is { } guest && OwnerOf(guest.Nick) != account
            && WhyNotTake(account.Name, account, guest) is null)
        {
            MakeRoom(account.Name, guest, asking.Events);
            Rename(guest, account.Name, asking.Events);
        }
    }

    // Others hear of it only if it changes something.
    private void LogIn(Asking asking, Account account)
    {
        var user = asking.User;
        var audience = user is null || user.Account == account ? asking.Asker : PeersAndWatchersOf(user);
        asking.Report(new Event.LoggedIn(audience, asking.Id, user?.Identity, account.Identity));
        if (user is not null && user.Account != account)
        {
            TakeRanks(user, asking.Events);
            SetAccount(user, account);
            GiveRanks(user, asking.Events);
        }
    }

    /// <summary>The user of an account that somebody joins: the first who has one of its nicks; null: there is none.</summary>
    private User? HomeOf(Account account, User self) =>
        account.Users.Values.FirstOrDefault(user => user != self && OwnerOf(user.Nick) == account);

    /// <summary>Makes a session a device of another user. The one it was of leaves with it, if that was its last.</summary>
    private void Move(Session session, User home, List<Event> events)
    {
        var from = session.User;
        var (identity, left) = (from.Identity, from.Channels.Select(channel => channel.Name).ToArray());
        var (standing, before) = (session.Operator, from.Away);
        SetOperator(session, null);
        from.Sessions.Remove(session);
        if (from.Sessions.Count == 0)
        {
            Depart(from, new Departure(DepartureCause.Connection, Words($"Identified as {home.Nick}")), events);
        }
        else
        {
            ReportAway(session, before, events);   // the others may all be away
        }

        session.User = home;
        events.Add(new Event.Moved(Only(home), session.Id, identity, home.Identity, [.. left]) { AloneBehind = BehindWhichAlone(home) });
        Attach(session, events);
        SetOperator(session, standing);
    }

    private static long? BehindWhichAlone(User user) => user.AloneSince is null ? null : user.AloneBehind;

    private void Attach(Session session, List<Event> events)
    {
        var user = session.User;
        var before = user.Away;
        if (user.AloneSince is { } since)
        {
            _alone.Remove((since.Milliseconds, user.Id.Sequence));
            user.AloneSince = null;
            user.AwayAlone = Text.Empty;
        }

        user.Sessions.Add(session);
        ReportAway(session, before, events);
    }
}
