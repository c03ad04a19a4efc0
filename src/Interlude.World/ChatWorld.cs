using Interlude.World.State;

namespace Interlude.World;

/// <summary>
/// The chat as a state machine: numbered, timed entries in; events out. The same entries give the same events and the
/// same state on every machine. It knows users and channels; no dialect, no connection, no clock.
/// </summary>
/// <remarks>Not safe for several threads at once: one input at a time is the design.</remarks>
public sealed partial class ChatWorld
{
    /// <summary>The newest version of the rules that this code knows.</summary>
    public const int NewestRules = 1;

    private readonly SortedDictionary<int, NodeState> _nodes = [];
    private readonly Dictionary<SessionId, Session> _sessions = [];
    private readonly Dictionary<UserId, User> _users = [];
    private readonly Dictionary<string, User> _usersByNick = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Channel> _channels = new(StringComparer.Ordinal);
    private WorldPolicy _policy = new();

    /// <summary>The sequence number of the last entry applied; 0 before the first.</summary>
    public long Sequence { get; private set; }

    /// <summary>The time of the last entry applied.</summary>
    public Timestamp Time { get; private set; }

    /// <summary>What <see cref="Command.Configured"/> said last.</summary>
    public WorldPolicy Policy => _policy;

    /// <summary>Applies one entry: checks everything, changes everything, then reports.</summary>
    /// <param name="entry">The entry numbered <see cref="Sequence"/> + 1.</param>
    /// <param name="events">Takes what happened, in order. A wish that cannot be granted is one <see cref="Event.Refused"/>.</param>
    /// <exception cref="InvalidOperationException">The entry is out of order or of rules that this code does not know: a bug of the caller's.</exception>
    public void Apply(Entry entry, List<Event> events)
    {
        if (entry.Sequence != Sequence + 1)
        {
            throw new InvalidOperationException($"Entry {entry.Sequence} cannot follow entry {Sequence}.");
        }

        if (entry.Rules is < 1 or > NewestRules)
        {
            throw new InvalidOperationException($"Entry {entry.Sequence} asks for rules {entry.Rules}; {NewestRules} are known.");
        }

        Sequence = entry.Sequence;
        Time = Timestamp.Later(Time, entry.Time);
        if (IsFresh(entry.Wish))
        {
            Apply(entry.Wish, events);
        }
    }

    private void Apply(Wish wish, List<Event> events)
    {
        switch (wish.Command)
        {
            case Command.NodeStarted:
                StartNode(wish.Incarnation, events);
                break;
            case Command.NodeStopped command:
                StopNode(wish.Incarnation, command, events);
                break;
            case Command.Configured command:
                Configure(command);
                break;
            case Command.Register command:
                Register(wish.Session, command, events);
                break;
            case var command when _sessions.TryGetValue(wish.Session, out var session):
                Apply(new Turn(session, events), command);
                break;
            default:
                events.Add(new Event.Refused(Audience.Nobody, wish.Session, Refusal.NotRegistered));
                break;
        }
    }

    private void Apply(Turn turn, Command command)
    {
        switch (command)
        {
            case Command.EndSession wish:
                EndSession(turn, wish);
                break;
            case Command.Join wish:
                Join(turn, wish);
                break;
            case Command.Part wish:
                Part(turn, wish);
                break;
            case Command.Say wish:
                Say(turn, wish);
                break;
            case Command.Tell wish:
                Tell(turn, wish);
                break;
            case Command.SetTopic wish:
                SetTopic(turn, wish);
                break;
            case Command.LockTopic wish:
                LockTopic(turn, wish);
                break;
            case Command.ChangeNick wish:
                ChangeNick(turn, wish);
                break;
            case Command.SetAway wish:
                SetAway(turn, wish);
                break;
            case Command.Invite wish:
                Invite(turn, wish);
                break;
            case Command.Kick wish:
                Kick(turn, wish);
                break;
            case Command.GrantOperator wish:
                GrantOperator(turn, wish);
                break;
            default:
                throw new InvalidOperationException($"No rule for {command.GetType().Name}.");
        }
    }

    private Channel? Find(ChannelName name) => _channels.GetValueOrDefault(name.Key);

    private User? Find(Nick nick) => _usersByNick.GetValueOrDefault(nick.Key);

    /// <summary>The channel, if the user is on it; else refuses and returns null.</summary>
    private Channel? FindJoined(Turn turn, ChannelName name)
    {
        var channel = Find(name);
        if (channel?.Find(turn.User.Id) is not null)
        {
            return channel;
        }

        turn.Refuse(channel is null ? Refusal.NoSuchChannel : Refusal.NotOnChannel, channel: channel?.Name ?? name);
        return null;
    }

    /// <summary>The channel, if the user operates it; else refuses and returns null.</summary>
    private Channel? FindOperated(Turn turn, ChannelName name)
    {
        var channel = FindJoined(turn, name);
        if (channel is null || channel.Find(turn.User.Id)!.IsOperator)
        {
            return channel;
        }

        turn.Refuse(Refusal.NotOperator, channel: channel.Name);
        return null;
    }

    /// <summary>Everybody who shares a channel with the user, and the user: each once, by its channels and their members.</summary>
    private static Audience PeersOf(User user)
    {
        var seen = new HashSet<UserId> { user.Id };
        var users = System.Collections.Immutable.ImmutableArray.CreateBuilder<UserId>();
        users.Add(user.Id);
        foreach (var id in user.Channels.SelectMany(channel => channel.UserIds))
        {
            if (seen.Add(id))
            {
                users.Add(id);
            }
        }

        return new Audience(users.DrainToImmutable(), Reason.Peer, user.Id);
    }

    private static Audience MembersOf(Channel channel, User self, User? target = null) =>
        new(channel.UserIds, Reason.Member, self.Id, target?.Id ?? default);

    private static Audience Both(User self, User target) =>
        new(self == target ? [self.Id] : [self.Id, target.Id], Reason.Target, self.Id);

    private static Audience Only(User self) => new([self.Id], Reason.Self, self.Id);

    /// <summary>Takes a user off a channel, which ends with its last member.</summary>
    /// <returns>The member who operates it from now on because no operator is left; null if nobody new does.</returns>
    private Member? Leave(User user, Channel channel)
    {
        channel.Remove(user);
        user.Channels.Remove(channel);
        if (channel.Members.Count == 0)
        {
            _channels.Remove(channel.Name.Key);
            return null;
        }

        if (IsLobby(channel.Name) || channel.Members.Exists(member => member.IsOperator))
        {
            return null;
        }

        var longest = channel.Members[0];
        longest.IsOperator = true;
        return longest;
    }

    private static void ReportSuccessor(Member? member, Channel channel, List<Event> events)
    {
        if (member is not null)
        {
            var audience = new Audience(channel.UserIds, Reason.Member, target: member.User.Id);
            events.Add(new Event.OperatorGranted(audience, User: null, member.User.Identity, channel.Name));
        }
    }

    private bool IsLobby(ChannelName name) => string.Equals(_policy.Lobby?.Key, name.Key, StringComparison.Ordinal);

    private Text Shorten(Text reason) => reason.Truncate(_policy.MaxReasonBytes);

    /// <summary>One command of a registered session on its way through its rule.</summary>
    private readonly record struct Turn(Session Session, List<Event> Events)
    {
        public User User => Session.User;

        public void Report(Event happened) => Events.Add(happened);

        public void Refuse(Refusal reason, Nick? nick = null, ChannelName? channel = null, int limit = 0) =>
            Events.Add(new Event.Refused(Only(User), Session.Id, reason, nick, channel, limit));
    }
}
