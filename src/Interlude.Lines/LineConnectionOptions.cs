namespace Interlude.Lines;

/// <summary>What happens after a line that is longer than allowed. Either way it is reported.</summary>
public enum OverLimitPolicy
{
    /// <summary>No more lines are taken; the owner may still write, and closes.</summary>
    Close,

    /// <summary>The rest of the line is skipped and reading goes on after its delimiter.</summary>
    Skip,
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

/// <summary>The settings of a <see cref="LineConnection"/>. Immutable; may be shared.</summary>
public sealed record LineConnectionOptions
{
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

    /// <summary>From this many waiting bytes on, a <see cref="LineProtocol"/> is given no more lines, and
    /// <see cref="LineConnection.Drained"/> will be called. Default: 64 KiB.</summary>
    public int OutboxHighBytes { get; init; } = 64 * 1024;

    /// <summary>At this many waiting bytes it is read from again. Default: 16 KiB.</summary>
    public int OutboxLowBytes { get; init; } = 16 * 1024;

    /// <summary>How many bytes one receive takes at most. Default: 16 KiB, of which an idle connection holds none.</summary>
    public int ReceiveBytes { get; init; } = 16 * 1024;

    /// <summary>How long closing waits for the peer to take what is owed. Default: 30 s; after that the connection is
    /// aborted and the reason is <see cref="LineCloseKind.TimedOut"/>.</summary>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long closing, after everything owed is sent, reads and discards until the peer ends too; closing with
    /// unread input would make the kernel destroy replies on their way. Default: 5 s.</summary>
    public TimeSpan LingerTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many bytes it discards at most before it gives up. Default: 64 MiB.</summary>
    public long LingerBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>The clock of all time limits.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Makes the filter that received bytes pass before they are cut into lines, one for each connection; null
    /// for none. Default: null.</summary>
    public Func<IByteFilter>? Filter { get; init; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(MaxLineBytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxLineBytes, 1 << 30);
        ArgumentOutOfRangeException.ThrowIfLessThan(ReceiveBytes, 16);
        ArgumentOutOfRangeException.ThrowIfNegative(OutboxLowBytes);
        ArgumentOutOfRangeException.ThrowIfLessThan(OutboxHighBytes, OutboxLowBytes);
        ArgumentOutOfRangeException.ThrowIfLessThan(OutboxLimitBytes, OutboxHighBytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(OutboxLimitBytes, 1 << 30);
    }
}
