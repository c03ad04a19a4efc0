using System.Collections.Immutable;
using Interlude.World.State;

namespace Interlude.World;

public sealed partial class ChatWorld
{
    private void Watch(Turn turn, Command.Watch command)
    {
        var session = turn.Session;
        foreach (var nick in command.RemovesAll ? [.. session.Watched] : command.Removed)
        {
            if (session.RemoveWatched(nick))
            {
                StopWatching(session, nick);
            }
        }

        if (command.Added.IsEmpty)
        {
            return;   // that something is watched no longer is nobody's news
        }

        var added = ImmutableArray.CreateBuilder<Nick>();
        var refused = ImmutableArray.CreateBuilder<Nick>();
        foreach (var nick in command.Added)
        {
            if (session.FindWatched(nick) is not null)
            {
                added.Add(nick);
            }
            else if (session.Watched.Count < _policy.MaxWatched)
            {
                StartWatching(session, nick);
                added.Add(nick);
            }
            else
            {
                refused.Add(nick);
            }
        }

        turn.Report(new Event.Watching(
            Only(turn.User), session.Id, added.DrainToImmutable(), refused.DrainToImmutable(), _policy.MaxWatched));
    }

    private void StartWatching(Session session, Nick nick)
    {
        session.AddWatched(nick);
        if (!_watchers.TryGetValue(nick.Key, out var sessions))
        {
            _watchers.Add(nick.Key, sessions = []);
        }

        sessions.Add(session);
    }

    private void StopWatching(Session session, Nick nick)
    {
        var sessions = _watchers[nick.Key];
        sessions.Remove(session);
        if (sessions.Count == 0)
        {
            _watchers.Remove(nick.Key);
        }
    }

    private static bool IsSame(Nick a, Nick b) => string.Equals(a.Key, b.Key, StringComparison.Ordinal);
}
