using Interlude.Server;
using Interlude.World;

namespace Interlude.Simulation.Reference;

/// <summary>
/// What a server must do with each input: which lines it owes to whom, whom it may not listen to, what it asks the log
/// for. It knows the rules from the documents and nothing of how the real one keeps its books.
/// </summary>
internal sealed class ReferenceNode
{
    private readonly ServerOptions _options;
    private readonly ReferenceDialect _dialect;
    private readonly Queue<ReferenceClient> _waitForLog = new();
    private readonly List<(long Due, long Order, ReferenceClient Client)> _waitForCredit = [];
    private long _order;
    private long _lastReturned;
    private bool _isStopping;
    private bool _hasSaidStop;
    private Moment _now;
    private IReadOnlyList<Output> _outputs = [];

    public ReferenceNode(ServerOptions options, ReferenceWorld world)
    {
        _options = options;
        World = world;
        Appends = new ReferenceAppends(options.Limits);
        _dialect = new ReferenceDialect(this);
    }

    public ReferenceWorld World { get; }

    public ReferenceAppends Appends { get; }

    public SortedDictionary<long, ReferenceClient> Clients { get; } = [];

    /// <summary>Those that the present input has closed; their last lines are still to be compared.</summary>
    public List<ReferenceClient> Closed { get; } = [];

    public bool MustSayStopped { get; set; }

    public ServerLimits Limits => _options.Limits;

    /// <summary>Whether a wish of this life has not come back before.</summary>
    public bool IsNew(Wish wish) => wish.Number > _lastReturned;

    public void Take(Input input, Moment now, IReadOnlyList<Output> outputs)
    {
        (_now, _outputs) = (now, outputs);
        switch (input)
        {
            case Input.Start:
                Appends.Add(0, 0, "node starts");
                Appends.Add(0, 0, "node configures");
                break;
            case Input.Connect connect:
                Connect(connect);
                return;   // somebody's coming asks nothing of the log, and nothing is taken to it
            case Input.Receive receive when Find(receive.Client) is { } client:
                Receive(client, receive.Line);
                break;
            case Input.ReceiveTooLong receive when Find(receive.Client) is { } client:
                Receive(client, null);
                break;
            case Input.EndOfInput end when Find(end.Client) is { } client:
                client.InputEnded = true;
                if (!client.MustWait)
                {
                    Finish(client);
                }

                break;
            case Input.Drained drained when Find(drained.Client) is { IsAnswering: true } client:
                GoOnWithAnswer(client);
                Finish(client);
                break;
            case Input.Overflowed overflowed when Find(overflowed.Client) is { } client:
                client.Owed.Add(Expected.Beginning("* You were disconnected, because more than "));
                Drop(client, "reads too slowly");
                break;
            case Input.Disconnect disconnect when Find(disconnect.Client) is { } client:
                Drop(client, "connection lost");
                break;
            case Input.Committed committed:
                Commit(committed.Entry);
                break;
            case Input.Appended appended:
                Complete(appended.Result);
                break;
            case Input.Tick:
                foreach (var due in _waitForCredit.Where(due => due.Due <= now.Elapsed).OrderBy(due => (due.Due, due.Order)).ToList())
                {
                    _waitForCredit.Remove(due);
                    Hold.That(due.Client.IsGone || due.Client.TryTakeCredit(now.Elapsed, out _), "Credit comes back in time.", () => $"{due}");
                    LookAtHeld(due.Client);
                }

                break;
            case Input.Stop:
                _isStopping = true;
                foreach (var client in Clients.Values.Where(client => !client.IsBusy).ToList())
                {
                    Close(client, Expected.Beginning("* Interlude is shutting down."));
                }

                SayStopIfIdle();
                break;
        }

        Appends.TakeBatch(now.Elapsed);
    }

    // What the dialect does.

    public void Wish(ReferenceClient client, string what)
    {
        client.HasWished = true;
        client.Outstanding++;
        Appends.Add(client.Number, client.Line, what);
    }

    public void Leave(ReferenceClient client, string reason)
    {
        if (client.Farewell is null)
        {
            client.Farewell = client.User is null ? "* Goodbye." : $"* Goodbye, {client.User.Nick}.";
            if (client.User is not null)
            {
                Wish(client, $"end {reason}");
            }
        }
    }

    public void Answer(ReferenceClient client, IEnumerable<Expected> lines)
    {
        foreach (var line in lines)
        {
            client.Answer.Enqueue(line);
        }

        GoOnWithAnswer(client);
    }

    private void GoOnWithAnswer(ReferenceClient client)
    {
        client.Owed.Add(Expected.NextOfAnswer);
        client.IsAnswering = _outputs.Any(output => output is Output.AwaitDrain wait && wait.Client.Number == client.Number);
    }

    private void Connect(Input.Connect connect)
    {
        var client = new ReferenceClient(connect.Client.Number, connect.Peer, Limits);
        var fromThere = Clients.Values.Count(other => !other.Peer.IsExempt && other.Peer.Address == connect.Peer.Address);
        var refusal = _isStopping ? "* Interlude is shutting down."
            : Clients.Count >= Limits.MaxConnections ? $"* Interlude is full: it serves {Limits.MaxConnections} "
            : !connect.Peer.IsExempt && fromThere >= Limits.MaxConnectionsPerAddress
                ? $"* There are {Limits.MaxConnectionsPerAddress} connections from your address"
            : null;
        Clients.Add(client.Number, client);
        if (refusal is null)
        {
            client.Owed.Add(Expected.Line("* Welcome to Interlude. What is your name?"));
        }
        else
        {
            Close(client, Expected.Beginning(refusal));
        }
    }

    private void Receive(ReferenceClient client, byte[]? line)
    {
        Hold.That(!client.MustWait, "A client's next line is looked at when the one before is answered.", () => $"client {client.Number}");
        if (!client.TryTakeCredit(_now.Elapsed, out var readyAt))
        {
            client.Held = new HeldInput(line);
            _waitForCredit.Add((readyAt, ++_order, client));
            if (!client.HasBeenToldOfFlood)
            {
                client.HasBeenToldOfFlood = true;
                client.Owed.Add(Expected.Beginning($"* You send more than {Limits.LinesPerSecond} lines a second. "));
            }
        }
        else if (Appends.IsFull)
        {
            client.Held = new HeldInput(line);
            _waitForLog.Enqueue(client);
        }
        else
        {
            LookAt(client, line);
        }
    }

    private void LookAt(ReferenceClient client, byte[]? line)
    {
        client.Line++;
        if (line is null)
        {
            client.Owed.Add(Expected.Beginning($"* That line is longer than {Limits.MaxLineBytes} bytes, so it was not sent."));
        }
        else
        {
            _dialect.Read(client, line);
        }

        Finish(client);
    }

    private void LookAtHeld(ReferenceClient client)
    {
        if (!client.IsGone && client.Held is { } held)
        {
            client.Held = null;
            LookAt(client, held.Line);
        }
    }

    private void Finish(ReferenceClient client)
    {
        if (client.IsGone || client.IsBusy)
        {
            return;
        }

        if (client.Farewell is { } farewell)
        {
            Close(client, Expected.Line(farewell));
            SayStopIfIdle();
        }
        else if (_isStopping)
        {
            Close(client, Expected.Beginning("* Interlude is shutting down."));
            SayStopIfIdle();
        }
        else if (client.InputEnded && client.Held is null)
        {
            Leave(client, string.Empty);
            Finish(client);
        }
    }

    private void Commit(Entry entry)
    {
        var wish = entry.Wish;
        ReferenceClient? origin = null;
        if (wish.Incarnation == _options.Incarnation && wish.Number > _lastReturned)
        {
            _lastReturned = wish.Number;
            origin = Clients.GetValueOrDefault(wish.Origin.Client);
        }

        foreach (var happening in World.Apply(entry))
        {
            Tell(happening, origin);
        }

        if (origin is not null)
        {
            origin.Outstanding--;
            Finish(origin);
        }

        MustSayStopped = _isStopping && wish.Incarnation == _options.Incarnation && wish.Command is Command.NodeStopped;
    }

    private void Tell(Happening happening, ReferenceClient? origin)
    {
        var served = Served(happening.Session);
        if (happening.What == What.Registered && served is not null)
        {
            served.User = happening.Actor;
        }

        if (happening.What == What.Refused)
        {
            if (origin is not null)
            {
                origin.Owed.AddRange(Wording.For(origin, happening));
                if (origin.User is not null && !origin.HasArrived)
                {
                    Arrive(origin);
                }
            }

            return;
        }

        foreach (var user in happening.For)
        {
            if (Served(user.Session) is { } client && client.User == user)
            {
                client.Owed.AddRange(Wording.For(client, happening));
                Settle(client, happening, client == origin);
            }
        }

        if (happening.What == What.Ended && served is not null && served != origin)
        {
            Close(served, Expected.Beginning("* Your session was ended by the server."));
        }
    }

    private void Settle(ReferenceClient client, Happening happening, bool isOrigin)
    {
        var (isActor, channel) = (happening.Actor == client.User, happening.Channel);
        if (happening.What == What.Registered && isOrigin && _options.Policy.Lobby is { } lobby)
        {
            Wish(client, $"join {lobby}");
        }
        else if (happening.What == What.Joined && isActor)
        {
            (client.Current, client.HasArrived) = ((channel!.Name, channel.Key), true);
        }
        else if ((happening.What == What.Parted && isActor) || (happening.What == What.Kicked && happening.Target == client.User))
        {
            if (client.Current?.Key == channel!.Key)
            {
                client.Current = client.User!.Channels is [.., var last] ? (last.Name, last.Key) : null;
                client.Owed.Add(Expected.Beginning(
                    client.Current is { } current ? $"* You are talking in {current.Name} now." : "* You are in no channel now."));
            }
        }
    }

    private void Complete(AppendResult result)
    {
        foreach (var wish in Appends.Complete(result, _now.Elapsed))
        {
            if (!Clients.TryGetValue(wish.Client, out var client))
            {
                continue;
            }

            client.Outstanding--;
            if (!wish.IsEnd)
            {
                client.Owed.Add(Expected.Beginning("* The server cannot record anything at the moment, so that was not done."));
                if (wish.IsJoin && !client.HasArrived)
                {
                    Arrive(client);
                }
            }

            Finish(client);
        }

        Appends.TakeBatch(_now.Elapsed);
        while (!Appends.IsFull && _waitForLog.TryDequeue(out var client))
        {
            LookAtHeld(client);
        }
    }

    private static void Arrive(ReferenceClient client)
    {
        client.HasArrived = true;
        client.Owed.Add(Expected.Beginning($"* Hello, {client.User!.Nick}. You are in no channel."));
    }

    private void Drop(ReferenceClient client, string reason)
    {
        Close(client, null);
        if (client.HasWished)
        {
            Appends.Add(0, 0, $"end {reason}");
        }

        SayStopIfIdle();
    }

    private void Close(ReferenceClient client, Expected? lastWords)
    {
        if (lastWords is { } words)
        {
            client.Owed.Add(words);
        }

        client.IsGone = true;
        Clients.Remove(client.Number);
        Closed.Add(client);
    }

    private void SayStopIfIdle()
    {
        if (_isStopping && Clients.Count == 0 && !_hasSaidStop)
        {
            _hasSaidStop = true;
            Appends.Add(0, 0, "node stops");
        }
    }

    private ReferenceClient? Find(ClientId id) => Clients.GetValueOrDefault(id.Number);

    private ReferenceClient? Served(SessionId session) =>
        session.Incarnation == _options.Incarnation ? Clients.GetValueOrDefault(session.Number) : null;
}
