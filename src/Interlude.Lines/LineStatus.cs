namespace Interlude.Lines;

/// <summary>What an attempt to take a line gave.</summary>
public enum LineStatus
{
    /// <summary>No whole line is there yet; wait for more bytes.</summary>
    NeedMore,

    /// <summary>A line.</summary>
    Line,

    /// <summary>A line that is longer than allowed, reported once, as soon as that is known. With it come its first
    /// bytes, as many as are allowed; the rest, up to and with its delimiter, is skipped.</summary>
    TooLong,

    /// <summary>The beginning of a line that is longer than allowed, cut to what is allowed and delivered in place of the
    /// line (<see cref="OverLimitPolicy.Cut"/>), once, as soon as its length is known to pass the limit. The rest, up to
    /// and with its delimiter, is skipped.</summary>
    Cut,

    /// <summary>Bytes that are not cut into lines: <see cref="LineConnection.TryReadRaw"/>.</summary>
    Raw,

    /// <summary>The bytes after the last delimiter when the input ended: a line that nobody finished.</summary>
    Unterminated,

    /// <summary>There will be no more lines.</summary>
    End,
}
