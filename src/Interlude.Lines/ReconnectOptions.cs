namespace Interlude.Lines;

/// <summary>What becomes of a line that is written while a <see cref="ReconnectingLineClient"/> has no connection.</summary>
public enum GapWritePolicy
{
    /// <summary>It is refused: the write gives false at once.</summary>
    Refuse,

    /// <summary><see cref="ReconnectingLineClient.WriteLineAsync"/> waits for the next connection and writes the line
    /// there. Nothing is queued: whoever writes waits, with the token it gave.</summary>
    Wait,
}

/// <summary>The settings of a <see cref="ReconnectingLineClient"/>. Immutable; may be shared.</summary>
public sealed record ReconnectOptions
{
    /// <summary>How one connect is done, unless the client was given a way of its own; its connection's
    /// <see cref="LineConnectionOptions.TimeProvider"/> is the clock of the limits here too.</summary>
    public LineClientOptions Client { get; init; } = new();

    /// <summary>The bound of the first pause; a pause is a random time between half of its bound and all of it. Default:
    /// 500 ms.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Bounds double up to this one. After a connection that lasted at least as long they begin anew, so that a
    /// server which accepts and closes at once is not hammered. Default: 60 s.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>What the random part of pauses begins with; null for another one each time. Default: null.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Says at each connect what is to be said first, and may read the answers; only then is the connection given
    /// out and written to by others. It returns whether it came through; false, or an <see cref="IOException"/>, counts as
    /// a failed connect and is tried again, except as <see cref="ReconnectingLineClient"/> says. Any other exception ends the
    /// client, which is how to say that trying again is of no use. Null for none. Default: null.</summary>
    public Func<LineConnection, CancellationToken, ValueTask<bool>>? Login { get; init; }

    /// <summary>How long it may take; after that its token is cancelled. Default: 30 s; may be
    /// <see cref="Timeout.InfiniteTimeSpan"/>.</summary>
    public TimeSpan LoginTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What becomes of lines written in a gap. Default: they are refused.</summary>
    public GapWritePolicy GapWrites { get; init; } = GapWritePolicy.Refuse;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(FirstPause, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(LongestPause, FirstPause);
        if (LoginTimeout != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(LoginTimeout, TimeSpan.Zero);
        }

        Client.Validate();
    }
}
