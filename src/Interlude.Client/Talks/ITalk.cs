using Interlude.Lines;

namespace Interlude.Client.Talks;

/// <summary>A talk with a server, over one connection or over one after another.</summary>
/// <remarks>Reading belongs to one caller; writing and ending may be done by others meanwhile.</remarks>
public interface ITalk
{
    /// <summary>All that happens; to be read once. The last item is <see cref="LineClientItemKind.Lost"/> without a
    /// <see cref="LineClientItem.Pause"/>; where it has one, another connection follows.</summary>
    /// <param name="cancellationToken">Leaves. A talk that opens its connections itself then closes the one that is open, in
    /// good order, as it does when its items are no longer read.</param>
    /// <exception cref="OperationCanceledException">It was left.</exception>
    /// <exception cref="TlsHandshakeException">The server is not to be talked with.</exception>
    IAsyncEnumerable<LineClientItem> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Says a line, and waits while too much is on its way.</summary>
    /// <param name="line">Without delimiter.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False if there is no connection that takes it.</returns>
    ValueTask<bool> WriteLineAsync(ReadOnlyMemory<byte> line, CancellationToken cancellationToken);

    /// <summary>Tells the server that no more will be said, once all that was said is sent. What it still sends is read, and
    /// when it ends the talk is over: no other connection is made. In a gap between two, the talk is over at once; before
    /// the first connection, that is waited for.</summary>
    /// <param name="cancellationToken">Ends the wait; it is told all the same.</param>
    /// <returns>False if the connection ended before.</returns>
    ValueTask<bool> EndInputAsync(CancellationToken cancellationToken);

    /// <summary>Leaves: the connection is closed in good order and no other is made. Reading comes to its end by
    /// itself.</summary>
    /// <returns>Why the latest connection ended; <see cref="LineCloseKind.ClosedHere"/> if there was none.</returns>
    Task<LineCloseReason> CloseAsync();

    /// <summary>The connection that is open now; null in a gap. The members above end it for good; when it ends otherwise,
    /// another one may be opened.</summary>
    LineConnection? Connection { get; }
}
