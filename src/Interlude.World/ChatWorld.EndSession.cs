using Interlude.World.State;

namespace Interlude.World;

public sealed partial class ChatWorld
{
    private void EndSession(Turn turn, Command.EndSession command) => End(
        turn.Session,
        new Departure(
            command.IsOwnWish ? DepartureCause.OwnWish : DepartureCause.Connection, Shorten(command.Reason)),
        turn.Events);

    private void End(Session session, Departure departure, List<Event> events, bool mayStay = true)
    {
        var user = session.User;
        var before = user.Away;
        var ended = new Event.SessionEnded(Only(user), session.Id, user.Identity, departure);
        Forget(session);
        if (user.Sessions.Count == 0)
        {
            if (mayStay && MayStayAlone(user))
            {
                LeaveAlone(user, before);
            }
            else
            {
                // The user's own devices hear of the quit while they are still known: the end of the session comes last.
                Depart(user, departure, events);
                events.Add(ended);
                return;
            }
        }

        StopHearingNotices(user, events);
        ReportAway(session, before, events);
        events.Add(ended);
    }

    // It was the last device on which the user was a server operator.
    private void StopHearingNotices(User user, List<Event> events)
    {
        if (user.Operator is null && user.Has(UserModes.HearsNotices))
        {
            SetModes(user, user.Modes & ~UserModes.HearsNotices);
            events.Add(new Event.UserModesChanged(Only(user), user.Identity, UserModes.None, UserModes.HearsNotices, OperatorChange.None));
        }
    }

    // Under a nick of its account, and one for each: nobody keeps other people's names without being there.
    private bool MayStayAlone(User user) => user.Account is { } account && IsAlwaysOn(account) && OwnerOf(user.Nick) == account
        && _alone.Count < _policy.MaxUsersAlone
        && !account.Users.Values.Any(other => other != user && other.Sessions.Count == 0);

    private void LeaveAlone(User user, Text away)
    {
        (user.AloneSince, user.AloneBehind) = (Time, Sequence);
        user.AwayAlone = away.Length > 0 ? away : Words("not connected");
        _alone.Add((Time.Milliseconds, user.Id.Sequence));
    }

    /// <summary>Tells others that a user is away, or back, because a device of it went or came; it knows itself.</summary>
    private void ReportAway(Session session, Text before, List<Event> events)
    {
        var user = session.User;
        if (user.Away.Equals(before))
        {
            return;
        }

        var all = PeersAndWatchersOf(user);
        var others = new Audience(all.Users.Remove(user.Id), Reason.Peer) { Watchers = all.Watchers };
        events.Add(new Event.AwayChanged(others, session.Id, user.Identity, session.Away, user.Away));
    }

    /// <summary>Takes a user without sessions out of the chat.</summary>
    private void Depart(User user, Departure departure, List<Event> events)
    {
        var quit = new Event.Quit(PeersOf(user), user.Identity, departure) { KeptIn = KeptBy(user) };
        var successions = new List<(Member Successor, Channel Channel)>();
        foreach (var channel in user.Channels.ToArray())
        {
            if (Leave(user, channel) is { } successor)
            {
                successions.Add((successor, channel));
            }
        }

        Forget(user);

        events.Add(quit);
        foreach (var (successor, channel) in successions)
        {
            ReportSuccessor(successor, channel, events);
        }

        ReportOffline(user.Nick, events);
        Notice(NoticeKind.Left, user, departure.Reason, events);
    }

    private void Forget(Session session)
    {
        foreach (var nick in session.Watched)
        {
            StopWatching(session, nick);
        }

        session.ClearWatched();
        SetOperator(session, null);
        _sessions.Remove(session.Id);
        session.User.Sessions.Remove(session);
    }

    private void Forget(User user)
    {
        foreach (var channel in user.Invitations.ToArray())
        {
            channel.Invited.Remove(user);
            user.RemoveInvitation(channel);
        }

        Remember(user);
        if (user.AloneSince is { } since)
        {
            _alone.Remove((since.Milliseconds, user.Id.Sequence));
        }

        user.Account?.Users.Remove(user.Id.Sequence);
        Reckon(user, user.Modes, UserModes.None);
        _users.Remove(user.Id);
        _usersByNick.Remove(user.Nick.Key);
    }

    /// <summary>Keeps what the user was called for WHOWAS; the oldest give way.</summary>
    private void Remember(User user)
    {
        _pastUsers.Enqueue(new PastUser(user.Identity, user.RealName, user.RealHost, Time));
        TrimPastUsers();
    }

    private void TrimPastUsers()
    {
        while (_pastUsers.Count > _policy.MaxPastUsers)
        {
            _pastUsers.Dequeue();
        }
    }
}
