using Interlude.Server;
using Interlude.Simulation.Irc;
using Interlude.World;

namespace Interlude.Simulation.Reference;

/// <summary>
/// What a server must do with each input: which lines it owes to whom, whom it may not listen to, what it asks the log
/// for. It knows the rules from the documents and nothing of how the real one keeps its books.
/// </summary>
internal sealed partial class ReferenceNode
{
    private readonly ServerOptions _options;
    private readonly MessageIds _ids;
    private readonly ReferenceDialect _dialect;
    private readonly ReferenceIntake _intake;
    private readonly ReferenceNews _news;
    private bool _isStopping;
    private bool _hasSaidStop;
    private Moment _now;
    private IReadOnlyList<Output> _outputs = [];
    private readonly List<Wish> _asked = [];
    private readonly List<ClientId> _asking = [];

    public ReferenceNode(ServerOptions options, ReferenceWorld world, Tally met, MessageIds ids, bool gathers)
    {
        (Met, _ids) = (met, ids);
        _options = options;
        World = world;
        Appends = new ReferenceAppends(options.Limits, gathers);
        _dialect = new ReferenceDialect(this);
        _intake = new ReferenceIntake(this);
        _news = new ReferenceNews(this, options);
    }

    public ReferenceWorld World { get; }

    public Tally Met { get; }

    public ReferenceAppends Appends { get; }

    public SortedDictionary<long, ReferenceClient> Clients { get; } = [];

    /// <summary>Those that the present input has closed; their last lines are still to be compared.</summary>
    public List<ReferenceClient> Closed { get; } = [];

    public bool MustSayStopped { get; set; }

    public ServerLimits Limits => _options.Limits;

    /// <summary>Whether a wish of this life has not come back before.</summary>
    public bool IsNew(Wish wish) => _news.IsNew(wish);

    /// <param name="input">What the server was told.</param>
    /// <param name="now">When.</param>
    /// <param name="outputs">What came of it.</param>
    /// <param name="asked">The wishes that it has made: those of IRC clients are taken as they are, the others must be as foreseen.</param>
    /// <param name="asking">The clients that have asked the outside for something, each as often as it has.</param>
    public void Take(Input input, Moment now, IReadOnlyList<Output> outputs, IReadOnlyList<Wish> asked, IReadOnlyList<ClientId> asking)
    {
        (_now, _outputs) = (now, outputs);
        _asked.Clear();
        _asked.AddRange(asked);
        _asking.Clear();
        _asking.AddRange(asking);
        switch (input)
        {
            case Input.Completed completed when Find(completed.Client) is { } client:
                client.Questions--;
                TakeRead(client, completed.Result);
                Met.Add($"answer: {completed.Result.GetType().Name}");
                Finish(client);
                break;
            case Input.Start:
                Appends.Add(0, 0, "node starts");
                Appends.Add(0, 0, "node configures");
                break;
            case Input.Connect connect:
                Connect(connect);
                return;   // somebody's coming asks nothing of the log, and nothing is taken to it
            case Input.Receive receive when Find(receive.Client) is { } client:
                _intake.Receive(client, receive.Line, now.Elapsed);
                break;
            case Input.ReceiveTooLong receive when Find(receive.Client) is { } client:
                _intake.Receive(client, null, now.Elapsed);
                break;
            case Input.EndOfInput end when Find(end.Client) is { } client:
                client.InputEnded = true;
                if (!client.MustWait)
                {
                    Finish(client);
                }

                break;
            case Input.Drained drained when Find(drained.Client) is { Irc: not null } client:
                client.IsAnswering = false;
                Finish(client);
                break;
            case Input.Drained drained when Find(drained.Client) is { IsAnswering: true } client:
                GoOnWithAnswer(client);
                Finish(client);
                break;
            case Input.Overflowed overflowed when Find(overflowed.Client) is { Irc: not null } client:
                Met.Add("IRC close: overflow");
                Lose(client);
                break;
            case Input.Disconnect disconnect when Find(disconnect.Client) is { Irc: not null } client:
                Lose(client);
                break;
            case Input.Overflowed overflowed when Find(overflowed.Client) is { } client:
                Met.Add("close: overflow");
                client.Owed.Add(Expected.Beginning("* You were disconnected, because more than "));
                Drop(client, "reads too slowly");
                break;
            case Input.Disconnect disconnect when Find(disconnect.Client) is { } client:
                Drop(client, "connection lost");
                break;
            case Input.Committed committed:
                _news.Commit(committed.Entry);
                MustSayStopped = _isStopping && committed.Entry.Wish is { Command: Command.NodeStopped } wish
                    && wish.Incarnation == _options.Incarnation;
                break;
            case Input.Appended appended:
                Complete(appended.Result);
                break;
            case Input.Tick:
                _intake.CreditIsBack(now.Elapsed);
                TakeAdvance();
                break;
            case Input.Stop:
                _isStopping = true;
                foreach (var client in Clients.Values.Where(client => !client.IsBusy).ToList())
                {
                    if (client.Held is null && client.Irc is not null)
                    {
                        Finish(client);
                    }
                    else if (client.Held is null)
                    {
                        Close(client, Expected.Beginning("* Interlude is shutting down."));
                    }
                    else
                    {
                        _intake.LookAtHeld(client);
                    }
                }

                SayStopIfIdle();
                break;
        }

        CloseOthers();
        Appends.TakeBatch(now.Elapsed, input is Input.EndOfRound);
        Hold.That(
            Appends.Last == (asked.Count > 0 ? asked[^1].Number : Appends.Last),
            "Nothing is asked of the log but what the lines ask for.",
            () => $"{asked.Count} wishes, the last of them {asked[^1].Number} and not {Appends.Last}");
    }

    // The node itself has looked at the world's deadline. Whether it may, it need not ask again within a minute.
    private void TakeAdvance()
    {
        foreach (var wish in _asked.Where(wish => wish.Command is Command.Advanced).ToList())
        {
            Hold.That(World.Deadline <= _now.Wall.Milliseconds, "Time is recorded when a deadline of the world has come.", () => $"{World.Deadline} at {_now.Wall}");
            _asked.Remove(wish);
            Appends.Add(0, 0, Commands.Word(wish.Command));
        }
    }

    // What the dialect does.

    public void Wish(ReferenceClient client, string what)
    {
        client.HasWished = true;
        client.Outstanding++;
        Appends.Add(client.Number, client.Line, what);
    }

    /// <summary>Its line asks the outside for something.</summary>
    public void Ask(ReferenceClient client)
    {
        Hold.That(_asking.RemoveAll(id => id.Number == client.Number) == 1, "What a line asks for is asked for.", () => $"client {client.Number}");
        client.Questions++;
    }

    private void TakeRead(ReferenceClient client, RequestResult result)
    {
        if (result is not RequestResult.HistoryRead { Page: { } page })
        {
            return;
        }

        if (client.Irc is { } irc)
        {
            irc.Reading.Begin(page.Items);
        }
        else if (page.Items.IsEmpty)
        {
            client.Owed.AddRange(ReferenceReading.Lines(client.User!, page));
        }
        else
        {
            Answer(client, ReferenceReading.Lines(client.User!, page));
        }
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
        var isIrc = connect.Peer.Dialect == PeerDialect.Irc;
        var client = new ReferenceClient(_options.Incarnation, connect.Client.Number, connect.Peer, Limits)
        {
            Irc = isIrc ? new IrcPeer(connect.Client.Number, _options, _ids, _now.Elapsed) : null,
        };
        var fromThere = Clients.Values.Count(other => !other.Peer.IsExempt && other.Peer.Address == connect.Peer.Address);
        var refusal = _isStopping ? "* Interlude is shutting down."
            : Clients.Count >= Limits.MaxConnections ? $"* Interlude is full: it serves {Limits.MaxConnections} "
            : !connect.Peer.IsExempt && fromThere >= Limits.MaxConnectionsPerAddress
                ? $"* There are {Limits.MaxConnectionsPerAddress} connections from your address"
            : null;
        Clients.Add(client.Number, client);
        if (isIrc)
        {
            if (refusal is not null)
            {
                Close(client, null);
            }
        }
        else if (refusal is null)
        {
            client.Owed.Add(Expected.Line("* Welcome to Interlude. What is your name?"));
        }
        else
        {
            Close(client, Expected.Beginning(refusal));
        }
    }

    /// <summary>A line is looked at.</summary>
    public void LookAt(ReferenceClient client, byte[]? line)
    {
        client.Line++;
        if (client.Irc is { } irc)
        {
            irc.BeginLine(line);
        }
        else if (line is null)
        {
            client.Owed.Add(Expected.Beginning($"* That line is longer than {Limits.MaxLineBytes} bytes, so it was not sent."));
        }
        else
        {
            _dialect.Read(client, line);
        }

        Finish(client);
    }

    /// <summary>If all that the line asked for has come back: whoever leaves is let go, the others may go on.</summary>
    public void Finish(ReferenceClient client)
    {
        if (client.Irc is not null)
        {
            FinishIrc(client);
            return;
        }

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

    private void Complete(AppendResult result)
    {
        foreach (var wish in Appends.Complete(result, _now.Elapsed))
        {
            if (!Clients.TryGetValue(wish.Client, out var client))
            {
                continue;
            }

            client.Outstanding--;
            if (!wish.IsEnd && client.Irc is null)
            {
                var hasJustArrived = wish.IsJoin && !client.HasArrived;
                if (hasJustArrived)
                {
                    ReferenceNews.Arrive(client);
                }

                client.Owed.Add(Expected.Beginning("* The server cannot record anything at the moment, so " + (
                    wish.What.StartsWith("register ", StringComparison.Ordinal) ? "you have no name yet."
                    : hasJustArrived ? $"you are not in {wish.What[5..]} yet." : "that was not done.")));
            }

            Finish(client);
        }

        Appends.TakeBatch(_now.Elapsed);
        _intake.LogIsBack();
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

    public void Close(ReferenceClient client, Expected? lastWords)
    {
        if (lastWords is { } words)
        {
            Met.Add(words.IsWhole ? "close: goodbye" : $"close: {string.Join(' ', words.Text!.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => !char.IsAsciiDigit(word[0])))}");
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
}
