using System.Runtime.CompilerServices;
using Interlude.Lines;

namespace Interlude.Client.Scripts;

/// <summary>The lines of a stream, to be said.</summary>
public static class InputLines
{
    private const int MaxLineBytes = 64 * 1024 * 1024;   // a line is held whole, as bytes and as text

    /// <summary>All lines; an unterminated last one is a line too. Each is valid until the next is asked for.</summary>
    /// <param name="input">Its reads need not be cancellable: one that waits is left behind.</param>
    /// <param name="delimiter">What ends a line; empty for LF or CR LF.</param>
    /// <param name="cancellationToken">Ends the wait for the next.</param>
    /// <exception cref="IOException">It cannot be read, or a line has more than 64 MiB.</exception>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        Stream input, ReadOnlyMemory<byte> delimiter, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var lines = new LineConnection(new StreamTransport(input, Stream.Null, "standard input"), new LineConnectionOptions
        {
            Delimiters = delimiter.IsEmpty ? Delimiters.LfOrCrLf : new Delimiters(delimiter.ToArray()),
            MaxLineBytes = MaxLineBytes,
        });
        await foreach (var line in lines.ReadLinesAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return line;
        }

        switch (lines.InputEnd)
        {
            case LineInputEnd.Finished:
                break;
            case LineInputEnd.OverLimit:
                throw new IOException($"a line of standard input has more than {MaxLineBytes} bytes");
            default:
                var reason = await lines.CloseAsync().ConfigureAwait(false);
                throw new IOException($"standard input cannot be read: {reason.Exception?.Message}", reason.Exception);
        }
    }
}
