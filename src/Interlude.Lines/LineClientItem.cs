namespace Interlude.Lines;

/// <summary>What a <see cref="LineClientItem"/> tells.</summary>
public enum LineClientItemKind
{
    /// <summary>There is a connection, logged in; <see cref="LineClientItem.Gap"/> says what went before.</summary>
    Connected,

    /// <summary>A line, in <see cref="LineClientItem.Line"/>.</summary>
    Line,

    /// <summary>The beginning of a line that was too long, in <see cref="LineClientItem.Line"/>; also where the policy is
    /// <see cref="OverLimitPolicy.Cut"/>.</summary>
    TooLong,

    /// <summary>The bytes of an unterminated last line that is not delivered as one
    /// (<see cref="UnterminatedPolicy.Drop"/>), in <see cref="LineClientItem.Line"/>.</summary>
    Unterminated,

    /// <summary>The connection has ended, for <see cref="LineClientItem.Reason"/>: here the gap begins. The next try comes
    /// after <see cref="LineClientItem.Pause"/>.</summary>
    Lost,

    /// <summary>A try has failed, with <see cref="LineClientItem.Failure"/>. The next one comes after
    /// <see cref="LineClientItem.Pause"/>.</summary>
    Retrying,
}

/// <summary>A time without connection, in which the server may have sent what we did not get.</summary>
/// <param name="Reason">Why the connection before it ended.</param>
/// <param name="Duration">From its end until the next one was logged in.</param>
public sealed record LineGap(LineCloseReason Reason, TimeSpan Duration);

/// <summary>One thing that happened to a <see cref="ReconnectingLineClient"/>, in order.</summary>
/// <param name="Kind">What.</param>
public readonly record struct LineClientItem(LineClientItemKind Kind)
{
    /// <summary>The line, without its delimiter. Valid until the next item is asked for.</summary>
    public ReadOnlyMemory<byte> Line { get; init; }

    /// <summary>With <see cref="LineClientItemKind.Connected"/>, the gap that is over; null at the first connection.</summary>
    public LineGap? Gap { get; init; }

    /// <summary>With <see cref="LineClientItemKind.Lost"/>, why.</summary>
    public LineCloseReason? Reason { get; init; }

    /// <summary>With <see cref="LineClientItemKind.Retrying"/>, what went wrong: a <see cref="LineConnectException"/> names
    /// the addresses, an <see cref="IOException"/> comes from the login.</summary>
    public Exception? Failure { get; init; }

    /// <summary>How long it will be until the next try; it begins when the next item is asked for.</summary>
    public TimeSpan Pause { get; init; }
}
