using Interlude.World;

namespace Interlude.Tests.Support;

/// <summary>
/// A world and people in it. It numbers entries, gives a session to each name, and words what came of each command
/// (see <see cref="EventText"/>). After every entry it checks what must always hold, and after every refusal that
/// nothing has changed.
/// </summary>
internal sealed class WorldUnderTest
{
    internal static readonly Incarnation Node1 = new(new NodeId(1), 1);

    private static readonly SessionId Stranger = new(Node1, 999);

    private readonly Dictionary<string, SessionId> _sessions = [];
    private readonly Dictionary<UserId, string> _people = [];
    private long _lastNumber;

    /// <param name="policy">The limits; those of a new world, with #lobby for a lobby, if null.</param>
    internal WorldUnderTest(WorldPolicy? policy = null)
    {
        ApplyAsNode(Node1, new Command.NodeStarted());
        ApplyAsNode(Node1, new Command.Configured(policy ?? new WorldPolicy { Lobby = Names.Channel("#lobby") }));
    }

    internal ChatWorld World { get; private set; } = new();

    /// <summary>Milliseconds at which the next entries are accepted.</summary>
    internal long Now { get; set; } = 1_000;

    /// <summary>What came of the last entry.</summary>
    internal IReadOnlyList<Event> LastEvents { get; private set; } = [];

    /// <summary>All that there is, secrets too.</summary>
    internal WorldView View => World.SeenWhole();

    /// <summary>Registers people, on node 1 unless they have been seated elsewhere.</summary>
    internal static WorldUnderTest With(params string[] names) => new WorldUnderTest().And(names);

    internal WorldUnderTest And(params string[] names)
    {
        foreach (var name in names)
        {
            Apply(name, Wishes.Register(name));
        }

        return this;
    }

    /// <summary>Takes people to a channel, one after the other.</summary>
    internal WorldUnderTest On(string channel, params string[] names)
    {
        foreach (var name in names)
        {
            Apply(name, new Command.Join(Names.Channel(channel)));
        }

        return this;
    }

    /// <summary>Applies commands of one person whose events are of no interest.</summary>
    internal WorldUnderTest After(string name, params Command[] commands)
    {
        foreach (var command in commands)
        {
            Apply(name, command);
        }

        return this;
    }

    /// <summary>Gives a session on another node, or in another life of it, to a name.</summary>
    internal void Seat(string name, Incarnation incarnation) =>
        _sessions[name] = new SessionId(incarnation, _sessions.Values.Select(session => session.Number).DefaultIfEmpty().Max() + 1);

    /// <summary>Goes on with another world, which has the same people.</summary>
    internal void Replace(ChatWorld world) => World = world;

    /// <summary>Knows a session and its user in a world that was not made by entries.</summary>
    internal void Introduce(string name, SessionId session, UserId user, string person) =>
        (_sessions[name], _people[user]) = (session, person);

    /// <summary>Applies one command of a person and words its events.</summary>
    internal IReadOnlyList<string> Apply(string name, Command command)
    {
        var session = SessionOf(name);
        return Apply(NewWish(session.Incarnation, session, command));
    }

    internal IReadOnlyList<string> ApplyAsNode(Incarnation node, Command command) =>
        Apply(NewWish(node, default, command));

    internal IReadOnlyList<string> Apply(Wish wish)
    {
        _lastNumber = Math.Max(_lastNumber, wish.Number);
        var before = Save();
        var events = ApplyTo(World, wish);
        LastEvents = events;
        foreach (var registered in events.OfType<Event.Registered>())
        {
            _people.Add(registered.User.Id, NameOf(registered.Session));
        }

        WorldInvariants.Check(World, _people.Keys);
        if (events is [Event.Refused])
        {
            CheckUnchangedSince(before, wish);
        }

        return [.. events.Select(happened => EventText.Of(happened, NameOf, NameOf))];
    }

    internal AccountId AccountOf(string name) => View.FindAccount(Names.Nick(name))!.Identity.Id;

    /// <summary>A login that is good if the account has a password of that verifier.</summary>
    internal Login Login(string account, string verifier = "v") => new(AccountOf(account), Names.Text(verifier));

    internal Wish NewWish(Incarnation incarnation, SessionId session, Command command) =>
        new(incarnation, _lastNumber + 1, session, default, command);

    internal SessionId SessionOf(string name)
    {
        if (!_sessions.ContainsKey(name))
        {
            Seat(name, Node1);
        }

        return _sessions[name];
    }

    internal UserId UserOf(string name) => _people.Single(each => each.Value == name).Key;

    internal string PersonOf(UserId user) => _people[user];

    internal byte[] Save() => WorldHistory.Save(World);

    /// <summary>The members of a channel in order of joining, operators with an @; empty: there is no such channel.</summary>
    internal string Members(string channel) => string.Join(
        ' ',
        View.Find(Names.Channel(channel))?.Members
            .Select(member => (member.IsOperator ? "@" : "") + member.Identity.Nick.Value) ?? []);

    private List<Event> ApplyTo(ChatWorld world, Wish wish)
    {
        var events = new List<Event>();
        world.Apply(new Entry(world.Sequence + 1, new Timestamp(Now), ChatWorld.NewestRules, wish), events);
        return events;
    }

    // A refused wish leaves the world exactly as one of somebody unknown would have left it.
    private void CheckUnchangedSince(byte[] before, Wish wish)
    {
        var twin = ChatWorld.LoadSnapshot(before);
        ApplyTo(twin, wish with { Session = Stranger, Command = new Command.SetAway(Text.Empty) });
        Assert.Equal(WorldHistory.Save(twin), Save());
    }

    private string NameOf(UserId user) => _people[user];

    private string NameOf(SessionId session) => _sessions.Single(each => each.Value == session).Key;
}
