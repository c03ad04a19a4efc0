using System.Buffers;
using Interlude.Irc;
using Interlude.Server;
using Interlude.Simulation.Invariants;
using Interlude.World;

namespace Interlude.Simulation;

/// <summary>A node: a real <see cref="ChatServer"/> and the host around it, in one life after another.</summary>
internal sealed class SimulatedNode
{
    private readonly Setting _setting;
    private readonly SimulatedClock _clock;
    private readonly SimulatedLog _log;
    private readonly Observer _observer;
    private readonly Chance _swapChance;
    private readonly ArrayBufferWriter<byte> _snapshot = new();
    private readonly Dictionary<ClientId, (Connection Connection, int Slot)> _connections = [];
    private readonly List<(Output.Request Request, ClientId Client, ReadingInvariants Reading)> _requests = [];
    private readonly ReceivedInvariants _received = new();
    private SimulatedArchive _archive = new();
    private long _lastClient;

    public SimulatedNode(
        int number, Setting setting, SimulatedClock clock, SimulatedLog log, Observer observer, Chance swapChance)
    {
        Number = number;
        (_setting, _clock, _log, _observer, _swapChance) = (setting, clock, log, observer, swapChance);
        Incarnation = new Incarnation(new NodeId(number), 0);
    }

    public int Number { get; }

    public Incarnation Incarnation { get; private set; }

    public ChatServer Server { get; private set; } = null!;

    public WorldPolicy Policy { get; private set; } = null!;

    public long Applied => Server.World.Sequence;

    /// <summary>Where peers sit, connected or not: by slot.</summary>
    public Connection?[] Slots { get; } = new Connection?[Setting.PeersPerNode];

    /// <summary>It was asked to stop and has said that it has.</summary>
    public bool HasStopped { get; private set; }

    public bool IsStopping { get; private set; }

    /// <summary>Where it is to die with the next entry that reaches it; null: nowhere.</summary>
    public CrashPoint? DiesAt { get; set; }

    /// <summary>It has died: nothing more happens to it before its next life.</summary>
    public bool IsDead { get; private set; }

    /// <summary>Begins the next life; whatever the last one had and is not in the log is gone.</summary>
    public void Begin(WorldPolicy policy, Chance chance)
    {
        var world = new ChatWorld();
        if (Incarnation.Number > 0)
        {
            (world, _archive) = Recovery.Recover(_log.Entries, Server.World, _received, chance);
            _observer.Met.Add("restart: messages that were received", _received.Count);
        }

        foreach (var connection in Slots.OfType<Connection>())
        {
            Forget(connection);
        }

        _requests.Clear();
        _log.HoldBack(Incarnation);
        Incarnation = Incarnation with { Number = Incarnation.Number + 1 };
        (Policy, IsStopping, HasStopped, IsDead, DiesAt, _lastClient) = (policy, false, false, false, null, 0);
        var options = new ServerOptions
        {
            Incarnation = Incarnation,
            Policy = policy,
            Limits = _setting.Limits,
            Profile = _setting.Profile,
            CloakKey = _setting.CloakKey,
        };
        Server = new ChatServer(options, world) { Gathers = _setting.Rounds is not null };
        _observer.Begins(this, options);
        Do(new Input.Start());
    }

    public void Connect(int slot, Peer peer, PeerHabits habits)
    {
        var most = peer.Dialect == PeerDialect.Irc ? IrcLimits.MaxClientLineBytes : _setting.Limits.MaxLineBytes;
        var connection = new Connection(new ClientId(++_lastClient), peer, habits, most);
        Slots[slot] = connection;
        _connections.Add(connection.Id, (connection, slot));
        Do(new Input.Connect(connection.Id, peer));
    }

    public void Stop()
    {
        IsStopping = true;
        Do(new Input.Stop());
    }

    /// <summary>The next entry of the log arrives.</summary>
    public void Deliver()
    {
        Do(new Input.Committed(_log.Entries[(int)Applied]));
        _observer.Applied(this);
    }

    /// <summary>The log's answer, which is lost on a later life of the node.</summary>
    public void Answer(Incarnation incarnation, long batch, AppendResult result)
    {
        if (incarnation == Incarnation && !HasStopped)
        {
            Do(new Input.Appended(batch, result));
        }
    }

    /// <summary>The peer is gone without a word, and what it wrote with it.</summary>
    public void Reset(int slot)
    {
        var connection = Slots[slot]!;
        Forget(connection);
        Do(new Input.Disconnect(connection.Id));
    }

    /// <summary>Reads what the peer wrote, if a line is welcome, and gives lines to the server.</summary>
    public void Serve(Connection connection, int mostBytes, int mostLines)
    {
        if (!connection.IsPaused && connection.Lines.Count == 0 && !connection.EndIsRead)
        {
            connection.Read(mostBytes);
        }

        for (; mostLines > 0 && !connection.IsPaused && connection.Lines.TryDequeue(out var line); mostLines--)
        {
            Do(line is null ? new Input.ReceiveTooLong(connection.Id) : new Input.Receive(connection.Id, line));
        }

        if (connection is { EndIsRead: true, EndIsGiven: false, Lines.Count: 0 } && Find(connection.Id) is not null)
        {
            connection.EndIsGiven = true;
            Do(new Input.EndOfInput(connection.Id));
        }
    }

    /// <summary>The peer reads.</summary>
    public void Drain(Connection connection, int most)
    {
        connection.Drain(most);
        if (connection.AwaitsDrain && connection.OutboxBytes <= _setting.Limits.MaxOutboxBytes / 4)
        {
            connection.AwaitsDrain = false;
            Do(new Input.Drained(connection.Id));
        }
    }

    /// <summary>Whether something was asked of the outside and has not been answered.</summary>
    public bool IsAsking => _requests.Count > 0;

    /// <summary>One of the questions is answered, in no order.</summary>
    public void AnswerQuestion(int index)
    {
        var (request, client, reading) = _requests[index % _requests.Count];
        _requests.RemoveAt(index % _requests.Count);
        _archive.Follow(_log.Entries, _log.Entries.Count);   // it may know more than was asked for
        var read = _archive.History.Answer(request.What);
        if (request.What is ServerRequest.ReadHistory { Query: var query } && read is RequestResult.HistoryRead { Page: { } page })
        {
            reading.A_page_holds_what_its_reader_may_see_and_no_more(query, page, _archive);
        }

        Do(new Input.Completed(request.Number, read ?? request.What switch
        {
            ServerRequest.CheckPassword check => new RequestResult.PasswordChecked(check.Verifier == VerifierOf(check.Password)),
            ServerRequest.MakeVerifier make => new RequestResult.VerifierMade(VerifierOf(make.Password)),
            var other => throw new InvalidOperationException($"Nobody here asks for {other}."),
        }, client));
    }

    public void TellOverflow(Connection connection) => Do(new Input.Overflowed(connection.Id));

    public bool TickIsDue => Server.Deadline <= _clock.Now.Elapsed;

    public void Tick() => Do(new Input.Tick());

    /// <summary>Replaces the world by what its snapshot says, which nobody may notice.</summary>
    public void Swap()
    {
        _snapshot.ResetWrittenCount();
        Server.World.WriteSnapshot(_snapshot);
        var loaded = ChatWorld.LoadSnapshot(_snapshot.WrittenSpan);
        WorldInvariants.A_snapshot_holds_the_whole_state(Server.World, loaded);
        Server.ReplaceWorld(loaded);
    }

    /// <summary>What has gathered goes to the log, if it is time for it.</summary>
    /// <returns>Whether there was any.</returns>
    public bool EndRound()
    {
        var before = Server.Gathered.Count;
        if (Server.Gathers)
        {
            Do(new Input.EndOfRound());
        }

        var taken = before - Server.Gathered.Count;
        if (taken > 1)
        {
            _observer.Met.Add("round: wishes gathered");
        }

        return taken > 0;
    }

    public bool DrawsSwap() => _swapChance.OneIn(40);

    private void Do(Input input)
    {
        var now = _clock.Now;
        input.GiveTo(Server, now);
        Output[] outputs = [.. Server.Outputs];
        _observer.Saw(this, input, now, outputs);
        var entry = (input as Input.Committed)?.Entry;
        IsDead = entry is not null && outputs.Length > 0 && DiesAt is not null;
        var done = IsDead && DiesAt == CrashPoint.Commit ? outputs.Length / 2 : outputs.Length;
        foreach (var output in outputs.Take(done))
        {
            if (entry is not null && output is Output.Send send)
            {
                _received.Sent(entry, send.Bytes.Span);
            }

            Do(output);
        }

        Server.ClearOutputs();
    }

    private static string VerifierOf(ReadOnlyMemory<byte> password) => $"verifier of {System.Text.Encoding.UTF8.GetString(password.Span)}";

    private void Do(Output output)
    {
        switch (output)
        {
            case Output.Send send:
                foreach (var client in send.Clients)
                {
                    Find(client)?.Send(send.Bytes.Span, _setting.Limits.MaxOutboxBytes);
                }

                break;
            case Output.Close close when Find(close.Client) is { } connection:
                connection.Send(close.LastWords.Span, int.MaxValue);
                Forget(connection);
                break;
            case Output.Pause pause when Find(pause.Client) is { } connection:
                connection.IsPaused = true;
                break;
            case Output.Resume resume when Find(resume.Client) is { } connection:
                connection.IsPaused = false;
                break;
            case Output.AwaitDrain wait when Find(wait.Client) is { } connection:
                connection.AwaitsDrain = true;
                break;
            case Output.Append append:
                _log.Append(this, append.Batch);
                break;
            case Output.Request request:
                Ask(request, Server.Questions.AskedBy(request.Number));
                break;
            case Output.Stopped:
                HasStopped = true;
                break;
        }
    }

    private void Ask(Output.Request request, ClientId client)
    {
        var user = _observer.Reference(this).Clients.GetValueOrDefault(client.Number)?.User;
        var reading = new ReadingInvariants(user?.Id ?? 0, user?.Account?.Id, Applied);
        if (request.What is ServerRequest.ReadHistory read)
        {
            reading.Only_members_read_a_channel(read.Query, Server.World);
        }

        _requests.Add((request, client, reading));
    }

    private Connection? Find(ClientId id) => _connections.GetValueOrDefault(id).Connection;

    private void Forget(Connection connection)
    {
        _observer.Closed(this, connection);
        _connections.Remove(connection.Id, out var place);
        Slots[place.Slot] = null;
    }
}
