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

    private void Apply(Wish wish, List<Happening> happened)
    {
        var user = Users.Find(other => other.Session == wish.Session);
        switch (wish.Command)
        {
            case Command.NodeStarted:
                break;
            case Command.NodeStopped stopped:
                EndAll(session => session.Incarnation == wish.Incarnation, stopped.Reason.ToString(), happened);
                break;
            case Command.Configured configured:
                Policy = configured.Policy;
                break;
            case Command.Register register:
                Register(wish.Session, register, happened);
                break;
            case var command when Accounts.TryApply(wish.Session, user, command, happened):
                break;
            case Command.EndSession ended when user is not null:
                End(user, ended.Reason.ToString(), ended.IsOwnWish, happened);
                break;
            case var command when user is not null:
                new ReferenceTurn(this, user, happened).Apply(command);
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
        var refusal = Users.Exists(user => user.Session == session) ? "* Your session is not"
            : wish.Login is not null && account is null ? "* (the login)"
            : account is not null && Find(nick) is { } own && own.Account == account ? "* 1 of your clients"
            : isReserved ? $"* The name {nick} belongs to an account."
            : isTaken ? $"* The name {nick} is taken. Please choose"
            : Users.Count >= Policy.MaxUsers ? $"* There are {Policy.MaxUsers} people here"
            : null;
        if (refusal is not null)
        {
            happened.Add(new Happening(What.Refused, []) { Session = session, Refusal = refusal });
            return;
        }

        Accounts.MakeRoom(nick, self: null, happened);
        var user = new ReferenceUser(session, Sequence, nick, wish.Profile)
        {
            Account = account,
            RealName = Shorten(wish.Profile.RealName.ToString(), Policy.MaxRealNameBytes),
            Away = Shorten(wish.Profile.Away.ToString(), Policy.MaxAwayBytes),
        };
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
        foreach (var user in Users.Where(user => isOver(user.Session)).OrderBy(user => user.Session).ToList())
        {
            End(user, reason, isOwnWish: false, happened);
        }
    }

    private void End(ReferenceUser user, string reason, bool isOwnWish, List<Happening> happened)
    {
        var peers = PeersOf(user).Where(peer => peer != user).ToList();
        Users.Remove(user);
        happened.Add(new Happening(What.Quit, peers)
        {
            Actor = user,
            ActorNick = user.Nick,
            ActorSource = user.Source,
            Text = Shorten(reason),
            IsOwnWish = isOwnWish,
        });
        foreach (var channel in user.Channels.ToList())
        {
            Leave(user, channel, happened);
        }

        SayOffline(user.Key, happened);
        happened.Add(new Happening(What.Ended, [user]) { Session = user.Session, Actor = user });
    }

    /// <summary>Everybody who sees the user on a channel, and the user, each once.</summary>
    public static List<ReferenceUser> PeersOf(ReferenceUser user) =>
        [.. user.Channels.SelectMany(channel => channel.Witnesses(user, user)).Prepend(user).Distinct()];

    /// <summary>Who watches a name, and is not among those.</summary>
    public List<ReferenceUser> WatchersOf(int nick, IReadOnlyList<ReferenceUser> but) =>
        [.. Users.Where(user => user.Watched.Contains(nick) && !but.Contains(user))];

    public void SayOnline(ReferenceUser user, List<Happening> happened) =>
        happened.Add(new Happening(What.Online, WatchersOf(user.Key, [])) { Actor = user, ActorNick = user.Nick, ActorSource = user.Source });

    public void SayOffline(int nick, List<Happening> happened) => happened.Add(new Happening(What.Offline, WatchersOf(nick, [])));

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
