namespace Interlude.Lines;

/// <summary>The kinds of end that a connection can come to.</summary>
public enum LineCloseKind
{
    /// <summary>The peer ended its input, was answered, and the connection closed.</summary>
    PeerClosed,

    /// <summary>The connection was lost: reset, broken, or timed out by the network.</summary>
    Reset,

    /// <summary>The peer sent a line longer than allowed, and the policy was to close.</summary>
    OverLimit,

    /// <summary>This side closed or aborted it.</summary>
    ClosedHere,

    /// <summary>A time limit of this side ran out.</summary>
    TimedOut,

    /// <summary>The peer did not read, and more came to wait for it than
    /// <see cref="LineConnectionOptions.OutboxLimitBytes"/>; the policy was <see cref="OutboxFullPolicy.Disconnect"/>.</summary>
    OutboxFull,

    /// <summary>Something failed that is not the network's or the peer's doing.</summary>
    Failed,

    /// <summary>The peer's input ended without close_notify under TLS; it was answered, and the connection closed. What
    /// it sent last may have been cut off.</summary>
    Truncated,

    /// <summary>TLS could not begin; the exception is a <see cref="TlsHandshakeException"/>.</summary>
    TlsFailed,
}

/// <summary>Why a connection ended.</summary>
/// <param name="Kind">What kind of end it was.</param>
/// <param name="Exception">What the transport said, where it said something.</param>
public sealed record LineCloseReason(LineCloseKind Kind, Exception? Exception = null)
{
    /// <summary>The ordinary end from this side.</summary>
    public static LineCloseReason ClosedHere { get; } = new(LineCloseKind.ClosedHere);

    /// <summary>With <see cref="LineCloseKind.TimedOut"/>, which time limit it was.</summary>
    public LineTimeout Timeout { get; init; }

    internal static LineCloseReason TimedOut(LineTimeout timeout, Exception? exception = null) =>
        new(LineCloseKind.TimedOut, exception) { Timeout = timeout };
}

/// <summary>Whether input is still coming, and if not, why.</summary>
public enum LineInputEnd
{
    /// <summary>Input may still come.</summary>
    Open,

    /// <summary>The peer has ended its input (FIN) in good order. One can go on writing to it.</summary>
    Finished,

    /// <summary>The connection is lost; lines not yet read are dropped, and nothing can be written.</summary>
    Lost,

    /// <summary>A line was too long and the policy is <see cref="OverLimitPolicy.Close"/>. One can still write.</summary>
    OverLimit,

    /// <summary>The peer sent nothing, or no whole line, for as long as a time limit allows. One can still write, for a
    /// last word.</summary>
    TimedOut,

    /// <summary>This side has begun to close; what still comes is discarded.</summary>
    Closed,

    /// <summary>The peer's input has ended, but under TLS without close_notify: it may have been cut off by somebody in
    /// between, though many programs just end like this. Whole lines were delivered; what follows the last delimiter is
    /// never delivered as one. One can go on writing.</summary>
    Truncated,
}
