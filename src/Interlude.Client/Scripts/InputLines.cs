using System.Runtime.CompilerServices;
using Interlude.Lines;

namespace Interlude.Client.Scripts;

/// <summary>The lines of a stream as steps to say them.</summary>
public static class InputLines
{
    private const int MaxLineBytes = 1 << 30;

    /// <summary>All lines; an unterminated last one is a line too.</summary>
    /// <param name="input">Its reads need not be cancellable: one that waits is left behind.</param>
    /// <param name="delimiter">What ends a line; empty for LF or CR LF.</param>
    /// <param name="cancellationToken">Ends the wait for the next.</param>
    /// <exception cref="IOException">It cannot be read, or a line has more than 1 GiB.</exception>
    public static async IAsyncEnumerable<Step> ReadAsync(
        Stream input, ReadOnlyMemory<byte> delimiter, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var lines = new LineConnection(new StreamTransport(input, Stream.Null, "standard input"), new LineConnectionOptions
        {
            Delimiters = delimiter.IsEmpty ? Delimiters.LfOrCrLf : new Delimiters(delimiter.ToArray()),
            MaxLineBytes = MaxLineBytes,
        });
        while (await lines.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            while (lines.TryRead(out var line) == LineStatus.Line)
            {
                yield return new Step.Send(line);
            }
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
