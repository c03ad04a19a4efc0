using System.Collections.Immutable;
using Interlude.World.State;

namespace Interlude.World;

// Who hears of what: audiences are taken before the change that they are told of.
public sealed partial class ChatWorld
{
    private static Audience Only(User self) => new([self.Id], Reason.Self, self.Id);

    private static Audience MembersOf(Channel channel, User self, User? target = null) =>
        new(channel.UserIds, Reason.Member, self.Id, target?.Id ?? default);

    /// <summary>The members who see what one of them does: in an auditorium not all see those without a rank.</summary>
    private static Audience WitnessesOf(Channel channel, User self, User? target = null) =>
        new(WhoSee(channel, (target ?? self).Id, self.Id), Reason.Member, self.Id, target?.Id ?? default);

    private static ImmutableArray<UserId> WhoSee(Channel channel, UserId seen, UserId also = default)
    {
        if (!channel.Is(ChannelTraits.Auditorium) || channel.Find(seen) is not { Ranks: Ranks.None } member)
        {
            return channel.UserIds;
        }

        return [.. channel.UserIds.Where(id => id == also || channel.Shows(member, id))];
    }

    /// <summary>Everybody who sees the user on a channel, and the user: each once, by its channels and their members.</summary>
    private static Audience PeersOf(User user)
    {
        if (user.Channels is [var only])
        {
            return new Audience(WhoSee(only, user.Id), Reason.Peer, user.Id);
        }

        var seen = new HashSet<UserId> { user.Id };
        var users = ImmutableArray.CreateBuilder<UserId>();
        users.Add(user.Id);
        foreach (var id in user.Channels.SelectMany(channel => WhoSee(channel, user.Id)))
        {
            if (seen.Add(id))
            {
                users.Add(id);
            }
        }

        return new Audience(users.DrainToImmutable(), Reason.Peer, user.Id);
    }

    /// <summary>The same, and those who watch the user without sharing a channel with it.</summary>
    private Audience PeersAndWatchersOf(User user)
    {
        var peers = PeersOf(user);
        if (!_watchers.ContainsKey(user.Nick.Key))
        {
            return peers;
        }

        var known = peers.Users.ToHashSet();
        return new Audience(peers.Users, Reason.Peer, user.Id)
        {
            Watchers = [.. WatchersOf(user.Nick).Where(session => !known.Contains(session.User.Id)).Select(session => session.Id)],
        };
    }

    /// <summary>Which devices watch a nick, in the order of their users' registering.</summary>
    private IEnumerable<Session> WatchersOf(Nick nick) => _watchers.TryGetValue(nick.Key, out var sessions)
        ? sessions.OrderBy(session => session.User.Id.Sequence).ThenBy(session => session.Id)
        : [];

    private Audience OnlyWatchersOf(Nick nick) =>
        new([], Reason.Watcher) { Watchers = [.. WatchersOf(nick).Select(session => session.Id)] };

    private void ReportOnline(User user, List<Event> events)
    {
        if (_watchers.ContainsKey(user.Nick.Key))
        {
            events.Add(new Event.CameOnline(OnlyWatchersOf(user.Nick), user.Identity));
        }
    }

    private void ReportOffline(Nick nick, List<Event> events)
    {
        if (_watchers.ContainsKey(nick.Key))
        {
            events.Add(new Event.WentOffline(OnlyWatchersOf(nick), nick));
        }
    }

    /// <summary>Tells the server operators who want to hear it.</summary>
    private void Notice(NoticeKind kind, User user, Text text, List<Event> events)
    {
        if (_operators == 0)
        {
            return;
        }

        // Who was an operator on a device that is gone may still want to, but may not.
        ImmutableArray<UserId> listeners =
        [
            .. _hearNotices.Values.Where(user => (user.Operator?.Powers & OperatorPowers.Inspect) is not (null or 0)).Select(user => user.Id),
        ];
        if (listeners.Length > 0)
        {
            events.Add(new Event.Noticed(new Audience(listeners, Reason.Operator), kind, user.Identity, user.RealHost, text));
        }
    }
}
