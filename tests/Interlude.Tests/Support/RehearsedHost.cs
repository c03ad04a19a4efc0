using System.Text;
using Interlude.Server;
using Interlude.World;

namespace Interlude.Tests.Support;

/// <summary>
/// A host around a real <see cref="ChatServer"/> with a <see cref="RehearsedLog"/>, for tests in code: keeps the lines of a
/// paused client as a connection would, and writes down what each client got.
/// </summary>
internal sealed class RehearsedHost
{
    private readonly Dictionary<ClientId, Seat> _seats = [];
    private readonly Queue<ClientId> _toDrain = new();
    private readonly Queue<ClientId> _resumed = new();
    private long _elapsed;
    private long _lastId;

    /// <param name="limits">The server's limits; the default ones if null.</param>
    /// <param name="newClient">Gives connections their dialects; plain ones if null.</param>
    /// <param name="change">What else is to be otherwise.</param>
    public RehearsedHost(ServerLimits? limits = null, NewClient? newClient = null, Func<ServerOptions, ServerOptions>? change = null)
    {
        var options = new ServerOptions
        {
            Incarnation = new Incarnation(new NodeId(1), 1),
            Policy = new WorldPolicy { Lobby = Names.Channel("#lobby"), MaxChannelsPerUser = 10_000 },
            Limits = limits ?? new ServerLimits(),
        };
        options = change?.Invoke(options) ?? options;
        Server = newClient is null
            ? new ChatServer(options, new ChatWorld())
            : new ChatServer(options, new ChatWorld(), newClient);
        Server.Start(Now);
        Do();
    }

    public ChatServer Server { get; }

    public RehearsedLog Log { get; } = new();

    /// <summary>All outputs since it was last cleared.</summary>
    public List<Output> Outputs { get; } = [];

    public IEnumerable<Output.Fault> Faults => Outputs.OfType<Output.Fault>();

    private Moment Now => new(new Timestamp(1_700_000_000_000 + _elapsed), _elapsed);

    public ClientId Connect(PeerDialect dialect = PeerDialect.Plain) => Connect(new Peer("here", IsExempt: true) { Dialect = dialect });

    public ClientId Connect(Peer peer)
    {
        var id = new ClientId(++_lastId);
        _seats.Add(id, new Seat());
        Server.Connect(id, peer, Now);
        Do();
        return id;
    }

    /// <summary>A client who has typed its name.</summary>
    public ClientId Connect(string name)
    {
        var id = Connect();
        Type(id, name);
        return id;
    }

    public void Type(ClientId id, string line) => Type(id, Encoding.UTF8.GetBytes(line));

    /// <summary>A line, which waits while the client is paused.</summary>
    public void Type(ClientId id, byte[] line)
    {
        _seats[id].Waiting.Enqueue(line);
        Feed(id);
    }

    public void Reset(ClientId id)
    {
        _seats[id].Line = null;   // nobody is there for its answer
        Server.Disconnect(id, Now);
        Do();
    }

    /// <summary>Every peer that is waited for has read.</summary>
    public void Drain()
    {
        while (_toDrain.Count > 0)
        {
            DrainOnce();
        }
    }

    /// <summary>The peer that has been waited for longest has read.</summary>
    public void DrainOnce()
    {
        Server.Drained(_toDrain.Dequeue(), Now);
        Do();
    }

    /// <summary>Lets time pass, with a stop at each deadline.</summary>
    public void Pass(long milliseconds)
    {
        var until = _elapsed + milliseconds;
        while (Server.Deadline is { } deadline && deadline <= until)
        {
            _elapsed = Math.Max(_elapsed, deadline);
            Server.Tick(Now);
            Do();
        }

        _elapsed = until;
    }

    public bool IsClosed(ClientId id) => _seats[id].IsClosed;

    public bool IsPaused(ClientId id) => _seats[id].IsPaused;

    public bool WaitsToDrain(ClientId id) => _toDrain.Contains(id);

    /// <summary>What the client got, line by line.</summary>
    public IReadOnlyList<string> Got(ClientId id) => _seats[id].Got;

    /// <summary>For each line that was looked at and done: the line, and how many lines came to its client meanwhile.</summary>
    public IReadOnlyList<(byte[] Line, int Answers)> Done(ClientId id) => _seats[id].Done;

    private void Feed(ClientId id)
    {
        var seat = _seats[id];
        while (!seat.IsPaused && !seat.IsClosed && seat.Waiting.TryDequeue(out var line))
        {
            (seat.Line, seat.GotBefore) = (line, seat.Got.Count);
            Server.Receive(id, line, Now);
            Do();
            seat.FinishIfDone();
        }
    }

    private void Do()
    {
        for (var index = 0; index < Server.Outputs.Count; index++)
        {
            var output = Server.Outputs[index];
            Outputs.Add(output is Output.Send send ? send with { Clients = [.. send.Clients] } : output);
            Do(output);
        }

        Server.ClearOutputs();

        while (_resumed.TryDequeue(out var id))
        {
            Feed(id);
        }
    }

    private void Do(Output output)
    {
        switch (output)
        {
            case Output.Send send:
                foreach (var client in send.Clients)
                {
                    _seats[client].Take(send.Bytes);
                }

                break;
            case Output.Close close:
                _seats[close.Client].Take(close.LastWords);
                _seats[close.Client].Close();
                break;
            case Output.Append append:
                Log.Append(append.Batch, Server, Now);
                break;
            case Output.Pause pause:
                _seats[pause.Client].IsPaused = true;
                break;
            case Output.Resume resume:
                _seats[resume.Client].IsPaused = false;
                _seats[resume.Client].FinishIfDone();
                _resumed.Enqueue(resume.Client);
                break;
            case Output.Request request:
                Server.Completed(request.Number, RehearsedPasswords.Answer(request.What), Now);
                break;
            case Output.AwaitDrain await:
                _toDrain.Enqueue(await.Client);
                break;
        }
    }

    private sealed class Seat
    {
        public Queue<byte[]> Waiting { get; } = new();

        public List<string> Got { get; } = [];

        public List<(byte[] Line, int Answers)> Done { get; } = [];

        public byte[]? Line { get; set; }

        public int GotBefore { get; set; }

        public bool IsPaused { get; set; }

        public bool IsClosed { get; private set; }

        public void Take(ReadOnlyMemory<byte> bytes)
        {
            if (bytes.IsEmpty)
            {
                return;
            }

            Assert.False(IsClosed, "Something was sent after the end.");
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.Span);
            Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
            Got.AddRange(text[..^2].Split("\r\n"));
        }

        public void Close()
        {
            (IsClosed, IsPaused) = (true, false);
            FinishIfDone();
        }

        public void FinishIfDone()
        {
            if (!IsPaused && Line is { } line)
            {
                Line = null;
                Done.Add((line, Got.Count - GotBefore));
            }
        }
    }
}
