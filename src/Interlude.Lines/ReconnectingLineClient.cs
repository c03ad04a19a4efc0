using System.Runtime.CompilerServices;

namespace Interlude.Lines;

/// <summary>Keeps a connection to a server: connects again, after pauses that grow, whenever it has ended, and says in the
/// stream of lines where the gaps are.</summary>
/// <remarks>
/// <para>It has no task of its own: connecting, waiting and reading happen while the next item of <see cref="ReadAsync"/>
/// is waited for. Writing may be done by any thread.</para>
/// <para>Nothing is sent twice. What was in the outbox when a connection was lost is lost too, since nobody knows how much
/// of it arrived; only <see cref="ReconnectOptions.Login"/> is said again. What is written in a gap follows
/// <see cref="ReconnectOptions.GapWrites"/>.</para>
/// <para><b>Which failures are tried again:</b> those of the network, <see cref="System.Net.Sockets.SocketException"/> and
/// <see cref="IOException"/>, an unknown name among them, since a network that is down knows no names. Where the next try
/// would be no better, or worse than none, the client ends with the exception: the server is not trusted, this side has no
/// certificate, or somebody has put words in before TLS (<see cref="TlsFailure.Untrusted"/>,
/// <see cref="TlsFailure.NoCertificate"/>, <see cref="TlsFailure.PlaintextFollowed"/>); and any other exception.</para>
/// </remarks>
public sealed class ReconnectingLineClient
{
    private readonly Lock _lock = new();
    private readonly Func<CancellationToken, Task<LineConnection>> _open;
    private readonly ReconnectOptions _options;
    private readonly TimeProvider _clock;
    private readonly BackOff _backOff;
    private TaskCompletionSource<bool> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LineConnection? _connection;
    private bool _reading;

    /// <summary>Makes a client. It connects when <see cref="ReadAsync"/> is enumerated.</summary>
    /// <param name="endPoint">Where to.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range.</exception>
    public ReconnectingLineClient(LineEndPoint endPoint, ReconnectOptions? options = null)
        : this(OpenerOf(endPoint, options), options)
    {
    }

    /// <summary>Makes a client of connections that are opened in a way of one's own: through a proxy, with words before
    /// TLS, to a program. It connects when <see cref="ReadAsync"/> is enumerated.</summary>
    /// <param name="open">Opens one, which is this client's from then on; called again for each.</param>
    /// <param name="options">Settings, whose <see cref="ReconnectOptions.Client"/> only tells the clock here; null for the
    /// defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range.</exception>
    public ReconnectingLineClient(Func<CancellationToken, Task<LineConnection>> open, ReconnectOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(open);
        _open = open;
        _options = options ?? new ReconnectOptions();
        _options.Validate();
        _clock = _options.Client.Connection.TimeProvider;
        _backOff = new BackOff(_options.FirstPause, _options.LongestPause,
            _options.Seed ?? (ulong)Random.Shared.NextInt64());
    }

    /// <summary>The connection, logged in, for what this class does not offer; null in a gap. Read by
    /// <see cref="ReadAsync"/> alone, and it may end at any time.</summary>
    public LineConnection? Connection
    {
        get
        {
            lock (_lock)
            {
                return _connection;
            }
        }
    }

    /// <summary>All that happens, without end: <c>(Retrying* Connected (Line | TooLong | Unterminated)* Lost)*</c>. Leaving
    /// the loop closes the connection in good order, within the bounds of its options. One caller at a time; when it has
    /// ended it may be called again.</summary>
    /// <param name="cancellationToken">Stops the client.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <exception cref="TlsHandshakeException">A server is not to be talked with, however often it is tried.</exception>
    /// <exception cref="InvalidOperationException">Somebody else is reading.</exception>
    public async IAsyncEnumerable<LineClientItem> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Begin();
        try
        {
            LineCloseReason? lost = null;
            long lostAt = 0;
            while (true)
            {
                var (connection, failure) = await TryOpenAsync(cancellationToken).ConfigureAwait(false);
                if (connection is null)
                {
                    var wait = _backOff.Next();
                    yield return new(LineClientItemKind.Retrying) { Failure = failure, Pause = wait };
                    await Task.Delay(wait, _clock, cancellationToken).ConfigureAwait(false);
                    continue;
                }

                var openedAt = _clock.GetTimestamp();
                try
                {
                    Set(connection);
                    var gap = lost is null ? null : new LineGap(lost, _clock.GetElapsedTime(lostAt, openedAt));
                    yield return new(LineClientItemKind.Connected) { Gap = gap };
                    while (await connection.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
                    {
                        while (TryRead(connection, out var item))
                        {
                            yield return item;
                        }

                        connection.Flush();
                    }
                }
                finally
                {
                    Set(null);
                    lost = await connection.CloseAsync().ConfigureAwait(false);
                }

                lostAt = _clock.GetTimestamp();
                if (_clock.GetElapsedTime(openedAt, lostAt) >= _options.LongestPause)
                {
                    _backOff.Reset();
                }

                var pause = _backOff.Next();
                yield return new(LineClientItemKind.Lost) { Reason = lost, Pause = pause };
                await Task.Delay(pause, _clock, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            End();
        }
    }

    /// <summary>Writes a line and the connection's <see cref="LineConnectionOptions.OutputDelimiter"/> and sends it as far
    /// as that is possible without waiting.</summary>
    /// <param name="line">Without delimiter; copied.</param>
    /// <returns>False, and nothing is written, in a gap or if the outbox has no room. True is no receipt.</returns>
    public bool TryWriteLine(ReadOnlySpan<byte> line)
    {
        if (Connection is not { } connection || !connection.TryWrite(line, connection.Options.OutputDelimiter.Span))
        {
            return false;
        }

        connection.Flush();
        return true;
    }

    /// <summary>Writes a line as <see cref="LineConnection.WriteLineAsync"/> does; in a gap as
    /// <see cref="ReconnectOptions.GapWrites"/> says.</summary>
    /// <param name="line">Without delimiter; keep it until the call completes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False if it was refused or the connection ended meanwhile; then it may or may not have arrived, and is not
    /// written again by itself. True is no receipt.</returns>
    public async ValueTask<bool> WriteLineAsync(ReadOnlyMemory<byte> line, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Task<bool> opened;
            LineConnection? connection;
            lock (_lock)
            {
                (connection, opened) = (_connection, _opened.Task);
            }

            if (connection is not null)
            {
                return await connection.WriteLineAsync(line, cancellationToken).ConfigureAwait(false);
            }

            if (_options.GapWrites == GapWritePolicy.Refuse || !await opened.WaitAsync(cancellationToken).ConfigureAwait(false))
            {
                return false;
            }
        }
    }

    private static Func<CancellationToken, Task<LineConnection>> OpenerOf(LineEndPoint endPoint, ReconnectOptions? options)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        return stop => LineClient.ConnectAsync(endPoint, options?.Client, stop);
    }

    private static bool IsFinal(Exception failure) =>
        failure is TlsHandshakeException { Failure: TlsFailure.Untrusted or TlsFailure.NoCertificate or TlsFailure.PlaintextFollowed };

    private static bool TryRead(LineConnection connection, out LineClientItem item)
    {
        var status = connection.TryRead(out var line);
        var kind = status switch
        {
            LineStatus.Line => LineClientItemKind.Line,
            LineStatus.TooLong or LineStatus.Cut => LineClientItemKind.TooLong,
            _ => LineClientItemKind.Unterminated,
        };
        item = new(kind) { Line = line };
        return status is not (LineStatus.NeedMore or LineStatus.End);
    }

    private async Task<(LineConnection? Connection, Exception? Failure)> TryOpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            var connection = await _open(cancellationToken).ConfigureAwait(false);
            await LogInAsync(connection, cancellationToken).ConfigureAwait(false);
            return (connection, null);
        }
        catch (Exception failure) when (LineTransport.IsLoss(failure) && !IsFinal(failure))
        {
            return (null, failure);
        }
    }

    private async Task LogInAsync(LineConnection connection, CancellationToken cancellationToken)
    {
        if (_options.Login is null)
        {
            return;
        }

        using var timeout = new CancellationTokenSource(_options.LoginTimeout, _clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var done = false;
        try
        {
            done = await _options.Login(connection, stop.Token).ConfigureAwait(false);
            connection.Flush();
            if (!done)
            {
                throw new IOException("the login did not come through");
            }
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new IOException($"the login took longer than {_options.LoginTimeout.TotalSeconds:0.###} s");
        }
        finally
        {
            if (!done)
            {
                connection.Abort();
            }
        }
    }

    private void Begin()
    {
        lock (_lock)
        {
            if (_reading)
            {
                throw new InvalidOperationException("This client is being read already.");
            }

            _reading = true;
            if (_opened.Task.IsCompleted)
            {
                _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    private void Set(LineConnection? connection)
    {
        lock (_lock)
        {
            _connection = connection;
            if (connection is null)
            {
                _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
            else
            {
                _opened.TrySetResult(true);
            }
        }
    }

    private void End()
    {
        lock (_lock)
        {
            _reading = false;
            _opened.TrySetResult(false);   // who waits to write would wait for ever
        }
    }
}
