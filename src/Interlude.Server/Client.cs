using Interlude.World;

namespace Interlude.Server;

/// <summary>
/// The server's view of one connection: its line under way and, in a subclass per dialect, how it speaks. One line at a
/// time: the next is looked at when this one, with all that it asked of the log, is answered.
/// </summary>
internal abstract class Client(ChatServer server, ClientId id, SessionId session, Peer peer, FloodCredit credit)
{
    private FloodCredit _credit = credit;
    private Queue<IEnumerator<ReadOnlyMemory<byte>>>? _longAnswers;   // rarely any

    public ClientId Id { get; } = id;

    public SessionId Session { get; } = session;

    public Peer Peer { get; } = peer;

    /// <summary>Who it is, once its registration has been granted.</summary>
    public Identity? User { get; set; }

    /// <summary>The connection of the same user that came after it. Changed by <see cref="UserClients"/> alone.</summary>
    public Client? NextOfUser { get; set; }

    /// <summary>The account that it has shown to be its own before it is a user; its registration carries it.</summary>
    public Login? Login { get; set; }

    /// <summary>Which account that is.</summary>
    public AccountIdentity? LoginAccount { get; set; }

    /// <summary>It has logged in with a password for programs: one that may be in many hands, and changes nothing of the account.</summary>
    public bool IsProgram { get; set; }

    /// <summary>Number of the line under way or, between two, of the last one.</summary>
    public long Line { get; set; }

    /// <summary>Wishes of the line under way that have neither come back nor failed.</summary>
    public int Outstanding { get; set; }

    /// <summary>What is still to be said of long answers to the line under way.</summary>
    public Queue<IEnumerator<ReadOnlyMemory<byte>>> LongAnswers => _longAnswers ??= new();

    public bool HasLongAnswers => _longAnswers is { Count: > 0 };

    /// <summary>A line that has to wait for credit or for the log; the client is paused meanwhile.</summary>
    public HeldLine? Held { get; set; }

    public bool IsPaused { get; set; }

    /// <summary>What the host is told when it is paused, and when not any more: once for each line of somebody who talks.</summary>
    public Output.Pause? Pausing { get; set; }

    /// <inheritdoc cref="Pausing"/>
    public Output.Resume? Resuming { get; set; }

    /// <summary>Nothing more will come from the peer; once all is answered, its user leaves.</summary>
    public bool InputEnded { get; set; }

    /// <summary>It has asked the log for something, so the log may know its session.</summary>
    public bool HasWished { get; set; }

    /// <summary>It was told that its lines wait, and has not been slower since.</summary>
    public bool IsFlooding { get; set; }

    /// <summary>What it is told when the end of its session has come back; null: it is not leaving.</summary>
    public ReadOnlyMemory<byte>? Farewell { get; set; }

    /// <summary>When it wants to be reminded, in the milliseconds of <see cref="Moment.Elapsed"/>. Set through <see cref="Alarms"/>.</summary>
    public long? Alarm { get; set; }

    /// <summary>When its last line came, in the milliseconds of <see cref="Moment.Elapsed"/>.</summary>
    public long HeardAt { get; set; }

    /// <summary>It is gone: what comes for it is dropped. Set by <see cref="ClientRoll"/> alone.</summary>
    public bool IsClosed { get; set; }

    public bool IsBusy => Outstanding > 0 || HasLongAnswers;

    public ChatServer Server { get; } = server;

    /// <summary>Whose password is right, and what a new one must be.</summary>
    public Accounts.AccountDesk Desk => Server.Desk;

    /// <summary>A kind that no other client has.</summary>
    protected long OwnKind => -Id.Number;

    public bool TryTakeCredit(long elapsed, out long readyAt)
    {
        readyAt = elapsed;
        var taken = Peer.IsExempt || _credit.TryTake(elapsed, out readyAt);
        IsFlooding &= !_credit.WasFull;
        return taken;
    }

    /// <summary>Nobody will read what is still to be said.</summary>
    public void DropAnswers()
    {
        while (_longAnswers is not null && _longAnswers.TryDequeue(out var answer))
        {
            answer.Dispose();
        }
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

    /// <summary>Something that server operators want to know. For those who are one, and want to.</summary>
    public virtual void TellOperator(string news)
    {
    }

    /// <summary>A wish of its line came back without an event: what it asked for was so already, and nobody hears of it.</summary>
    public abstract void TellOfNoChange(Command command);

    /// <summary>
    /// Which rendering of an event this client gets: 0 is none, and clients with the same number get the same bytes.
    /// Numbers are the dialect's own; <see cref="OwnKind"/> is a rendering for this client alone.
    /// </summary>
    public abstract long KindOf(Event happened, Reason reason, bool isOrigin);

    /// <summary>The bytes of an event in one of its kinds: the same whichever client of the dialect is asked.</summary>
    public abstract ReadOnlyMemory<byte> Render(Event happened, Stamp stamp, long kind);

    /// <summary>The event, of which this client's user is the author or the target, or a channel's new name, has been sent to all.</summary>
    public abstract void Settle(Event happened, Stamp stamp, Reason reason, bool isOrigin);

    /// <summary>Sends what answers its line: an event that it wished for, a piece of a long answer.</summary>
    public virtual void Answer(ReadOnlyMemory<byte> lines) => Server.Send(this, lines);

    /// <summary>
    /// It is about to be sent what does not answer its line, or the rest of the answer has to wait: what answers it and was
    /// held must come before.
    /// </summary>
    public virtual void SendHeld()
    {
    }

    /// <summary>A wish of its line has come back or failed, and that has been answered; its next may still be under way.</summary>
    public virtual void WishHasReturned()
    {
    }

    /// <summary>All that its line asked for has been answered.</summary>
    public virtual void FinishLine()
    {
    }

    /// <summary>The time it asked to be reminded at has come.</summary>
    public virtual void OnAlarm(Moment now)
    {
    }

    /// <summary>The configuration has changed: what was said of it to the client may hold no longer.</summary>
    /// <param name="before">What it was.</param>
    /// <param name="policy">What the world's was.</param>
    public virtual void TellOfConfiguration(ServerOptions before, WorldPolicy policy)
    {
    }

    /// <summary>The last words to a peer that ends its input.</summary>
    public abstract ReadOnlyMemory<byte> Goodbye { get; }

    /// <summary>The last words when the server ends the connection, and the reason that others are told.</summary>
    /// <param name="ending">Why.</param>
    /// <param name="departure">What the log said, for <see cref="Ending.SessionEnded"/>.</param>
    public abstract (ReadOnlyMemory<byte> LastWords, Text Reason) FarewellFor(Ending ending, Departure? departure);
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

    /// <summary>It did not register in time, or did not answer a PING.</summary>
    TimedOut,

    /// <summary>Its dialect has refused it.</summary>
    TurnedAway,

    /// <summary>A mistake of this program.</summary>
    Fault,
}
