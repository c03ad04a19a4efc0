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
    private readonly Queue<PastUser> _pastUsers = [];
    private readonly Dictionary<string, List<Session>> _watchers = new(StringComparer.Ordinal);
    private WorldPolicy _policy = new();
    private readonly SortedDictionary<long, User> _hearNotices = [];
    private readonly SortedDictionary<long, User> _hearAnnouncements = [];
    private int _invisibleUsers;
    private int _operators;
    private int _secretChannels;
    private int _mostUsers;

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
                Configure(command, events);
                break;
            case Command.Advanced:
                Advance(events);
                break;
            case Command.Skipped:
                break;   // it says what was not done
            case Command.Register command:
                Register(wish.Session, command, events);
                break;
            case Command.CreateAccount command:
                CreateAccount(AskingOf(wish, events), command);
                break;
            case Command.LogIn command:
                LogIn(AskingOf(wish, events), command);
                break;
            case Command.ChangeVerifier command:
                ChangeVerifier(AskingOf(wish, events), command);
                break;
            case Command.SuspendAccount command:
                SuspendAccount(AskingOf(wish, events), command);
                break;
            case Command.DeleteAccount command:
                DeleteAccount(AskingOf(wish, events), command);
                break;
            case var command when _sessions.TryGetValue(wish.Session, out var session):
                Apply(new Turn(session, command, events), command);
                break;
            default:
                events.Add(new Event.Refused(Audience.Nobody, wish.Session, Refusal.NotRegistered, wish.Command));
                break;
        }
    }

    private Asking AskingOf(Wish wish, List<Event> events) =>
        new(wish.Session, _sessions.GetValueOrDefault(wish.Session), wish.Command, events);

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
            case Command.ChangeModes wish:
                ChangeModes(turn, wish);
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
            case Command.SetRealName wish:
                SetRealName(turn, wish);
                break;
            case Command.ChangeUserModes wish:
                ChangeUserModes(turn, wish);
                break;
            case Command.Knock wish:
                Knock(turn, wish);
                break;
            case Command.RenameChannel wish:
                RenameChannel(turn, wish);
                break;
            case Command.Watch wish:
                Watch(turn, wish);
                break;
            case Command.MarkRead wish:
                MarkRead(turn, wish);
                break;
            case Command.BecomeOperator wish:
                BecomeOperator(turn, wish);
                break;
            case Command.Announce wish:
                Announce(turn, wish);
                break;
            case Command.Kill wish:
                Kill(turn, wish);
                break;
            case Command.ChangeHost wish:
                ChangeHost(turn, wish);
                break;
            case Command.RegisterChannel wish:
                RegisterChannel(turn, wish);
                break;
            case Command.DropChannel wish:
                DropChannel(turn, wish);
                break;
            case Command.TransferChannel wish:
                TransferChannel(turn, wish);
                break;
            case Command.AcceptChannel wish:
                AcceptChannel(turn, wish);
                break;
            case Command.ChangeAccess wish:
                ChangeAccess(turn, wish);
                break;
            case Command.ChangeChannelSetting wish:
                ChangeChannelSetting(turn, wish);
                break;
            case Command.LogOut:
                LogOut(turn);
                break;
            case Command.GroupNick wish:
                GroupNick(turn, wish);
                break;
            case Command.ChangePassword wish:
                ChangePassword(turn, wish);
                break;
            case Command.ChangeFingerprint wish:
                ChangeFingerprint(turn, wish);
                break;
            case Command.ChooseAlwaysOn wish:
                ChooseAlwaysOn(turn, wish);
                break;
            case Command.Ghost wish:
                Ghost(turn, wish);
                break;
            default:
                throw new InvalidOperationException($"No rule for {command.GetType().Name}.");
        }
    }

    private Channel? Find(ChannelName name) => _channels.GetValueOrDefault(name.Key);

    private User? Find(Nick nick) => _usersByNick.GetValueOrDefault(nick.Key);

    /// <summary>The channel, if the user may know of it; else refuses and returns null.</summary>
    private Channel? FindKnown(Turn turn, ChannelName name)
    {
        if (Find(name) is { } channel && IsKnownTo(channel, turn.User))
        {
            return channel;
        }

        turn.Refuse(Refusal.NoSuchChannel, channel: name);
        return null;
    }

    /// <summary>The channel, if the user is on it; else refuses and returns null.</summary>
    private Channel? FindJoined(Turn turn, ChannelName name)
    {
        if (FindKnown(turn, name) is not { } channel)
        {
            return null;
        }

        if (channel.Find(turn.User.Id) is not null)
        {
            return channel;
        }

        turn.Refuse(Refusal.NotOnChannel, channel: channel.Name);
        return null;
    }

    /// <summary>The channel, if the user has that rank on it or a higher one; else refuses and returns null.</summary>
    private Channel? FindRanked(Turn turn, ChannelName name, Ranks least)
    {
        var channel = FindJoined(turn, name);
        if (channel is null || channel.Find(turn.User.Id)!.Ranks.AreAtLeast(least))
        {
            return channel;
        }

        turn.Refuse(Refusal.NotOperator, channel: channel.Name);
        return null;
    }

    /// <summary>Whether a user may know of a channel: a secret one is known to its members, and to who has a rank there.</summary>
    internal static bool IsKnownTo(Channel channel, User? user) => !channel.Is(ChannelTraits.Secret)
        || (user is not null && (channel.Find(user.Id) is not null || channel.RankOf(user.Account) != Ranks.None));

    /// <summary>Takes a user off a channel, which ends with its last member unless it is registered.</summary>
    /// <returns>The member who operates it from now on because no operator is left; null if nobody new does.</returns>
    private Member? Leave(User user, Channel channel)
    {
        channel.Remove(user);
        user.Channels.Remove(channel);
        if (channel.Registration is not null)
        {
            return null;
        }

        if (channel.Members.Count == 0)
        {
            Close(channel);
            return null;
        }

        return Succeed(channel);
    }

    private void Close(Channel channel)
    {
        SetTraits(channel, ChannelTraits.None);
        _channels.Remove(channel.Name.Key);
        channel.Invited.ForEach(invited => invited.RemoveInvitation(channel));
    }

    /// <summary>Makes the longest member operate a channel that no operator is left on; null if there is one, or need be none.</summary>
    private Member? Succeed(Channel channel)
    {
        if (IsLobby(channel.Name) || channel.Members.Exists(member => member.Ranks.Operate()))
        {
            return null;
        }

        var longest = channel.Members[0];
        longest.SetRanks(longest.Ranks | Ranks.Operator, Sequence);
        return longest;
    }

    // What is counted here is counted whole: outsiders are told of the others alone.
    private void SetTraits(Channel channel, ChannelTraits traits)
    {
        _secretChannels += ((traits & ChannelTraits.Secret) != 0 ? 1 : 0) - (channel.Is(ChannelTraits.Secret) ? 1 : 0);
        channel.Traits = traits;
    }

    private static void ReportSuccessor(Member? member, Channel channel, List<Event> events)
    {
        if (member is not null)
        {
            if (channel.Is(ChannelTraits.Auditorium) && member.Ranks == Ranks.Operator)
            {
                ReportSeen(channel, member.User, events);
            }

            var audience = new Audience(channel.UserIds, Reason.Member, target: member.User.Id);
            events.Add(new Event.ModesChanged(
                audience, User: null, channel.Name, [new ModeChange.Rank(true, Ranks.Operator, member.User.Nick)])
            {
                KeptIn = KeptBy(channel),
            });
        }
    }

    private bool IsLobby(ChannelName name) => string.Equals(_policy.Lobby?.Key, name.Key, StringComparison.Ordinal);

    private Text Shorten(Text reason) => reason.Truncate(_policy.MaxReasonBytes);

    private static Text SourceOf(User user) => Text.TryCreate(user.Identity.Source.Span, out var source)
        ? source
        : throw new System.Diagnostics.UnreachableException("A source is text.");

    /// <summary>One command of a registered session on its way through its rule.</summary>
    private readonly record struct Turn(Session Session, Command Wish, List<Event> Events)
    {
        public User User => Session.User;

        public OperatorPowers Powers => Session.Operator?.Powers ?? OperatorPowers.None;

        public void Report(Event happened) => Events.Add(happened);

        public void Refuse(
            Refusal reason, Nick? nick = null, ChannelName? channel = null, int limit = 0, ModeChange? change = null) =>
            Events.Add(new Event.Refused(Only(User), Session.Id, reason, Wish, nick, channel, limit, change));
    }
}
