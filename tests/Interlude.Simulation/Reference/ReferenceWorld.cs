using Interlude.Simulation.Talk;
using Interlude.World;

namespace Interlude.Simulation.Reference;

/// <summary>
/// The rules of the chat a second time, as naively as they can be written: lists, searched from the front. It reads the
/// entries of the log and no state of the real world.
/// </summary>
internal sealed class ReferenceWorld
{
    public ReferenceWorld() => Accounts = new ReferenceAccounts(this);

    public ReferenceAccounts Accounts { get; }

    private readonly Dictionary<int, (int Incarnation, long Number)> _lives = [];

    public List<ReferenceUser> Users { get; private init; } = [];

    public List<ReferenceChannel> Channels { get; private init; } = [];

    public WorldPolicy Policy { get; private set; } = new();

    public long Sequence { get; private set; }

    /// <summary>Of the last entry, in milliseconds: it does not go back.</summary>
    public long Time { get; private set; } = long.MinValue;

    public ReferenceUser? Find(string nick)
    {
        var key = Spellings.NickKey(nick);
        return Users.Find(user => user.Key == key);
    }

    public ReferenceChannel? FindChannel(string name)
    {
        var key = Spellings.ChannelKey(name);
        return Channels.Find(channel => channel.Key == key);
    }

    public List<Happening> Apply(Entry entry)
    {
        Hold.That(entry.Sequence == Sequence + 1, "Entries come in order.", () => $"{entry.Sequence} after {Sequence}");
        Sequence++;
        Time = Math.Max(Time, entry.Time.Milliseconds);
        var happened = new List<Happening>();
        var (wish, node) = (entry.Wish, entry.Wish.Incarnation.Node.Number);
        var known = _lives.TryGetValue(node, out var life);
        if (wish.Command is Command.NodeStarted && (!known || wish.Incarnation.Number > life.Incarnation))
        {
            _lives[node] = (wish.Incarnation.Number, wish.Number);
            EndAll(session => session.Incarnation.Node.Number == node, "connection lost in a restart", happened);
        }
        else if (known && wish.Incarnation.Number == life.Incarnation && wish.Number > life.Number)
        {
            _lives[node] = (life.Incarnation, wish.Number);
            Apply(wish, happened);
        }

        return happened;
    }

    /// <summary>All devices.</summary>
    public IEnumerable<ReferenceSession> Sessions => Users.SelectMany(user => user.Sessions);

    /// <summary>Those who stay without one, longest first.</summary>
    public IEnumerable<ReferenceUser> Alone => Users.Where(user => user.AloneSince is not null).OrderBy(user => (user.AloneSince, user.Id));

    /// <summary>When the first of them has stayed for long enough; null: nobody stays.</summary>
    public long? Deadline => Alone.FirstOrDefault()?.AloneSince + (Policy.AloneHours * 3_600_000L);

    private void Apply(Wish wish, List<Happening> happened)
    {
        var session = Sessions.FirstOrDefault(session => session.Id == wish.Session);
        switch (wish.Command)
        {
            case Command.NodeStarted:
                break;
            case Command.NodeStopped stopped:
                EndAll(session => session.Incarnation == wish.Incarnation, stopped.Reason.ToString(), happened);
                break;
            case Command.Configured configured:
                Policy = configured.Policy;
                Accounts.SendOffThoseAlone(happened);
                break;
            case Command.Advanced:
                while (Deadline <= Time)
                {
                    Depart(Alone.First(), "away for too long", isOwnWish: false, happened);
                }

                break;
            case Command.Register register:
                Register(wish.Session, register, happened);
                break;
            case var command when Accounts.TryApply(wish.Session, session, command, happened):
                break;
            case Command.EndSession ended when session is not null:
                End(session, Shorten(ended.Reason.ToString()), ended.IsOwnWish, happened);
                break;
            case var command when session is not null:
                new ReferenceTurn(this, session, happened).Apply(command);
                break;
            default:
                happened.Add(new Happening(What.Refused, []) { Session = wish.Session, Refusal = "* Your session is not" });
                break;
        }
    }

    private void Register(SessionId session, Command.Register wish, List<Happening> happened)
    {
        var nick = wish.Nick.Value;
        var account = wish.Login is null ? null : Accounts.Find(wish.Login);
        var (isReserved, isTaken) = Accounts.Barrier(nick, account, self: null);
        var running = account is not null && Find(nick) is { } own && own.Account == account ? own : null;
        var refusal = Sessions.Any(known => known.Id == session) ? "* Your session is not"
            : wish.Login is not null && account is null ? "* (the login)"
            : running is not null ? running.Sessions.Count >= Policy.MaxSessionsPerUser ? $"* {Policy.MaxSessionsPerUser} of your clients" : null
            : isReserved ? $"* The name {nick} belongs to an account."
            : isTaken ? $"* The name {nick} is taken. Please choose"
            : Users.Count >= Policy.MaxUsers ? $"* There are {Policy.MaxUsers} people here"
            : null;
        if (refusal is not null)
        {
            happened.Add(new Happening(What.Refused, []) { Session = session, Refusal = refusal });
            return;
        }

        var away = Shorten(wish.Profile.Away.ToString(), Policy.MaxAwayBytes);
        if (running is not null)
        {
            happened.Add(new Happening(What.Attached, [running]) { Session = session, Actor = running, ActorNick = running.Nick, WasAlone = running.AloneSince is not null });
            Attach(new ReferenceSession(session, running, away), happened);
            return;
        }

        Accounts.MakeRoom(nick, self: null, happened);
        var user = new ReferenceUser(Sequence, nick, wish.Profile)
        {
            Account = account,
            RealName = Shorten(wish.Profile.RealName.ToString(), Policy.MaxRealNameBytes),
        };
        user.Sessions.Add(new ReferenceSession(session, user, away));
        Users.Add(user);
        happened.Add(new Happening(What.Registered, [user]) { Session = session, Actor = user, ActorNick = nick });
        SayOnline(user, happened);
    }

    /// <summary>A user goes by another nick.</summary>
    public void Rename(ReferenceUser user, string nick, List<Happening> happened)
    {
        var before = user.Key;
        happened.Add(new Happening(What.Renamed, PeersOf(user)) { Actor = user, ActorNick = user.Nick, ActorSource = user.Source, Text = nick });
        user.Nick = nick;
        if (user.Key != before)
        {
            SayOffline(before, happened);
            SayOnline(user, happened);
        }
    }

    private void EndAll(Predicate<SessionId> isOver, string reason, List<Happening> happened)
    {
        foreach (var session in Sessions.Where(session => isOver(session.Id)).OrderBy(session => session.Id).ToList())
        {
            End(session, Shorten(reason), isOwnWish: false, happened);
        }
    }

    /// <summary>One more device of a user.</summary>
    public void Attach(ReferenceSession session, List<Happening> happened)
    {
        var before = session.User.Away;
        session.User.AloneSince = null;
        session.User.Sessions.Add(session);
        ReportAway(session.User, before, happened);
    }

    /// <summary>A device goes, and with the last one its user, unless it stays without.</summary>
    public void End(ReferenceSession session, string reason, bool isOwnWish, List<Happening> happened)
    {
        var (user, before) = (session.User, session.User.Away);
        user.Sessions.Remove(session);
        if (user.Sessions.Count == 0 && !Accounts.MayStayAlone(user))
        {
            Depart(user, reason, isOwnWish, happened);
        }
        else
        {
            if (user.Sessions.Count == 0)
            {
                (user.AloneSince, user.AwayAlone) = (Time, before.Length > 0 ? before : "not connected");
            }

            ReportAway(user, before, happened);
        }

        happened.Add(new Happening(What.Ended, [user]) { Session = session.Id, Actor = user });
    }

    /// <summary>Tells others if a user is away, or back, because of a device that went or came.</summary>
    public void ReportAway(ReferenceUser user, string before, List<Happening> happened)
    {
        if (user.Away != before)
        {
            var peers = PeersOf(user);
            happened.Add(new Happening(What.AwaySet, [.. peers.Where(peer => peer != user)])
            {
                Actor = user,
                ActorNick = user.Nick,
                ActorSource = user.Source,
                Text = user.Away,
                Watchers = WatchersOf(user.Key, peers),
            });
        }
    }

    /// <summary>A user without devices leaves the chat.</summary>
    public void Depart(ReferenceUser user, string reason, bool isOwnWish, List<Happening> happened)
    {
        var peers = PeersOf(user).Where(peer => peer != user).ToList();
        Users.Remove(user);
        happened.Add(new Happening(What.Quit, peers)
        {
            Actor = user,
            ActorNick = user.Nick,
            ActorSource = user.Source,
            Text = reason,
            IsOwnWish = isOwnWish,
        });
        foreach (var channel in user.Channels.ToList())
        {
            Leave(user, channel, happened);
        }

        SayOffline(user.Key, happened);
    }

    /// <summary>Everybody who sees the user on a channel, and the user, each once.</summary>
    public static List<ReferenceUser> PeersOf(ReferenceUser user) =>
        [.. user.Channels.SelectMany(channel => channel.Witnesses(user, user)).Prepend(user).Distinct()];

    /// <summary>Who watches a name, and is not among those.</summary>
    public List<ReferenceSession> WatchersOf(int nick, IReadOnlyList<ReferenceUser> but) =>
        [.. Sessions.Where(session => session.Watched.Contains(nick) && !but.Contains(session.User))];

    public void SayOnline(ReferenceUser user, List<Happening> happened) =>
        happened.Add(new Happening(What.Online, []) { Actor = user, ActorNick = user.Nick, ActorSource = user.Source, Watchers = WatchersOf(user.Key, []) });

    public void SayOffline(int nick, List<Happening> happened) => happened.Add(new Happening(What.Offline, []) { Watchers = WatchersOf(nick, []) });

    /// <summary>Takes a user off a channel, and says who operates it from then on if nobody is left who does.</summary>
    public void Leave(ReferenceUser user, ReferenceChannel channel, List<Happening> happened)
    {
        user.Channels.Remove(channel);
        channel.Remove(user);
        if (channel.Members.Count == 0)
        {
            Channels.Remove(channel);
            Users.ForEach(other => other.Invitations.Remove(channel));
        }
        else if (!channel.Members.Exists(channel.Operates) && !IsLobby(channel.Key))
        {
            var longest = channel.Members[0];
            if (channel.Is(ChannelTraits.Auditorium))
            {
                channel.SeeBadly.Add(longest);
                if (channel.RanksOf(longest) == Ranks.None)
                {
                    happened.Add(ReferenceModes.About(What.Joined, channel, longest));
                }
            }

            channel.SetRanks(longest, channel.RanksOf(longest) | Ranks.Operator);
            Nick.TryCreate(System.Text.Encoding.UTF8.GetBytes(longest.Nick), out var nick, out _);
            happened.Add(new Happening(What.ModesSet, [.. channel.Members])
            {
                Channel = channel,
                ChannelName = channel.Name,
                Changes = [new ModeChange.Rank(true, Ranks.Operator, nick!)],
            });
        }
    }

    public bool IsLobby(int channel) => Policy.Lobby is { } lobby && Spellings.ChannelKey(lobby.Value) == channel;

    /// <summary>As much of a reason as there is room for.</summary>
    public string Shorten(string reason) => Shorten(reason, Policy.MaxReasonBytes);

    /// <summary>As much of a text as there is room for, without half a character at the end.</summary>
    public static string Shorten(string text, int maxBytes)
    {
        if (System.Text.Encoding.UTF8.GetByteCount(text) <= maxBytes)
        {
            return text;
        }

        var runes = text.EnumerateRunes().ToList();
        var (count, bytes) = (0, 0);
        while (bytes + runes[count].Utf8SequenceLength <= maxBytes)
        {
            bytes += runes[count++].Utf8SequenceLength;
        }

        // U+200D joins what is before it to what is behind it; of what the peers write, only that.
        var cut = count;
        while (cut > 0 && (runes[cut].Value == 0x200D || runes[cut - 1].Value == 0x200D))
        {
            cut--;
        }

        return string.Concat(runes.Take(cut > 0 ? cut : count));
    }
}
