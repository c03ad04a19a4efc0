using System.Buffers;
using Interlude.Lines;

namespace Interlude.Client.Pipes;

/// <summary>Connects a stream of text and a stream for output with a line server, both ways at the same time.</summary>
public sealed class PipeMode
{
    private const int BlockBytes = 64 * 1024;

    private readonly LineConnection _connection;
    private readonly PipeOptions _options;
    private readonly TimeProvider _clock;
    private readonly TaskCompletionSource _inputEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _enough = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _heardAt;
    private long _missing;
    private volatile bool _isTaken = true;

    private PipeMode(LineConnection connection, PipeOptions options)
    {
        (_connection, _options) = (connection, options);
        _clock = connection.Options.TimeProvider;
        _missing = options.EndOfInput is EndOfInput.Replies replies ? replies.Count : 0;
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
        using var inputFailed = new CancellationTokenSource();
        new Thread(() => Send(input)) { IsBackground = true, Name = "standard input" }.Start();
        _ = _inputEnded.Task.ContinueWith(_ => inputFailed.Cancel(), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        var ending = EndAsync();
        try
        {
            await PrintAllAsync(output, inputFailed.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_inputEnded.Task.IsFaulted)
        {
            await _inputEnded.Task.ConfigureAwait(false);
        }

        var isTaken = _isTaken && _connection.OutboxBytes == 0;
        var reason = await _connection.CloseAsync().ConfigureAwait(false);
        if (_inputEnded.Task.IsCompleted)
        {
            await ending.ConfigureAwait(false);
        }

        return new PipeEnd(reason, isTaken, _missing);
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
            translator.Translate(block.AsSpan(0, count), lines);
            if (!Write(lines))
            {
                return false;
            }
        }

        translator.Finish(lines);
        return Write(lines) && _connection.FlushAsync().AsTask().GetAwaiter().GetResult();
    }

    private bool Write(ArrayBufferWriter<byte> lines)
    {
        for (var rest = lines.WrittenSpan; !rest.IsEmpty;)
        {
            var piece = rest[..Math.Min(rest.Length, BlockBytes)];
            if (_connection.TryWrite(piece))
            {
                rest = rest[piece.Length..];
                _connection.Flush();
            }

            // This thread has nothing else to do than wait for the peer to read.
            var mayGoOn = _connection.OutboxBytes < _connection.Options.OutboxHighBytes || _connection.WaitToWriteAsync().AsTask().GetAwaiter().GetResult();
            if (!mayGoOn || _connection.InputEnd is LineInputEnd.Closed or LineInputEnd.Lost)
            {
                _isTaken = false;
                return false;
            }
        }

        lines.ResetWrittenCount();
        return true;
    }

    private async Task PrintAllAsync(Stream output, CancellationToken inputFailed)
    {
        var printer = Printer();
        while (await _connection.WaitToReadAsync(inputFailed).ConfigureAwait(false))
        {
            Volatile.Write(ref _heardAt, _clock.GetTimestamp());
            var lines = printer.Print(_connection, output);
            if (_missing > 0)
            {
                _missing = Math.Max(0, _missing - lines);
                if (_missing == 0)
                {
                    _enough.TrySetResult();
                }
            }
        }

        printer.Finish(output);
    }

    private ReplyPrinter Printer() => _options.OutputDelimiter.IsEmpty && _missing == 0
        ? new BytePrinter(_connection.Options.Delimiters.Longest)
        : new LinePrinter(
            _options.OutputDelimiter.IsEmpty ? _connection.Options.Delimiters.Longest : _options.OutputDelimiter,
            _connection.Options.MaxLineBytes, _options.Report);

    // What the policy asks for when the input has ended. The connection may end at any time before that is done.
    private async Task EndAsync()
    {
        await _inputEnded.Task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_inputEnded.Task.IsCompletedSuccessfully)
        {
            return;
        }

        switch (_options.EndOfInput)
        {
            case EndOfInput.HalfClose:
                await _connection.CompleteAsync().ConfigureAwait(false);
                break;
            case EndOfInput.Linger linger:
                await QuietAsync(linger.Quiet).ConfigureAwait(false);
                if (await _connection.CompleteAsync().ConfigureAwait(false))
                {
                    await QuietAsync(linger.Quiet).ConfigureAwait(false);
                }

                _connection.Close();
                break;
            case EndOfInput.Replies:
                await Task.WhenAny(_enough.Task, _connection.Completion).ConfigureAwait(false);
                _connection.Close();
                break;
            case EndOfInput.Leave:
                _connection.Close();
                break;
            default:
                break;   // to keep it open
        }
    }

    private async Task QuietAsync(TimeSpan quiet)
    {
        Volatile.Write(ref _heardAt, _clock.GetTimestamp());
        while (quiet - _clock.GetElapsedTime(Volatile.Read(ref _heardAt)) is { Ticks: > 0 } rest && !_connection.Completion.IsCompleted)
        {
            await Task.WhenAny(Task.Delay(rest, _clock), _connection.Completion).ConfigureAwait(false);
        }
    }
}
