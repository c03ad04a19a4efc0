namespace Interlude.Lines;

/// <summary>The time limits of a connection, by the option that sets them.</summary>
public enum LineTimeout
{
    /// <summary>No time limit of this side ran out.</summary>
    None,

    /// <summary><see cref="LineConnectionOptions.FirstLineTimeout"/>: no whole line came.</summary>
    FirstLine,

    /// <summary><see cref="LineConnectionOptions.IdleTimeout"/>: nothing came.</summary>
    Idle,

    /// <summary><see cref="LineConnectionOptions.PartialLineTimeout"/>: a line was begun and not finished.</summary>
    PartialLine,

    /// <summary><see cref="LineConnectionOptions.WriteTimeout"/>: the peer took nothing of what was sent.</summary>
    Write,

    /// <summary><see cref="LineConnectionOptions.CloseTimeout"/>: the peer did not take all that was owed.</summary>
    Close,
}
