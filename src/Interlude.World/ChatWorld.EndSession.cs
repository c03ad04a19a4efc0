namespace Interlude.World;

public sealed partial class ChatWorld
{
    private void EndSession(Turn turn, Command.EndSession command)
    {
        var user = turn.User;
        var ended = new Event.SessionEnded(Only(user), turn.Session.Id, user.Identity);
        _sessions.Remove(turn.Session.Id);
        user.Sessions.Remove(turn.Session);
        if (user.Sessions.Count > 0)
        {
            turn.Report(ended);
            return;
        }

        // The user's own devices hear of the quit while they are still known: the end of the session comes last.
        var quit = new Event.Quit(PeersOf(user), user.Identity, Shorten(command.Reason));
        var successions = new List<(State.Member Successor, State.Channel Channel)>();
        foreach (var channel in user.Channels.ToArray())
        {
            if (Leave(user, channel) is { } successor)
            {
                successions.Add((successor, channel));
            }
        }

        _users.Remove(user.Id);
        _usersByNick.Remove(user.Nick.Key);

        turn.Report(quit);
        foreach (var (successor, channel) in successions)
        {
            ReportSuccessor(successor, channel, turn.Events);
        }

        turn.Report(ended);
    }
}
