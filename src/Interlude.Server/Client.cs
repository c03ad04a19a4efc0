using Interlude.World;

namespace Interlude.Server;

/// <summary>
/// The server's view of one connection: its line under way and, in a subclass per dialect, how it speaks. One line at a
/// time: the next is looked at when this one, with all that it asked of the log, is answered.
/// </summary>
internal abstract class Client(ChatServer server, ClientId id, SessionId session, Peer peer, FloodCredit credit)
{
    private FloodCredit _credit = credit;

    public ClientId Id { get; } = id;

    public SessionId Session { get; } = session;

    public Peer Peer { get; } = peer;

    /// <summary>Who it is, once its registration has been granted.</summary>
    public Identity? User { get; set; }

    /// <summary>Number of the line under way or, between two, of the last one.</summary>
    public long Line { get; set; }

    /// <summary>Wishes of the line under way that have neither come back nor failed.</summary>
    public int Outstanding { get; set; }

    /// <summary>What is still to be said of a long answer to the line under way.</summary>
    public IEnumerator<ReadOnlyMemory<byte>>? LongAnswer { get; set; }

    /// <summary>A line that has to wait for credit or for the log; the client is paused meanwhile.</summary>
    public HeldLine? Held { get; set; }

    public bool IsPaused { get; set; }

    /// <summary>Nothing more will come from the peer; once all is answered, its user leaves.</summary>
    public bool InputEnded { get; set; }

    /// <summary>It has asked the log for something, so the log may know its session.</summary>
    public bool HasWished { get; set; }

    /// <summary>It was told that its lines wait, and has not been slower since.</summary>
    public bool IsFlooding { get; set; }

    /// <summary>What it is told when the end of its session has come back; null: it is not leaving.</summary>
    public ReadOnlyMemory<byte>? Farewell { get; set; }

    public bool IsBusy => Outstanding > 0 || LongAnswer is not null;

    protected ChatServer Server { get; } = server;

    public bool TryTakeCredit(long elapsed, out long readyAt)
    {
        readyAt = elapsed;
        var taken = Peer.IsExempt || _credit.TryTake(elapsed, out readyAt);
        IsFlooding &= !_credit.WasFull;
        return taken;
    }

    // What a dialect does.

    /// <summary>The connection has been admitted.</summary>
    public abstract void Greet();

    /// <summary>One line, without its end. The bytes are valid during the call.</summary>
    public abstract void Receive(ReadOnlySpan<byte> line);

    /// <summary>A line that was longer than the limit came and was skipped.</summary>
    public abstract void ReceiveTooLong();

    /// <summary>Its lines come faster than <see cref="ServerLimits.LinesPerSecond"/> and wait from now on.</summary>
    public abstract void TellOfFlood();

    /// <summary>A wish of its line could not be appended, and nothing has changed.</summary>
    public abstract void TellOfFailure(Command command);

    /// <summary>A wish of its line came back without an event: what it asked for was so already, and nobody hears of it.</summary>
    public abstract void TellOfNoChange(Command command);

    /// <summary>
    /// Which rendering of an event this client gets: 0 is none, and clients with the same number get the same bytes.
    /// Numbers are the dialect's own.
    /// </summary>
    public abstract int KindOf(Event happened, Reason reason, bool isOrigin);

    /// <summary>The bytes of an event in one of its kinds: the same whichever client of the dialect is asked.</summary>
    public abstract ReadOnlyMemory<byte> Render(Event happened, int kind);

    /// <summary>The event, of which this client's user is the author or the target, has been sent to all.</summary>
    public abstract void Settle(Event happened, Reason reason, bool isOrigin);

    /// <summary>The last words to a peer that ends its input.</summary>
    public abstract ReadOnlyMemory<byte> Goodbye { get; }

    /// <summary>The last words when the server ends the connection, and the reason that others are told.</summary>
    public abstract (ReadOnlyMemory<byte> LastWords, Text Reason) FarewellFor(Ending ending);
}

/// <summary>Gives a connection the dialect that it speaks.</summary>
internal delegate Client NewClient(ChatServer server, ClientId id, SessionId session, Peer peer, FloodCredit credit);

/// <summary>A line that waits.</summary>
/// <param name="Bytes">A copy of the line; null for one that was too long.</param>
internal sealed record HeldLine(byte[]? Bytes);

/// <summary>Why the server ends a connection.</summary>
internal enum Ending
{
    /// <summary>The peer ended its input.</summary>
    InputEnded,

    /// <summary>The connection broke.</summary>
    Lost,

    /// <summary>More would have waited for the peer than <see cref="ServerLimits.MaxOutboxBytes"/>.</summary>
    Overflowed,

    /// <summary>The log ended the session.</summary>
    SessionEnded,

    /// <summary>This node stops.</summary>
    Stopping,

    /// <summary>A mistake of this program.</summary>
    Fault,
}
