using System.IO.Pipelines;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Interlude.Lines;

/// <summary>A connection to one peer that speaks in lines.</summary>
/// <remarks>
/// <para><b>Reading</b> (<see cref="WaitToReadAsync"/>, <see cref="TryRead"/>, <see cref="ReadLinesAsync"/>) belongs to one
/// caller at a time. Lines are views of the received block, valid until the next <see cref="WaitToReadAsync"/>.</para>
/// <para><b>Writing, flushing and closing</b> may be done by any number of threads, while another one reads. Each write is
/// put into the outbox whole and in order. Nothing is sent before a flush. A flush sends on the calling thread as far as
/// the kernel takes it without waiting, the rest goes on by itself; writes made meanwhile are merged into the next
/// send.</para>
/// <para><b>Ends.</b> The peer's end of input and the loss of the connection are two different signals, told apart by
/// <see cref="InputEnd"/>: after <see cref="LineInputEnd.Finished"/> one can go on writing. A connection that nobody closes
/// stays open; its owner ends it with <see cref="CloseAsync"/> or <see cref="DisposeAsync"/>. Why it ended is in
/// <see cref="Completion"/>.</para>
/// </remarks>
public sealed class LineConnection : IAsyncDisposable
{
    private readonly ReplaceableTransport _transport;
    private readonly LineReader _reader;
    private readonly Outbox _outbox;
    private readonly LineClosing _closing;
    private readonly Func<bool> _mayReceive;
    private bool _overLimit;

    /// <summary>Makes a connection of a transport. Nothing is received before the first read.</summary>
    /// <param name="transport">Open; the connection's from now on, which disposes it.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range.</exception>
    public LineConnection(LineTransport transport, LineConnectionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(transport);
        Options = options ?? new LineConnectionOptions();
        Options.Validate();
        _transport = new ReplaceableTransport(transport);
        _outbox = new Outbox(_transport, Options, () => Drained?.Invoke(this), Lost);
        _reader = new LineReader(_transport, Options, Answer);
        _closing = new LineClosing(_transport, _outbox, Options);
        _mayReceive = () => !_closing.Begun;
    }

    /// <summary>Makes a connection of a connected stream socket, with <see cref="SocketTransport"/>.</summary>
    /// <param name="socket">The connection's from now on, which disposes it.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    public static LineConnection Over(Socket socket, LineConnectionOptions? options = null) =>
        new(new SocketTransport(socket), options);

    /// <summary>Makes a connection of a stream that is read and written, with <see cref="StreamTransport"/>.</summary>
    /// <param name="stream">The connection's from now on, which disposes it.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    public static LineConnection Over(Stream stream, LineConnectionOptions? options = null) =>
        new(new StreamTransport(stream), options);

    /// <summary>Makes a connection of a pair of pipes, with <see cref="DuplexPipeTransport"/>.</summary>
    /// <param name="pipe">The connection's from now on, which completes both its ends.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    public static LineConnection Over(IDuplexPipe pipe, LineConnectionOptions? options = null) =>
        new(new DuplexPipeTransport(pipe), options);

    /// <summary>Called when the outbox has fallen to <see cref="LineConnectionOptions.OutboxLowBytes"/> after it had
    /// reached <see cref="LineConnectionOptions.OutboxHighBytes"/> or refused a write; once each time. It runs on the
    /// thread that made the last send complete, so it should only post to whoever waits. Set it before writing.</summary>
    public Action<LineConnection>? Drained { get; set; }

    /// <summary>The settings.</summary>
    public LineConnectionOptions Options { get; }

    /// <summary>The transport, for its addresses; a <see cref="TlsTransport"/> once TLS has begun, which tells what was
    /// agreed upon.</summary>
    public LineTransport Transport => _transport.Current;

    /// <summary>Bytes waiting to be sent, those in flight included.</summary>
    public int OutboxBytes => _outbox.Bytes;

    /// <summary>Whether input may still come, and if not, why.</summary>
    public LineInputEnd InputEnd =>
        _closing.Ended is { Kind: LineCloseKind.Reset or LineCloseKind.Failed or LineCloseKind.TlsFailed } ? LineInputEnd.Lost
        : _closing.Begun ? LineInputEnd.Closed
        : _overLimit ? LineInputEnd.OverLimit
        : _reader.Finished ? (_transport.InputTruncated ? LineInputEnd.Truncated : LineInputEnd.Finished)
        : LineInputEnd.Open;

    /// <summary>Ends when the connection has, exactly once, with the reason; it never fails. Continuations do not run on
    /// the thread that ended the connection.</summary>
    public Task<LineCloseReason> Completion => _closing.Completion;

    /// <summary>Waits until <see cref="TryRead"/> has something to give. Makes earlier lines invalid. Allocates nothing
    /// in steady state; an idle connection holds no buffer while it waits.</summary>
    /// <param name="cancellationToken">Ends the wait; no byte is lost.</param>
    /// <returns>False when there will be no more lines; <see cref="InputEnd"/> says why.</returns>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken = default)
    {
        while (!_overLimit && !_closing.Begun)
        {
            if (_reader.HasMore)
            {
                return true;
            }

            if (_reader.Finished || !_closing.TryBeginReceive())
            {
                break;
            }

            try
            {
                await _reader.FillAsync(_mayReceive, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception loss) when (LineTransport.IsLoss(loss))
            {
                Lost(loss);
            }
            finally
            {
                _closing.EndReceive(_reader.Finished);
            }
        }

        _reader.Release();
        return false;
    }

    /// <summary>Takes the next line, without waiting.</summary>
    /// <param name="line">With <see cref="LineStatus.Line"/>, the line without its delimiter; with
    /// <see cref="LineStatus.TooLong"/>, its beginning, as long as is allowed; with <see cref="LineStatus.Unterminated"/>
    /// the bytes that are not delivered as a line. Valid until the next <see cref="WaitToReadAsync"/>.</param>
    public LineStatus TryRead(out ReadOnlyMemory<byte> line)
    {
        if (_overLimit || _closing.Begun)
        {
            line = default;
            return LineStatus.End;
        }

        var status = _reader.TryRead(out line);
        if (status == LineStatus.TooLong && Options.OverLimit == OverLimitPolicy.Close)
        {
            _overLimit = true;
            _closing.Intend(LineCloseKind.OverLimit);
        }

        var delivers = Options.Unterminated == UnterminatedPolicy.Deliver && !_transport.InputTruncated;
        return status == LineStatus.Unterminated && delivers ? LineStatus.Line : status;
    }

    /// <summary>All lines until the input ends (<see cref="InputEnd"/> says how). Each is valid until the next is asked
    /// for. Lines that are too long or unterminated and dropped are left out. What was written is flushed before
    /// waiting.</summary>
    /// <param name="cancellationToken">Ends the wait; no byte is lost.</param>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadLinesAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (await WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            LineStatus status;
            while ((status = TryRead(out var line)) is not (LineStatus.NeedMore or LineStatus.End))
            {
                if (status == LineStatus.Line)
                {
                    yield return line;
                }
            }

            Flush();
        }
    }

    /// <summary>Puts bytes into the outbox, whole or not at all; copied.</summary>
    /// <returns>False, and nothing is written, if the outbox would pass
    /// <see cref="LineConnectionOptions.OutboxLimitBytes"/> or the connection takes no more writes.</returns>
    public bool TryWrite(ReadOnlySpan<byte> bytes) => _outbox.TryWrite(bytes, default, default);

    /// <summary>Puts up to three pieces into the outbox as one, whole or not at all; copied.</summary>
    /// <returns>As for one piece.</returns>
    public bool TryWrite(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third = default) =>
        _outbox.TryWrite(first, second, third);

    /// <summary>Sends what waits, without waiting itself.</summary>
    public void Flush() => _outbox.Flush();

    /// <summary>Flushes and waits until everything written so far has been handed to the transport.</summary>
    /// <param name="cancellationToken">Ends the wait; what was written stays written.</param>
    /// <returns>False if the connection ended first.</returns>
    public ValueTask<bool> FlushAsync(CancellationToken cancellationToken = default) => SentAsync(0, cancellationToken);

    /// <summary>Flushes and waits until no more than <see cref="LineConnectionOptions.OutboxLowBytes"/> of what was
    /// written so far are waiting.</summary>
    /// <param name="cancellationToken">Ends the wait; what was written stays written.</param>
    /// <returns>False if the connection ended first.</returns>
    public ValueTask<bool> WaitToWriteAsync(CancellationToken cancellationToken = default) =>
        SentAsync(Options.OutboxLowBytes, cancellationToken);

    /// <summary>Writes a line and <see cref="LineConnectionOptions.OutputDelimiter"/>, flushes, and waits while the outbox
    /// is over its high mark or has no room. A line that could never fit is refused.</summary>
    /// <param name="line">Without delimiter; read before the first wait is over, so keep it until then.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False if the line was not written: the connection takes no more writes.</returns>
    /// <exception cref="ArgumentException">The line is longer than the outbox may ever hold.</exception>
    public async ValueTask<bool> WriteLineAsync(ReadOnlyMemory<byte> line, CancellationToken cancellationToken = default)
    {
        if ((long)line.Length + Options.OutputDelimiter.Length > Options.OutboxLimitBytes)
        {
            throw new ArgumentException($"A line of {line.Length} bytes never fits into an outbox of "
                + $"{Options.OutboxLimitBytes}; raise OutboxLimitBytes.", nameof(line));
        }

        while (!TryWrite(line.Span, Options.OutputDelimiter.Span))
        {
            if (_outbox.IsComplete || !await FlushAsync(cancellationToken).ConfigureAwait(false))
            {
                return false;
            }
        }

        Flush();
        return OutboxBytes < Options.OutboxHighBytes || await WaitToWriteAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends our sending once everything owed is sent (the peer sees the end of our input); reading goes on.
    /// Writes are refused from here on. Over a transport without <see cref="LineTransport.CanEndSending"/> the peer sees it
    /// only when the connection closes.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False if the connection ended first.</returns>
    public async ValueTask<bool> CompleteAsync(CancellationToken cancellationToken = default)
    {
        _outbox.Complete();
        if (!await FlushAsync(cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        try
        {
            return await _closing.EndSendingAsync().ConfigureAwait(false);
        }
        catch (TimeoutException late)
        {
            _closing.Abort(new LineCloseReason(LineCloseKind.TimedOut, late));
            return false;
        }
        catch (Exception loss) when (LineTransport.IsLoss(loss))
        {
            Lost(loss);
            return false;
        }
    }

    /// <summary>Goes over to TLS as the server (STARTTLS), with lines before and after it.</summary>
    /// <remarks>
    /// <para>It is the reader's to call: after <see cref="TryRead"/> gave the line that led to it, and before the next
    /// <see cref="WaitToReadAsync"/>; also before the first. Earlier lines become invalid. Nobody may be waiting to read
    /// meanwhile; writing, flushing and closing may go on.</para>
    /// <para>What was written before the call, such as the reply that tells the peer to begin, is sent in the clear; what
    /// is written after it waits, and is sent under TLS. If anything was received after the line that led to it, it fails
    /// with <see cref="TlsFailure.PlaintextFollowed"/>, and nothing of that is ever delivered as a line.</para>
    /// <para>If it fails the connection is aborted, and <see cref="Completion"/> says <see cref="LineCloseKind.TlsFailed"/>.
    /// Time limits run on <see cref="LineConnectionOptions.TimeProvider"/>.</para>
    /// </remarks>
    /// <param name="tls">Settings.</param>
    /// <param name="cancellationToken">Aborts the connection.</param>
    /// <exception cref="TlsHandshakeException">It failed; the exception says why.</exception>
    /// <exception cref="InvalidOperationException">There is TLS already, or somebody is reading.</exception>
    public Task StartTlsAsync(TlsServerOptions tls, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tls);
        return new TlsUpgrade(_transport, _reader, _outbox, _closing, Options).RunAsync(tls, cancellationToken);
    }

    /// <summary>Goes over to TLS as the client (STARTTLS), after the server's line that agrees to it.</summary>
    /// <inheritdoc cref="StartTlsAsync(TlsServerOptions, CancellationToken)"/>
    /// <exception cref="ArgumentException">The server's name is to be checked, and not given.</exception>
    public Task StartTlsAsync(TlsClientOptions tls, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tls);
        _ = tls.NameToCheck;
        return new TlsUpgrade(_transport, _reader, _outbox, _closing, Options).RunAsync(tls, cancellationToken);
    }

    /// <summary>Begins to close in good order, and does not wait: no more lines are delivered and no writes taken, what
    /// is owed is sent, then our end is told to the peer, and what it still sends is read and discarded until it ends too
    /// or a bound of the options is reached. Calling it again does nothing.</summary>
    public void Close() => _closing.Begin();

    /// <summary>Closes as <see cref="Close"/> does and waits for the end.</summary>
    /// <returns>Why the connection ended, as in <see cref="Completion"/>.</returns>
    public Task<LineCloseReason> CloseAsync()
    {
        _closing.Begin();
        return Completion;
    }

    /// <summary>Drops the connection at once; what is owed is lost.</summary>
    /// <param name="reason">What <see cref="Completion"/> will say, unless the connection has ended already; null for
    /// <see cref="LineCloseKind.ClosedHere"/>.</param>
    public void Abort(LineCloseReason? reason = null) => _closing.Abort(reason ?? LineCloseReason.ClosedHere);

    /// <summary>Closes in good order, within the bounds of the options.</summary>
    public async ValueTask DisposeAsync() => await CloseAsync().ConfigureAwait(false);

    private ValueTask<bool> SentAsync(int except, CancellationToken cancellationToken)
    {
        _outbox.Flush();
        var sent = _outbox.WaitSentAsync(except);
        return sent.IsCompleted || !cancellationToken.CanBeCanceled
            ? sent
            : new(sent.AsTask().WaitAsync(cancellationToken));
    }

    private void Lost(Exception loss) => _closing.Abort(new LineCloseReason(LineCloseKind.Reset, loss));

    private void Answer(ReadOnlyMemory<byte> answer)
    {
        // If the outbox is full the answer is dropped: options stay as they are, which is what every answer says.
        _outbox.TryWrite(answer.Span, default, default);
        _outbox.Flush();
    }
}
