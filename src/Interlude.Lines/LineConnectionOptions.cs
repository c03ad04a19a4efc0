using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Interlude.Lines;

/// <summary>What happens after a line that is longer than allowed. Either way it is reported.</summary>
public enum OverLimitPolicy
{
    /// <summary>No more lines are taken; the owner may still write, and closes.</summary>
    Close,

    /// <summary>The rest of the line is skipped and reading goes on after its delimiter.</summary>
    Skip,

    /// <summary>The line is delivered cut to what is allowed and marked as <see cref="LineStatus.Cut"/>; its rest is
    /// skipped.</summary>
    Cut,
}

/// <summary>What happens to bytes after the last delimiter when the peer ends its input.</summary>
public enum UnterminatedPolicy
{
    /// <summary>They are a line like any other; but not where the input was cut off under TLS
    /// (<see cref="LineInputEnd.Truncated"/>), which is then as with <see cref="Drop"/>.</summary>
    Deliver,

    /// <summary>They are not a line. <see cref="LineConnection.TryRead"/> still shows them, as
    /// <see cref="LineStatus.Unterminated"/>, so that nothing is lost silently.</summary>
    Drop,
}

/// <summary>What happens when a write does not fit into the outbox. <see cref="LineConnection.WriteLineAsync"/> is not
/// concerned: it waits for room.</summary>
public enum OutboxFullPolicy
{
    /// <summary>The write is refused; the connection goes on.</summary>
    Refuse,

    /// <summary>The write is refused and the connection aborted, with <see cref="LineCloseKind.OutboxFull"/>.</summary>
    Disconnect,
}

/// <summary>The settings of a <see cref="LineConnection"/>. Immutable; may be shared.</summary>
public sealed record LineConnectionOptions
{
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(3650);
    private static readonly TimeSpan LongestClose = TimeSpan.FromDays(1);   // timers take 49; a close that long is a mistake

    /// <summary>What ends a line. Default: LF or CR LF.</summary>
    public Delimiters Delimiters { get; init; } = Delimiters.LfOrCrLf;

    /// <summary>What <see cref="LineConnection.WriteLineAsync"/> puts after a line. Default: CR LF.</summary>
    public ReadOnlyMemory<byte> OutputDelimiter { get; init; } = "\r\n"u8.ToArray();

    /// <summary>Longest line accepted, in bytes, without its delimiter. Default: 64 KiB.</summary>
    public int MaxLineBytes { get; init; } = 64 * 1024;

    /// <summary>What to do after a longer line. Default: close.</summary>
    public OverLimitPolicy OverLimit { get; init; } = OverLimitPolicy.Close;

    /// <summary>What to do with an unterminated last line. Default: deliver it.</summary>
    public UnterminatedPolicy Unterminated { get; init; } = UnterminatedPolicy.Deliver;

    /// <summary>How many bytes may wait to be sent, those in flight included. A write that would pass it is refused
    /// whole. Default: 1 MiB.</summary>
    public int OutboxLimitBytes { get; init; } = 1024 * 1024;

    /// <summary>What to do with a write that would pass it. Default: refuse.</summary>
    public OutboxFullPolicy OutboxFull { get; init; } = OutboxFullPolicy.Refuse;

    /// <summary>From this many waiting bytes on, a <see cref="LineProtocol"/> is given no more lines, and
    /// <see cref="LineConnection.Drained"/> will be called. Default: 64 KiB.</summary>
    public int OutboxHighBytes { get; init; } = 64 * 1024;

    /// <summary>At this many waiting bytes it is read from again. Default: 16 KiB.</summary>
    public int OutboxLowBytes { get; init; } = 16 * 1024;

    /// <summary>How many bytes one receive takes at most. Default: 16 KiB, of which an idle connection holds none.</summary>
    public int ReceiveBytes { get; init; } = 16 * 1024;

    /// <summary>How long after the connection was made the first whole line (or raw block) may take. Default: null, no
    /// limit.</summary>
    /// <remarks>For this limit, <see cref="IdleTimeout"/> and <see cref="PartialLineTimeout"/>: a limit passes only while
    /// someone waits to read and nothing has come, so that a peer is never blamed for a slow reader. It then ends the
    /// input: reads give no more, <see cref="LineConnection.InputEnd"/> says <see cref="LineInputEnd.TimedOut"/>, what is
    /// owed can still be sent and a last word be written, and the owner closes. All of them together cost a connection one
    /// timer, and are as fine as the timers of <see cref="TimeProvider"/>; none of them passes early.</remarks>
    public TimeSpan? FirstLineTimeout { get; init; }

    /// <summary>How long a reader may wait without a byte from the peer. Default: null, no limit.</summary>
    public TimeSpan? IdleTimeout { get; init; }

    /// <summary>How long a line may take from the moment that its first bytes have been received and there were no more.
    /// Dripping does not extend it. Default: null, no limit.</summary>
    public TimeSpan? PartialLineTimeout { get; init; }

    /// <summary>How long a send may make no progress because the peer does not read; then the connection is aborted. What
    /// waits is handed over in pieces of 64 KiB, and each piece is progress. Default: null, no limit.</summary>
    public TimeSpan? WriteTimeout { get; init; }

    /// <summary>How long closing waits for the peer to take what is owed. Default: 30 s; after that the connection is
    /// aborted and the reason is <see cref="LineCloseKind.TimedOut"/>. At most a day.</summary>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long closing, after everything owed is sent, reads and discards until the peer ends too; closing with
    /// unread input would make the kernel destroy replies on their way. Default: 5 s; at most a day.</summary>
    public TimeSpan LingerTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many bytes it discards at most before it gives up. Default: 64 MiB.</summary>
    public long LingerBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>The clock of all time limits.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Makes the filter that received bytes pass before they are cut into lines, one for each connection; null
    /// for none. Default: null.</summary>
    public Func<IByteFilter>? Filter { get; init; }

    /// <summary>A byte that goes out twice wherever it stands in what is written, as 255 must to a telnet server (IAC IAC, RFC
    /// 854); the answers of <see cref="Filter"/> go out as they are. The limits of the outbox count both. Null for none.
    /// Default: null.</summary>
    public byte? DoubledByte { get; init; }

    /// <summary>Where connections, and the listener that makes them, report what they do; the program's, and usually one
    /// for all. Null for none, which costs nothing. Default: null.</summary>
    public LineMetrics? Metrics { get; init; }

    /// <summary>Where connections, and the listener that makes them, log; null for nowhere. Default: null.</summary>
    /// <remarks>
    /// <para>The events, whose ids do not change:</para>
    /// <list type="bullet">
    /// <item>1 <c>Accepted</c>, debug: a listener handed a connection over.</item>
    /// <item>2 <c>Refused</c>, debug: a listener refused one for its limits.</item>
    /// <item>3 <c>Closed</c>, debug: a connection ended; with <see cref="LineCloseReason.Kind"/> and
    /// <see cref="LineCloseReason.Timeout"/>.</item>
    /// <item>4 <c>AcceptFailed</c>, warning: a listener could not accept, and pauses.</item>
    /// <item>5 <c>HandshakeFailed</c>, information: TLS could not begin, in a listener or by STARTTLS; with
    /// <see cref="TlsFailure"/>.</item>
    /// <item>6 <c>ProtocolFailed</c>, error: a callback of a <see cref="LineProtocol"/> threw; with the exception.</item>
    /// </list>
    /// <para>Of the peer nothing but its address is logged, never what it said; but the exception of event 6 is the
    /// program's own, and says what the program let it say. It is called on the thread where the thing happened, by several
    /// at once, and should neither block nor throw.</para>
    /// </remarks>
    public ILogger? Logger { get; init; }

    internal ILogger Log => Logger ?? NullLogger.Instance;

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Delimiters);
        ArgumentNullException.ThrowIfNull(TimeProvider);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxLineBytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxLineBytes, 1 << 30);
        ArgumentOutOfRangeException.ThrowIfLessThan(ReceiveBytes, 16);
        ArgumentOutOfRangeException.ThrowIfNegative(OutboxLowBytes);
        ArgumentOutOfRangeException.ThrowIfLessThan(OutboxHighBytes, OutboxLowBytes);
        ArgumentOutOfRangeException.ThrowIfLessThan(OutboxLimitBytes, OutboxHighBytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(OutboxLimitBytes, 1 << 30);
        ArgumentOutOfRangeException.ThrowIfLessThan(CloseTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(CloseTimeout, LongestClose);
        ArgumentOutOfRangeException.ThrowIfLessThan(LingerTime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(LingerTime, LongestClose);
        ArgumentOutOfRangeException.ThrowIfNegative(LingerBytes);
        Validate(FirstLineTimeout, nameof(FirstLineTimeout));
        Validate(IdleTimeout, nameof(IdleTimeout));
        Validate(PartialLineTimeout, nameof(PartialLineTimeout));
        Validate(WriteTimeout, nameof(WriteTimeout));
    }

    private static void Validate(TimeSpan? timeout, string name)
    {
        if (timeout is { } time && (time <= TimeSpan.Zero || time > LongestTimeout))
        {
            throw new ArgumentOutOfRangeException(name, time, $"A time limit is more than 0 and at most {LongestTimeout}; null is none.");
        }
    }
}
