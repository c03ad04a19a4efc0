using System.Text;
using Interlude.Server;
using Interlude.World;

namespace Interlude.Tests.Support;

/// <summary>The real server with people on IRC, a log that only numbers, and nobody who reads: for what it costs to say something.</summary>
internal sealed class SilentHost
{
    private readonly ChatServer _server = new(
        new ServerOptions
        {
            Incarnation = new Incarnation(new NodeId(1), 1),
            Policy = new WorldPolicy(),
            Limits = new ServerLimits { MaxConnectionsPerAddress = 10_000 },
        },
        new ChatWorld());

    private readonly Moment _now = new(new Timestamp(1_800_000_000_000), 1);
    private long _clients;
    private long _sequence;

    public SilentHost()
    {
        _server.Start(_now);
        Perform();
    }

    /// <summary>Bytes that clients were sent, all together.</summary>
    public long Sent { get; private set; }

    public ChatWorld World => _server.World;

    public Interlude.Server.Client Find(ClientId id) => _server.Find(id) ?? throw new ArgumentException($"There is no client {id.Number}.");

    /// <summary>The next entry of the world's: somebody says something on a channel, or to somebody.</summary>
    public Entry NextSaying(ClientId speaker, ReadOnlySpan<byte> target, ReadOnlySpan<byte> text)
    {
        Text.TryCreate(text, out var said);
        var speech = Speech.Of(TextKind.Plain, said!);
        Command command = ChannelName.TryCreate(target, out var channel, out _) ? new Command.Say(channel, speech)
            : Nick.TryCreate(target, out var nick, out _) ? new Command.Tell(nick, speech)
            : throw new ArgumentException("That is nobody's name.");
        var incarnation = new Incarnation(new NodeId(1), 1);
        var wish = new Wish(incarnation, World.Sequence + 1000, new SessionId(incarnation, speaker.Number), default, command);
        return new Entry(World.Sequence + 1, World.Time, ChatWorld.NewestRules, wish);
    }

    /// <summary>Somebody comes: <c>user1</c>, then <c>user2</c>.</summary>
    /// <param name="capabilities">What it asks for; null: nothing.</param>
    public ClientId Connect(string? capabilities = null)
    {
        var id = new ClientId(++_clients);
        _server.Connect(id, new Peer("127.0.0.1", IsExempt: true) { Dialect = PeerDialect.Irc }, _now);
        Perform();
        string[] lines = [$"NICK user{id.Number}", $"USER user{id.Number} 0 * :User {id.Number}"];
        foreach (var line in capabilities is null ? lines : [$"CAP REQ :{capabilities}", .. lines, "CAP END"])
        {
            Receive(id, Encoding.UTF8.GetBytes(line));
        }

        return id;
    }

    public void Receive(ClientId id, ReadOnlySpan<byte> line)
    {
        _server.Receive(id, line, _now);
        Perform();
    }

    private void Perform()
    {
        for (var index = 0; index < _server.Outputs.Count; index++)
        {
            switch (_server.Outputs[index])
            {
                case Output.Send send:
                    Sent += (long)send.Bytes.Length * send.Clients.Count;
                    break;
                case Output.Append append:
                    foreach (var wish in append.Batch.Wishes)
                    {
                        _server.Committed(new Entry(++_sequence, append.Batch.Time, ChatWorld.NewestRules, wish), _now);
                    }

                    _server.Appended(append.Batch.Number, AppendResult.Appended, _now);
                    break;
                case Output.AwaitDrain drain:
                    _server.Drained(drain.Client, _now);
                    break;
            }
        }

        _server.ClearOutputs();
    }
}
