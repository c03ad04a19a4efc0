using Interlude.World;

namespace Interlude.Server;

/// <summary>
/// The whole chat server without its sockets: it owns the clients, turns their lines into wishes and events into bytes,
/// and decides what is appended when. Inputs are its methods, each with its moment; after each input the host takes
/// <see cref="Outputs"/> and does them in order, then asks for <see cref="Deadline"/>. Nothing else passes.
/// </summary>
/// <remarks>
/// One input at a time: the caller sees to it. Nothing here waits, reads a clock or does I/O, so the same inputs give
/// the same outputs. What arrives for a client that is gone is dropped.
/// </remarks>
public sealed class ChatServer
{
    private ServerOptions _options;
    private readonly Admission _admission;
    private readonly AppendQueue _appends;
    private readonly WishBook _wishes;
    private readonly Delivery _delivery;
    private readonly ClientRoll _clients;
    private readonly Intake _intake;
    private readonly Alarms _alarms;
    private readonly LogHealth _log;
    private readonly NodeOrders _orders;
    private readonly List<Event> _events = [];
    private readonly OutputQueue _outputs = new();
    private readonly Arrivals _arrivals;
    private readonly Incarnation _incarnation;
    private Moment _now;

    /// <summary>A server on a world, which is its own from here on.</summary>
    /// <param name="options">Who it is and what its limits are.</param>
    /// <param name="world">The world as of the last entry that this node has applied; a new one for an empty log.</param>
    public ChatServer(ServerOptions options, ChatWorld world)
        : this(options, world, new PeerDialects().NewClient)
    {
    }

    /// <summary>A server whose connections speak what <paramref name="newClient"/> gives them.</summary>
    internal ChatServer(ServerOptions options, ChatWorld world, NewClient newClient)
    {
        _options = options;
        _incarnation = options.Incarnation;
        _clients = new ClientRoll(_incarnation);
        _admission = new Admission(options.Limits);
        _arrivals = new Arrivals(this, _admission, _clients, _incarnation, newClient);
        _appends = new AppendQueue(options.Limits);
        _wishes = new WishBook(_incarnation, _appends);
        _intake = new Intake(this, _appends);
        _delivery = new Delivery(this, _outputs);
        _alarms = new Alarms(this);
        Questions = new Questions(this);
        _log = new LogHealth(this);
        _orders = new NodeOrders(_wishes);
        Departures = new Departures(this, _incarnation, _wishes, _intake);
        Desk = new Accounts.AccountDesk(this);
        World = world;
    }

    /// <summary>The world. To be looked at; only committed entries change it.</summary>
    public ChatWorld World { get; private set; }

    /// <summary>What the host is to do, in order, and what comes of that too; <see cref="ClearOutputs"/> when all is done.</summary>
    public IReadOnlyList<Output> Outputs => _outputs.All;

    /// <summary>All outputs are done. The lists of clients that they hold are used again.</summary>
    public void ClearOutputs() => _outputs.Clear();

    /// <summary>
    /// Whether wishes gather until <see cref="AppendGathered"/>, so that those of many inputs are one batch. Else each is put out as
    /// soon as it may be.
    /// </summary>
    public bool Gathers { get; set; }

    /// <summary>Whether <see cref="AppendGathered"/> would put out a batch now.</summary>
    public bool HasGathered => _appends.IsDue(_now);

    /// <summary>When <see cref="Tick"/> is due, in the milliseconds of <see cref="Moment.Elapsed"/>; null: not before another input.</summary>
    public long? Deadline => Earlier(Earlier(_intake.Deadline, _appends.Deadline), _alarms.Deadline);

    /// <summary>The wishes that no batch holds yet: for tests, which cannot foresee what every line asks for.</summary>
    internal IReadOnlyList<Wish> Gathered => _appends.Gathered;

    internal ServerOptions Options => _options;

    /// <summary>Where renderings are put together.</summary>
    internal Scratch Scratch { get; } = new();

    /// <summary>Whose password is right.</summary>
    internal Accounts.AccountDesk Desk { get; }

    internal Questions Questions { get; }
    internal Cloaks Cloaks { get; } = new();
    internal Departures Departures { get; }

    /// <summary>The limits it was made with; the host keeps those of turns and outboxes.</summary>
    public ServerLimits Limits => _options.Limits;

    /// <summary>This node begins: journals its start, its policy, and which entries recovery had to pass over. The first input.</summary>
    public void Start(Moment now, string? news = null, params IReadOnlyList<long> skipped)
    {
        _now = now;
        _log.Tell(news);   // what recovery has to say to operators
        _wishes.Begin(_options.Policy, skipped);
        TakeBatch();
    }

    /// <summary>The host has something that operators should know, in a sentence or two.</summary>
    public void Tell(string news, Moment now)
    {
        _now = now;
        _log.Announce(news);
    }

    /// <summary>Somebody has connected. Refused connections are told why and closed.</summary>
    public void Connect(ClientId id, Peer peer, Moment now)
    {
        _now = now;
        _arrivals.Take(id, peer);
    }

    /// <summary>One line of a client that is not paused, without its end. The bytes are not kept.</summary>
    public void Receive(ClientId id, ReadOnlySpan<byte> line, Moment now) => Take(id, line, isTooLong: false, now);

    /// <summary>A line longer than <see cref="ServerLimits.MaxLineBytes"/>, which the host has skipped.</summary>
    public void ReceiveTooLong(ClientId id, Moment now) => Take(id, [], isTooLong: true, now);

    /// <summary>The peer sends nothing more (FIN, close_notify), but may go on reading.</summary>
    public void EndOfInput(ClientId id, Moment now)
    {
        _now = now;
        if (_clients.TryFind(id, out var client))
        {
            Departures.EndInput(client);
        }

        TakeBatch();
    }

    /// <summary>The answer to <see cref="Output.AwaitDrain"/>: the peer has read.</summary>
    public void Drained(ClientId id, Moment now)
    {
        _now = now;
        if (Find(id) is { HasLongAnswers: true } client)
        {
            _intake.ContinueAnswer(client);
        }

        TakeBatch();
    }

    /// <summary>More would have waited for the peer than <see cref="ServerLimits.MaxOutboxBytes"/>, and bytes were dropped.</summary>
    public void Overflowed(ClientId id, Moment now) => End(id, Ending.Overflowed, now);

    /// <summary>The connection is gone: reset, timed out, or given up by the host.</summary>
    public void Disconnect(ClientId id, Moment now) => End(id, Ending.Lost, now);

    /// <summary>The next entry of the log, of this node or another.</summary>
    public void Committed(Entry entry, Moment now)
    {
        _now = now;
        _events.Clear();
        var policy = World.Policy;
        World.Apply(entry, _events);
        if (World.Policy != policy)
        {
            TellAllOfPolicy(policy);
        }

        var isOurs = _wishes.TryReturn(entry.Wish);
        var origin = isOurs ? Find(new ClientId(entry.Wish.Origin.Client)) : null;
        for (var index = 0; index < _events.Count; index++)
        {
            _delivery.Deliver(_events[index], new Stamp(entry.Sequence, index, World.Time), origin);
        }

        if (origin is not null)
        {
            if (_events.Count == 0)
            {
                TellOfNoChange(origin, entry.Wish.Command);
            }

            _intake.TakeBack(origin);
        }

        _log.Look(entry.Wish.Command, _events);
        if (isOurs)
        {
            _orders.Take(entry.Wish, _events);
        }

        Departures.Look(entry.Wish);
        TakeBatch();
    }

    /// <summary>Puts out what has gathered, if its time has come and no batch is under way.</summary>
    /// <returns>Whether there was any.</returns>
    public bool AppendGathered(Moment now)
    {
        _now = now;
        var isDue = _appends.TryTake(now, out var batch);
        if (isDue)
        {
            _outputs.Add(new Output.Append(batch));
        }

        return isDue;
    }

    /// <summary>What became of a batch, and why, if it was not appended. If it was, its entries may come before or after this.</summary>
    public void Appended(long batch, AppendResult result, Moment now, string? trouble = null)
    {
        _now = now;
        _log.Take(result, trouble);
        foreach (var wish in _appends.Complete(batch, result, now))
        {
            _orders.Take(wish, events: null);
            if (!_wishes.HasReturned(wish))
            {
                _intake.Refuse(wish);
            }
        }

        TakeBatch();
        _intake.LookAtCongested();
        TakeBatch();
    }

    /// <summary>The answer to an <see cref="Output.Request"/>. For a client that is gone it is dropped.</summary>
    public void Completed(long request, RequestResult result, Moment now)
    {
        _now = now;
        if (Questions.Complete(request, result) is { } client)
        {
            _intake.FinishIfDone(client);
        }

        TakeBatch();
    }

    /// <summary>The configuration was read anew: what can change while the server runs does.</summary>
    public void Configure(ServerOptions options, Moment now)
    {
        _now = now;
        Configure(options);
        TakeBatch();
    }

    /// <summary>Whoever runs this node wishes something. <paramref name="then"/>: the first event of it; null: it was not recorded.</summary>
    public void Order(Command command, Action<Event?> then, Moment now)
    {
        _now = now;
        _orders.Add(command, then);
        TakeBatch();
    }

    /// <summary><see cref="Deadline"/> has come.</summary>
    public void Tick(Moment now)
    {
        _now = now;
        _intake.Tick(now);
        _alarms.Tick(now);
        TakeBatch();
    }

    /// <summary>This node is to stop: all are told and closed. Then <see cref="Output.Stopped"/>, unless the log cannot be reached.</summary>
    public void Stop(Moment now)
    {
        _now = now;
        Departures.Stop(_clients.InOrder());
        TakeBatch();
    }

    /// <summary>Puts an equal world, such as one loaded from a snapshot, in the place of this one.</summary>
    /// <exception cref="InvalidOperationException">It has not applied the same entries.</exception>
    public void ReplaceWorld(ChatWorld world)
    {
        if (world.Sequence != World.Sequence)
        {
            throw new InvalidOperationException($"A world at entry {world.Sequence} cannot replace one at entry {World.Sequence}.");
        }

        World = world;
    }

    /// <summary>The moment of the input at hand.</summary>
    internal Moment Now => _now;

    /// <summary>Reminds the client after so many milliseconds, and not at the time it had wished for before.</summary>
    internal void SetAlarm(Client client, long milliseconds) => _alarms.Set(client, _now.Elapsed + milliseconds);

    internal void Send(Client client, ReadOnlyMemory<byte> bytes) => _outputs.Send(client, bytes);

    internal void PutOut(Output output) => _outputs.Add(output);

    /// <summary>Asks the log for a command. The client's line is not answered before it has come back or failed.</summary>
    internal void Wish(Client client, Command command) => _wishes.Add(client, command);

    /// <summary>Asks the log for a command for which none of the client's lines waits.</summary>
    internal void WishAside(Client client, Command command) => _wishes.Add(client.Session, command);

    /// <summary>Asks the log for a command of this node's own.</summary>
    internal void WishAsNode(Command command) => _wishes.Add(session: default, command);

    /// <summary>Asks the outside for something. The client's line is not answered before the answer has come.</summary>
    internal void Ask(Client client, ServerRequest what, Action<RequestResult> then) => Questions.Ask(client, what, then);

    internal void Configure(ServerOptions options)
    {
        var before = _options;
        (_options, _admission.Limits) = (options, options.Limits);
        _wishes.Add(session: default, new Command.Configured(options.Policy));
        TellAll(client => client.TellOfConfiguration(before, World.Policy));
    }

    /// <summary>Gives a long answer, as fast as the peer reads it. The line is not answered before its end.</summary>
    /// <param name="client">Who asked.</param>
    /// <param name="lines">Produced lazily, between inputs of others: each must look at the world anew.</param>
    internal void Answer(Client client, IEnumerable<ReadOnlyMemory<byte>> lines) => _intake.BeginAnswer(client, lines);

    internal ClientRoll Clients => _clients;

    /// <summary>Connections that belong to no user.</summary>
    internal int CountOfUnregistered => _clients.Count - _delivery.CountOfClients;

    internal Client? Find(ClientId id) => _clients.Find(id);
    internal Client? Find(SessionId session) => _clients.Find(session);

    /// <summary>Does something of a dialect's. A mistake in it is reported, and ends that client alone, as if its connection had broken (rule 21 of the design).</summary>
    internal void Guard(Client client, string doing, Action<Client> action)
    {
        try
        {
            action(client);
        }
        catch (Exception mistake)
        {
            Fail(client, doing, mistake);
        }
    }

    internal void Fail(Client client, string doing, Exception mistake)
    {
        _outputs.Add(new Output.Fault(client.Id, doing, mistake));
        if (!client.IsClosed)
        {
            Departures.Drop(client, Ending.Fault);
        }
    }

    private void Take(ClientId id, ReadOnlySpan<byte> line, bool isTooLong, Moment now)
    {
        _now = now;
        if (_clients.TryFind(id, out var client))
        {
            _intake.Take(client, line, isTooLong, now);
        }

        TakeBatch();
    }

    private void End(ClientId id, Ending ending, Moment now)
    {
        _now = now;
        if (_clients.TryFind(id, out var client))
        {
            Departures.Drop(client, ending);
        }

        TakeBatch();
    }

    /// <summary>Forgets the client, and closes its connection after these last words.</summary>
    internal void Close(Client client, ReadOnlyMemory<byte> lastWords)
    {
        client.DropAnswers();
        _clients.Remove(client);
        _delivery.Forget(client);
        _admission.Release(client.Peer);
        _outputs.Add(new Output.Close(client.Id, lastWords));
    }

    private static long? Earlier(long? a, long? b) => a is null || b < a ? b : a;

    // In methods of their own, for what they capture would cost every entry something.
    private void TellAllOfPolicy(WorldPolicy before) => TellAll(client => client.TellOfConfiguration(_options, before));
    private void TellOfNoChange(Client client, Command command) => Guard(client, "a wish that changed nothing", client => client.TellOfNoChange(command));
    private void TellAll(Action<Client> tell) => _clients.InOrder().ForEach(client => Guard(client, "a new configuration", tell));

    private void TakeBatch()
    {
        if (!Gathers)
        {
            AppendGathered(_now);
        }
    }
}
