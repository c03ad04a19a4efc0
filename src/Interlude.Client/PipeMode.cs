using System.Buffers;
using Interlude.Lines;

namespace Interlude.Client;

/// <summary>Connects a stream of text and a stream for output with a line server, both ways at the same time.</summary>
public static class PipeMode
{
    private const int BlockBytes = 16 * 1024;

    /// <summary>Sends each line of <paramref name="input"/> (ended by LF or CR LF; an unterminated last one counts) and
    /// writes each line received to <paramref name="output"/>, its bytes untouched, with LF.</summary>
    /// <param name="connection">Open; read by nobody else; closed at the end.</param>
    /// <param name="input">Read by a thread of its own, because a read of standard input cannot be cancelled: if the
    /// server ends first, that read is left behind, and does not keep the process alive. When it ends, our sending ends,
    /// and what the server still sends is written.</param>
    /// <param name="output">Flushed whenever nothing more is waiting.</param>
    /// <returns>Why the connection ended.</returns>
    /// <exception cref="IOException">The input cannot be read or the output not written. The connection is still
    /// open.</exception>
    public static async Task<LineCloseReason> RunAsync(LineConnection connection, Stream input, Stream output)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        var inputFailed = new CancellationTokenSource();   // not disposed: the thread may outlive this
        IOException? inputFailure = null;
        new Thread(() =>
        {
            try
            {
                Send(connection, input);
            }
            catch (IOException failure)
            {
                inputFailure = new IOException($"standard input cannot be read: {failure.Message}", failure);
                inputFailed.Cancel();
            }
        })
        { IsBackground = true, Name = "standard input" }.Start();

        try
        {
            await PrintAsync(connection, output, inputFailed.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (inputFailure is not null)
        {
            throw inputFailure;
        }

        return await connection.CloseAsync().ConfigureAwait(false);
    }

    private static void Send(LineConnection connection, Stream input)
    {
        var translator = new NewlineTranslator(connection.Options.OutputDelimiter);
        var lines = new ArrayBufferWriter<byte>(BlockBytes);
        var block = new byte[BlockBytes];
        int count;
        while ((count = input.Read(block)) > 0)
        {
            translator.Translate(block.AsSpan(0, count), lines);
            if (!Write(connection, lines))
            {
                return;
            }
        }

        translator.Finish(lines);
        if (Write(connection, lines))
        {
            connection.CompleteAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private static bool Write(LineConnection connection, ArrayBufferWriter<byte> lines)
    {
        for (var rest = lines.WrittenSpan; !rest.IsEmpty;)
        {
            var piece = rest[..Math.Min(rest.Length, BlockBytes)];
            if (connection.TryWrite(piece))
            {
                rest = rest[piece.Length..];
                connection.Flush();
            }

            // This thread has nothing else to do than wait for the peer to read.
            var mayGoOn = connection.OutboxBytes < connection.Options.OutboxHighBytes
                || connection.WaitToWriteAsync().AsTask().GetAwaiter().GetResult();
            if (!mayGoOn || connection.InputEnd is LineInputEnd.Closed or LineInputEnd.Lost)
            {
                return false;
            }
        }

        lines.ResetWrittenCount();
        return true;
    }

    private static async Task PrintAsync(LineConnection connection, Stream output, CancellationToken inputFailed)
    {
        var text = new ArrayBufferWriter<byte>(BlockBytes);
        while (await connection.WaitToReadAsync(inputFailed).ConfigureAwait(false))
        {
            while (connection.TryRead(out var line) is LineStatus.Line)
            {
                text.Write(line.Span);
                text.Write("\n"u8);
                if (text.WrittenCount >= BlockBytes)
                {
                    Print(text, output);
                }
            }

            Print(text, output);
        }
    }

    private static void Print(ArrayBufferWriter<byte> text, Stream output)
    {
        if (text.WrittenCount > 0)
        {
            output.Write(text.WrittenSpan);
            output.Flush();
            text.ResetWrittenCount();
        }
    }
}
