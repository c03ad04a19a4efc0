using System.IO.Pipelines;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Interlude.Lines;

/// <summary>A connection to one peer that speaks in lines.</summary>
/// <remarks>
/// <para><b>Reading</b> (<see cref="WaitToReadAsync"/>, <see cref="TryRead"/>, <see cref="ReadLinesAsync"/>) belongs to one caller at a time. Lines
/// are views of the received block, valid until the next <see cref="WaitToReadAsync"/>.</para>
/// <para><b>Writing, flushing and closing</b> may be done by any number of threads, while another one reads. Each write is put into the outbox whole
/// and in order. Nothing is sent before a flush, but by <see cref="TrySend"/>. Both send on the calling thread as far as the kernel takes it without
/// waiting, the rest goes on by itself; writes made meanwhile are merged into the next send.</para>
/// <para><b>Ends.</b> The peer's end of input and the loss of the connection are two different signals, told apart by <see cref="InputEnd"/>: after
/// <see cref="LineInputEnd.Finished"/> one can go on writing. A connection that nobody closes stays open; its owner ends it with
/// <see cref="CloseAsync"/> or <see cref="DisposeAsync"/>. Why it ended is in <see cref="Completion"/>.</para>
/// </remarks>
public sealed class LineConnection : IConnectionParts, IAsyncDisposable
{
    private readonly ReplaceableTransport _transport;
    private readonly LineReader _reader;
    private readonly Outbox _outbox;
    private readonly LineClosing _closing;
    private readonly LineInput _input;

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
        var deadlines = Deadlines.Of(Options, TimedOut);
        _outbox = new Outbox(_transport, Options, deadlines, this);
        _reader = new LineReader(Options, this);
        var lines = Options.Metrics is { } metrics ? new LineCount(metrics) : null;
        _closing = new LineClosing(_transport, _outbox, Options, deadlines, lines);
        _input = new LineInput(_reader, _closing, Options, _transport, deadlines, lines);
        Options.Metrics?.Opened();
    }

    /// <summary>Makes a connection of a connected stream socket, with <see cref="SocketTransport"/>.</summary>
    /// <param name="socket">The connection's from now on, which disposes it.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <exception cref="SocketException">It is not connected, or gone already; the socket is still the caller's.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range.</exception>
    public static LineConnection Over(Socket socket, LineConnectionOptions? options = null) =>
        new(new SocketTransport(socket), options);

    /// <summary>Makes a connection of a stream that is read and written, with <see cref="StreamTransport"/>.</summary>
    /// <param name="stream">The connection's from now on, which disposes it.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <exception cref="ArgumentException">The stream cannot be both read and written, or a setting is out of
    /// range.</exception>
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

    /// <summary>The most bytes that have ever waited to be sent.</summary>
    public int OutboxPeakBytes => _outbox.PeakBytes;

    /// <summary>Cancelled when the owner is asked to finish: <see cref="RequestStop"/>. Never by the peer.</summary>
    public CancellationToken Stopping => _input.Stop.Token;

    /// <summary>Whether the owner has been asked to finish.</summary>
    public bool IsStopRequested => _input.Stop.IsMade;

    /// <summary>Whether input may still come, and if not, why.</summary>
    public LineInputEnd InputEnd =>
        _closing.Ended is { Kind: LineCloseKind.Reset or LineCloseKind.Failed or LineCloseKind.TlsFailed } ? LineInputEnd.Lost
        : _closing.Begun ? LineInputEnd.Closed
        : _input.OverLimit ? LineInputEnd.OverLimit
        : _input.TimedOutBy != LineTimeout.None ? LineInputEnd.TimedOut
        : _reader.Finished ? (_transport.InputTruncated ? LineInputEnd.Truncated : LineInputEnd.Finished)
        : LineInputEnd.Open;

    /// <summary>With <see cref="LineInputEnd.TimedOut"/>, which time limit passed.</summary>
    public LineTimeout TimedOutBy => _input.TimedOutBy;

    /// <summary>Ends when the connection has, exactly once, with the reason; it never fails. Continuations do not run on
    /// the thread that ended the connection.</summary>
    public Task<LineCloseReason> Completion => _closing.Completion;

    /// <summary>Waits until <see cref="TryRead"/> has something to give. Makes earlier lines invalid. Allocates nothing
    /// in steady state; an idle connection holds no buffer while it waits.</summary>
    /// <param name="cancellationToken">Ends the wait; no byte is lost.</param>
    /// <returns>False when there will be no more lines; <see cref="InputEnd"/> says why. It returns at once when the connection is closed here
    /// or a time limit passes, and with true, though there may be nothing, when <see cref="RequestStop"/> is called.</returns>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken = default) =>
        _input.WaitToReadAsync(cancellationToken);

    /// <summary>Takes the next line, without waiting.</summary>
    /// <param name="line">With <see cref="LineStatus.Line"/>, the line without its delimiter; with
    /// <see cref="LineStatus.TooLong"/> or <see cref="LineStatus.Cut"/>, its beginning, as long as is allowed; with <see cref="LineStatus.Unterminated"/>
    /// the bytes that are not delivered as a line. Valid until the next <see cref="WaitToReadAsync"/>.</param>
    /// <returns>What was found; <see cref="LineStatus.NeedMore"/> if nothing is there or somebody waits to read, never
    /// <see cref="LineStatus.Raw"/>.</returns>
    public LineStatus TryRead(out ReadOnlyMemory<byte> line) => _input.TryRead(out line);

    /// <summary>Takes bytes as they are, without waiting and without looking for lines: for a block in the midst of lines. Reading lines and
    /// reading raw may alternate at any time.</summary>
    /// <remarks>The bytes begin right after the delimiter of the last line that was taken, however the stream was cut; those already received are
    /// the first. Two things are passed over, as they are when lines are read: the rest of a longer delimiter (after a line that ended at CR, one
    /// LF, if <see cref="Delimiters"/> has both), and of a line that was too long. <see cref="LineConnectionOptions.MaxLineBytes"/> does not apply
    /// to raw bytes; <see cref="LineConnectionOptions.Filter"/> does. See also <see cref="RawReading"/>.</remarks>
    /// <param name="mostBytes">How many to take at most; at least 1.</param>
    /// <param name="bytes">With <see cref="LineStatus.Raw"/>, at least one byte, valid until the next <see cref="WaitToReadAsync"/>.</param>
    /// <returns><see cref="LineStatus.Raw"/>, <see cref="LineStatus.NeedMore"/> or <see cref="LineStatus.End"/>. Call it
    /// before waiting: what is there of an unfinished line is raw as well.</returns>
    public LineStatus TryReadRaw(int mostBytes, out ReadOnlyMemory<byte> bytes) => _input.TryReadRaw(mostBytes, out bytes);

    /// <summary>Gives back the last bytes of what <see cref="TryReadRaw"/> gave, to be read again as lines or raw: the way
    /// out of a block whose end is found in its bytes. Before the next wait only.</summary>
    /// <param name="bytes">How many; at most as many as the last call gave.</param>
    /// <exception cref="ArgumentOutOfRangeException">It did not give so many, or lines were read since.</exception>
    public void PutBackRaw(int bytes) => _reader.PutBack(bytes);

    /// <summary>All lines until the input ends (<see cref="InputEnd"/> says how). Each is valid until the next is asked
    /// for. Lines that are too long or unterminated and dropped are left out; cut ones are not. What was written is flushed
    /// before waiting.</summary>
    /// <param name="cancellationToken">Ends the wait; no byte is lost.</param>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadLinesAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (await WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            LineStatus status;
            while ((status = TryRead(out var line)) is not (LineStatus.NeedMore or LineStatus.End))
            {
                if (status is LineStatus.Line or LineStatus.Cut)
                {
                    yield return line;
                }
            }

            Flush();
        }
    }

    /// <summary>The next line; what was written is flushed before waiting. For many, <see cref="ReadLinesAsync"/>.</summary>
    /// <param name="cancellationToken">Ends the wait; no byte is lost.</param>
    /// <returns>Valid until the next read that waits; null when there will be no more (<see cref="InputEnd"/> says why). Lines that are too long
    /// or unterminated and dropped are left out.</returns>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadLineAsync(CancellationToken cancellationToken = default)
    {
        do
        {
            LineStatus status;
            while ((status = TryRead(out var line)) is not (LineStatus.NeedMore or LineStatus.End))
            {
                if (status is LineStatus.Line or LineStatus.Cut)
                {
                    return line;
                }
            }

            Flush();
        }
        while (await WaitToReadAsync(cancellationToken).ConfigureAwait(false));

        return null;
    }

    /// <summary>Puts bytes into the outbox, whole or not at all; copied. Any thread may call it; nothing is sent before a
    /// flush.</summary>
    /// <param name="bytes">With delimiters, if they are lines.</param>
    /// <returns>False, and nothing is written, if the outbox would pass
    /// <see cref="LineConnectionOptions.OutboxLimitBytes"/> or the connection takes no more writes.</returns>
    /// <remarks>Beyond the limit, with <see cref="OutboxFullPolicy.Disconnect"/>, the connection is aborted.</remarks>
    public bool TryWrite(ReadOnlySpan<byte> bytes) => TryWrite(bytes, default);

    /// <summary>Puts up to three pieces into the outbox as one, such as a line and its delimiter, whole or not at all;
    /// copied.</summary>
    /// <param name="first">The first piece.</param>
    /// <param name="second">What follows it at once.</param>
    /// <param name="third">What follows that.</param>
    /// <returns>As for one piece.</returns>
    public bool TryWrite(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third = default)
    {
        var written = _outbox.TryWrite(first, second, third);
        if (!written && !_outbox.IsComplete)
        {
            Options.Metrics?.OutboxFull();
            if (Options.OutboxFull == OutboxFullPolicy.Disconnect)
            {
                Abort(new LineCloseReason(LineCloseKind.OutboxFull));
            }
        }

        return written;
    }

    /// <summary>Puts pieces into the outbox in order, each whole and copied: for less than one by one. Nothing is sent.</summary>
    /// <param name="limitBytes">The most bytes that may wait then; below the options' limit it leaves room for last words.</param>
    /// <param name="pieces">With delimiters, if they are lines.</param>
    /// <returns>How many were written: not all if there is no more room or no more writes are taken, of which nothing else comes.</returns>
    public int WriteWithin(int limitBytes, ReadOnlySpan<ReadOnlyMemory<byte>> pieces) =>
        _outbox.WriteWithin(Math.Min(limitBytes, Options.OutboxLimitBytes), pieces);

    /// <summary>Sends bytes from where they are, for less than writing and flushing, if nothing waits to be sent before them; what is not
    /// taken without waiting is copied, and sent by itself.</summary>
    /// <param name="limitBytes">As in <see cref="WriteWithin"/>.</param>
    /// <param name="bytes">With delimiters, if they are lines.</param>
    /// <returns>False, and nothing is done or counted, if they have to be written, which may be refused.</returns>
    public bool TrySend(int limitBytes, ReadOnlySpan<byte> bytes) =>
        _outbox.TrySend(Math.Min(limitBytes, Options.OutboxLimitBytes), bytes);

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
    /// <returns>False if the connection took no more writes, or ended before its outbox had fallen again.</returns>
    /// <exception cref="ArgumentException">The line is longer than the outbox may ever hold.</exception>
    public async ValueTask<bool> WriteLineAsync(ReadOnlyMemory<byte> line, CancellationToken cancellationToken = default)
    {
        if (_outbox.LengthOf(line.Span) + _outbox.LengthOf(Options.OutputDelimiter.Span) > Options.OutboxLimitBytes)
        {
            throw new ArgumentException($"A line of {line.Length} bytes never fits into an outbox of "
                + $"{Options.OutboxLimitBytes}; raise OutboxLimitBytes.", nameof(line));
        }

        while (!_outbox.TryWrite(line.Span, Options.OutputDelimiter.Span, default))
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
            _closing.Abort(LineCloseReason.TimedOut(LineTimeout.Close, late));
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
    /// <para>It is the reader's to call: after <see cref="TryRead"/> gave the line that led to it, and before the next <see cref="WaitToReadAsync"/>;
    /// also before the first. Earlier lines become invalid. Nobody may be waiting to read meanwhile; writing, flushing and closing may go on.</para>
    /// <para>What was written before the call, such as the reply that tells the peer to begin, is sent in the clear; what is written after it
    /// waits, and is sent under TLS. If anything was received after the line that led to it, it fails with
    /// <see cref="TlsFailure.PlaintextFollowed"/>, and nothing of that is ever delivered as a line.</para>
    /// <para>If it fails the connection is aborted, and <see cref="Completion"/> says <see cref="LineCloseKind.TlsFailed"/>. Only where it cannot
    /// begin, because either side has ended already, the connection stays as it is. Time limits run on <see cref="LineConnectionOptions.TimeProvider"/>.</para>
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

    /// <summary>Begins to close in good order, and does not wait: no more lines are delivered and no writes taken, what is owed is sent, then
    /// our end is told to the peer, and what it still sends is read and discarded until it ends too or a bound of the options is reached.
    /// Calling it again does nothing.</summary>
    public void Close()
    {
        _closing.Begin();
        _input.Interrupt();
    }

    /// <summary>Closes as <see cref="Close"/> does and waits for the end.</summary>
    /// <returns>Why the connection ended, as in <see cref="Completion"/>.</returns>
    public Task<LineCloseReason> CloseAsync()
    {
        Close();
        return Completion;
    }

    /// <summary>Asks the owner to finish and close, as a listener does that stops: sets <see cref="IsStopRequested"/>, cancels
    /// <see cref="Stopping"/>, and lets a waiting <see cref="WaitToReadAsync"/> return once with true. Nothing else happens by itself.</summary>
    public void RequestStop()
    {
        _input.Stop.Make();
        _input.Interrupt();
    }

    /// <summary>Drops the connection at once; what is owed is lost.</summary>
    /// <param name="reason">What <see cref="Completion"/> will say, unless the connection has ended already; null for
    /// <see cref="LineCloseKind.ClosedHere"/>.</param>
    public void Abort(LineCloseReason? reason = null) => _closing.Abort(reason ?? LineCloseReason.ClosedHere);

    /// <summary>Closes in good order, within the bounds of the options.</summary>
    public async ValueTask DisposeAsync() => await CloseAsync().ConfigureAwait(false);

    /// <summary>Ends the connection now: without loss if nothing is owed any more, otherwise by aborting it.</summary>
    /// <returns>Whether it was aborted.</returns>
    internal bool EndNow() => _closing.EndNow();

    /// <summary>Has a roll told when the connection is over, once; at once if it is.</summary>
    internal void TellOfEnd(ConnectionRoll roll) => _closing.TellOfEnd(roll, this);

    private void TimedOut(LineTimeout limit)
    {
        Options.Metrics?.TimedOut(limit);
        if (limit == LineTimeout.Write)
        {
            Abort(LineCloseReason.TimedOut(limit));
        }
        else
        {
            _input.TimeOut(limit);
        }
    }

    private ValueTask<bool> SentAsync(int except, CancellationToken cancellationToken)
    {
        _outbox.Flush();
        var sent = _outbox.WaitSentAsync(except);
        return sent.IsCompleted || !cancellationToken.CanBeCanceled ? sent : new(sent.AsTask().WaitAsync(cancellationToken));
    }

    private void Lost(Exception loss) => _closing.Abort(new LineCloseReason(LineCloseKind.Reset, loss));

    void IConnectionParts.Lost(Exception loss) => Lost(loss);

    void IConnectionParts.Drained() => Drained?.Invoke(this);

    void IConnectionParts.Answer(ReadOnlyMemory<byte> answer) => _outbox.Answer(answer.Span);
}
