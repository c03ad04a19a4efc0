using Interlude.Lines;

namespace Interlude.Client.Talks;

/// <summary>A talk with a server, over one connection or over one after another.</summary>
internal interface ITalk
{
    /// <summary>All that happens. The last item is <see cref="LineClientItemKind.Lost"/>, unless it never ends.</summary>
    IAsyncEnumerable<LineClientItem> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Says a line, and waits while too much is on its way.</summary>
    /// <param name="line">Without delimiter.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False if there is no connection that takes it.</returns>
    ValueTask<bool> WriteLineAsync(ReadOnlyMemory<byte> line, CancellationToken cancellationToken);

    /// <summary>The connection that is open now; null in a gap.</summary>
    LineConnection? Connection { get; }
}
