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

    /// <summary>The bytes after the last delimiter when the input ended: a line that nobody finished.</summary>
    Unterminated,

    /// <summary>There will be no more lines.</summary>
    End,
}
