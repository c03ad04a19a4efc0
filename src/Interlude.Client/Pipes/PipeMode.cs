using System.Buffers;
using Interlude.Client.Talks;
using Interlude.Lines;

namespace Interlude.Client.Pipes;

/// <summary>Connects a stream of text and a stream for output with a line server, both ways at the same time. Lines are
/// looked for only to end them otherwise, so they may have any length.</summary>
public sealed class PipeMode
{
    private const int BlockBytes = 64 * 1024;

    private readonly LineConnection _connection;
    private readonly PipeOptions _options;
    private readonly InputEnding _ending;
    private readonly TaskCompletionSource _inputEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _sending = new();   // held by the input's thread except while it reads
    private bool _isTaken = true;

    private PipeMode(LineConnection connection, PipeOptions options)
    {
        (_connection, _options) = (connection, options);
        _ending = new InputEnding(options.EndOfInput, connection.Options.TimeProvider);
    }

    /// <summary>Sends what <paramref name="input"/> holds, its lines ended as the connection wants them, and writes what is
    /// received to <paramref name="output"/>. An unterminated last line is finished, both ways.</summary>
    /// <param name="connection">Open; read by nobody else; closed at the end.</param>
    /// <param name="input">Read by a thread of its own, because a read of standard input cannot be cancelled: if the
    /// server ends first, that read is left behind, and does not keep the process alive.</param>
    /// <param name="output">Flushed whenever nothing more is waiting.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <exception cref="IOException">The input cannot be read or the output not written. The connection is still
    /// open.</exception>
    public static Task<PipeEnd> RunAsync(LineConnection connection, Stream input, Stream output, PipeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        return new PipeMode(connection, options ?? new PipeOptions()).RunAsync(input, output);
    }

    private async Task<PipeEnd> RunAsync(Stream input, Stream output)
    {
        var inputFailed = new CancellationTokenSource();   // has no timer and no handle, so it needs no disposal
        new Thread(() => Send(input)) { IsBackground = true, Name = "standard input" }.Start();
        var ending = EndAsync(inputFailed);
        try
        {
            await PrintAllAsync(output, inputFailed.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_inputEnded.Task.IsFaulted)
        {
            await _inputEnded.Task.ConfigureAwait(false);
        }

        var reason = await _connection.CloseAsync().ConfigureAwait(false);   // what is on its way goes out yet, or it says why not
        if (_inputEnded.Task.IsCompleted)
        {
            await ending.ConfigureAwait(false);
        }

        lock (_sending)   // the connection has ended, so what is being written has been refused in a moment
        {
            return new PipeEnd(reason) { InputTaken = _isTaken, MissingReplies = _ending.Missing };
        }
    }

    // The input's thread.
    private void Send(Stream input)
    {
        try
        {
            if (SendAll(input))
            {
                _inputEnded.TrySetResult();
            }
        }
        catch (IOException failure)
        {
            _inputEnded.TrySetException(new IOException($"standard input cannot be read: {failure.Message}", failure));
        }
    }

    private bool SendAll(Stream input)
    {
        var translator = TextTranslator.Create(_options.InputDelimiter, _connection.Options.OutputDelimiter);
        var lines = new ArrayBufferWriter<byte>(BlockBytes);
        var block = new byte[BlockBytes];
        int count;
        while ((count = input.Read(block)) > 0)
        {
            lock (_sending)
            {
                translator.Translate(block.AsSpan(0, count), lines);
                if (!Write(lines))
                {
                    return false;
                }
            }
        }

        lock (_sending)
        {
            translator.Finish(lines);
            return Write(lines) && _connection.FlushAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private bool Write(ArrayBufferWriter<byte> lines)
    {
        for (var rest = lines.WrittenSpan; !rest.IsEmpty;)
        {
            // This thread has nothing else to do than wait for the peer to read.
            var mayGoOn = _connection.OutboxBytes < _connection.Options.OutboxHighBytes || _connection.WaitToWriteAsync().AsTask().GetAwaiter().GetResult();
            var piece = rest[..Math.Min(rest.Length, BlockBytes)];
            if (!mayGoOn || _connection.InputEnd is LineInputEnd.Closed or LineInputEnd.Lost || !_connection.TryWrite(piece))
            {
                _isTaken = false;
                return false;
            }

            _connection.Flush();
            rest = rest[piece.Length..];
        }

        lines.ResetWrittenCount();
        return true;
    }

    private async Task PrintAllAsync(Stream output, CancellationToken inputFailed)
    {
        var translator = TextTranslator.Create(_options.WireDelimiter, _options.OutputDelimiter);
        var text = new ArrayBufferWriter<byte>(BlockBytes);
        while (await _connection.WaitToReadAsync(inputFailed).ConfigureAwait(false))
        {
            _ending.Hearing();
            var lines = translator.Lines;
            while (_connection.TryReadRaw(BlockBytes, out var bytes) == LineStatus.Raw)
            {
                translator.Translate(bytes.Span, text);
                Write(text, output);
            }

            _ending.Heard(translator.Lines - lines);
        }

        var before = translator.Lines;
        translator.Finish(text);
        Write(text, output);
        _ending.Heard(translator.Lines - before);
    }

    private static void Write(ArrayBufferWriter<byte> text, Stream output)
    {
        if (text.WrittenCount > 0)
        {
            output.Write(text.WrittenSpan);
            output.Flush();
            text.ResetWrittenCount();
        }
    }

    private async Task EndAsync(CancellationTokenSource inputFailed)
    {
        await _inputEnded.Task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_inputEnded.Task.IsCompletedSuccessfully)
        {
            await _ending.RunAsync(new SingleTalk(_connection), _connection.Completion).ConfigureAwait(false);
        }
        else
        {
            await inputFailed.CancelAsync().ConfigureAwait(false);
        }
    }
}
