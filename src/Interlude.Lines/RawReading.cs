using System.Runtime.CompilerServices;

namespace Interlude.Lines;

/// <summary>Reads blocks of bytes in the midst of lines; <see cref="LineConnection.TryReadRaw"/> has the rules.</summary>
public static class RawReading
{
    /// <summary>Fills a block of the caller's with the next bytes.</summary>
    /// <param name="connection">Read by nobody else meanwhile.</param>
    /// <param name="block">To be filled; the connection's until this completes.</param>
    /// <param name="cancellationToken">Ends the wait; what has been put into <paramref name="block"/> is lost.</param>
    /// <returns>The number of bytes: less than the block has only if the input ended, and
    /// <see cref="LineConnection.InputEnd"/> says how.</returns>
    public static async ValueTask<int> ReadRawAsync(
        this LineConnection connection, Memory<byte> block, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var filled = 0;
        await foreach (var piece in connection.ReadRawAsync((long)block.Length, cancellationToken).ConfigureAwait(false))
        {
            piece.CopyTo(block[filled..]);
            filled += piece.Length;
        }

        return filled;
    }

    /// <summary>The next bytes in pieces as they come: a counted block of any length, or with
    /// <see cref="long.MaxValue"/> an open one, which whoever enumerates leaves (with
    /// <see cref="LineConnection.PutBackRaw"/>, if a piece goes on with lines). What was written is flushed before waiting.
    /// </summary>
    /// <param name="connection">Read by nobody else meanwhile.</param>
    /// <param name="count">How many bytes in all; fewer come only if the input ends, and
    /// <see cref="LineConnection.InputEnd"/> says how.</param>
    /// <param name="cancellationToken">Ends the wait; no byte is lost.</param>
    /// <returns>Pieces of at least one byte, each valid until the next is asked for.</returns>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadRawAsync(
        this LineConnection connection, long count, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        while (count > 0)
        {
            switch (connection.TryReadRaw((int)Math.Min(count, int.MaxValue), out var piece))
            {
                case LineStatus.Raw:
                    count -= piece.Length;
                    yield return piece;
                    break;
                case LineStatus.NeedMore:
                    connection.Flush();
                    if (await connection.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
                    {
                        break;
                    }

                    yield break;
                default:
                    yield break;
            }
        }
    }
}
