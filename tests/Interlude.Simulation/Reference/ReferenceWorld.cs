using Interlude.Simulation.Talk;
using Interlude.World;

namespace Interlude.Simulation.Reference;

/// <summary>
/// The rules of the chat a second time, as naively as they can be written: lists, searched from the front. It reads the
/// entries of the log and no state of the real world.
/// </summary>
internal sealed class ReferenceWorld
{
    private readonly Dictionary<int, (int Incarnation, long Number)> _lives = [];

    public List<ReferenceUser> Users { get; private init; } = [];

    public List<ReferenceChannel> Channels { get; private init; } = [];

    public WorldPolicy Policy { get; private set; } = new();

    public long Sequence { get; private set; }

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
                Register(wish.Session, register.Nick.Value, happened);
                break;
            case Command.EndSession ended when user is not null:
                End(user, ended.Reason.ToString(), happened);
                break;
            case var command when user is not null:
                new ReferenceTurn(this, user, happened).Apply(command);
                break;
            default:
                happened.Add(new Happening(What.Refused, []) { Session = wish.Session, Refusal = "* Your session is not" });
                break;
        }
    }

    private void Register(SessionId session, string nick, List<Happening> happened)
    {
        var refusal = Users.Exists(user => user.Session == session) ? "* Your session is not"
            : Find(nick) is not null ? $"* The name {nick} is taken. Please choose"
            : Users.Count >= Policy.MaxUsers ? $"* There are {Policy.MaxUsers} people here"
            : null;
        if (refusal is not null)
        {
            happened.Add(new Happening(What.Refused, []) { Session = session, Refusal = refusal });
            return;
        }

        var user = new ReferenceUser(session, Sequence, nick);
        Users.Add(user);
        happened.Add(new Happening(What.Registered, [user]) { Session = session, Actor = user, ActorNick = nick });
    }

    private void EndAll(Predicate<SessionId> isOver, string reason, List<Happening> happened)
    {
        foreach (var user in Users.Where(user => isOver(user.Session)).OrderBy(user => user.Session).ToList())
        {
            End(user, reason, happened);
        }
    }

    private void End(ReferenceUser user, string reason, List<Happening> happened)
    {
        ReferenceUser[] peers = [.. user.Channels.SelectMany(channel => channel.Members).Distinct().Where(peer => peer != user)];
        Users.Remove(user);
        happened.Add(new Happening(What.Quit, peers) { Actor = user, ActorNick = user.Nick, Text = Shorten(reason) });
        foreach (var channel in user.Channels.ToList())
        {
            Leave(user, channel, happened);
        }

        happened.Add(new Happening(What.Ended, [user]) { Session = user.Session, Actor = user });
    }

    /// <summary>Takes a user off a channel, and says who operates it from then on if nobody is left who does.</summary>
    public void Leave(ReferenceUser user, ReferenceChannel channel, List<Happening> happened)
    {
        user.Channels.Remove(channel);
        channel.Members.Remove(user);
        channel.Operators.Remove(user);
        if (channel.Members.Count == 0)
        {
            Channels.Remove(channel);
        }
        else if (channel.Operators.Count == 0 && !IsLobby(channel.Key))
        {
            var longest = channel.Members[0];
            channel.Operators.Add(longest);
            happened.Add(new Happening(What.Promoted, [.. channel.Members])
            {
                Target = longest,
                TargetNick = longest.Nick,
                Channel = channel,
            });
        }
    }

    public bool IsLobby(int channel) => Policy.Lobby is { } lobby && Spellings.ChannelKey(lobby.Value) == channel;

    /// <summary>As much of a reason as there is room for, without half a character at the end.</summary>
    public string Shorten(string reason)
    {
        if (System.Text.Encoding.UTF8.GetByteCount(reason) <= Policy.MaxReasonBytes)
        {
            return reason;
        }

        var runes = reason.EnumerateRunes().ToList();
        var (count, bytes) = (0, 0);
        while (bytes + runes[count].Utf8SequenceLength <= Policy.MaxReasonBytes)
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
