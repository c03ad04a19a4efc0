using System.Runtime.CompilerServices;
using Interlude.Lines;

namespace Interlude.Client.Talks;

/// <summary>A talk over one connection: when that ends, it is over.</summary>
/// <param name="connection">Open; this talk's from now on.</param>
public sealed class SingleTalk(LineConnection connection) : ITalk
{
    /// <inheritdoc/>
    public LineConnection? Connection => connection;

    /// <inheritdoc/>
    public async IAsyncEnumerable<LineClientItem> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return new LineClientItem(LineClientItemKind.Connected);
        while (await connection.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            LineStatus status;
            while ((status = connection.TryRead(out var line)) is not (LineStatus.NeedMore or LineStatus.End))
            {
                yield return new LineClientItem(status switch
                {
                    LineStatus.Line => LineClientItemKind.Line,
                    LineStatus.TooLong or LineStatus.Cut => LineClientItemKind.TooLong,
                    _ => LineClientItemKind.Unterminated,
                })
                { Line = line };
            }

            connection.Flush();
        }

        yield return new LineClientItem(LineClientItemKind.Lost) { Reason = await connection.CloseAsync().ConfigureAwait(false) };
    }

    /// <inheritdoc/>
    public ValueTask<bool> WriteLineAsync(ReadOnlyMemory<byte> line, CancellationToken cancellationToken) =>
        connection.WriteLineAsync(line, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> EndInputAsync(CancellationToken cancellationToken) => connection.CompleteAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<LineCloseReason> CloseAsync() => connection.CloseAsync();
}
