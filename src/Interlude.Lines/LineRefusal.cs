namespace Interlude.Lines;

/// <summary>Why a listener refused a connection.</summary>
public enum LineRefusal
{
    /// <summary>There are <see cref="LineListenerOptions.MaxConnections"/> already.</summary>
    TooMany,

    /// <summary>There are <see cref="LineListenerOptions.MaxConnectionsPerAddress"/> of its address already.</summary>
    TooManyOfAddress,
}
