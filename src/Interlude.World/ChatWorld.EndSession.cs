using Interlude.World.State;

namespace Interlude.World;

public sealed partial class ChatWorld
{
    private void EndSession(Turn turn, Command.EndSession command) => End(
        turn.Session,
        new Departure(
            command.IsOwnWish ? DepartureCause.OwnWish : DepartureCause.Connection, Shorten(command.Reason)),
        turn.Events);

    private void End(Session session, Departure departure, List<Event> events)
    {
        var user = session.User;
        var ended = new Event.SessionEnded(Only(user), session.Id, user.Identity, departure);
        Forget(session);
        if (user.Sessions.Count > 0)
        {
            events.Add(ended);
            return;
        }

        // The user's own devices hear of the quit while they are still known: the end of the session comes last.
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
        events.Add(ended);
    }

    private void Forget(Session session)
    {
        session.Watched.ForEach(nick => StopWatching(session, nick));
        session.Watched.Clear();
        SetOperator(session, null);
        _sessions.Remove(session.Id);
        session.User.Sessions.Remove(session);
    }

    private void Forget(User user)
    {
        user.Invitations.ForEach(channel => channel.Invited.Remove(user));
        user.Invitations.Clear();
        Remember(user);
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
