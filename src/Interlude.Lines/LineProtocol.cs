namespace Interlude.Lines;

/// <summary>A protocol written as callbacks: one instance for each connection, driven by <see cref="RunAsync"/>.</summary>
/// <remarks>The callbacks of one instance never run at the same time, and run on whatever thread received the bytes, so
/// they should not block. What they write is flushed when the lines received so far have been handed over. While more than
/// <see cref="LineConnectionOptions.OutboxHighBytes"/> wait for the peer to read, it is given no more lines and its input
/// is not read.</remarks>
public abstract class LineProtocol
{
    private TlsServerOptions? _startTls;
    private LineConnection? _connection;

    /// <summary>The connection it runs on: where to write, and what to close.</summary>
    /// <exception cref="InvalidOperationException">It does not run yet.</exception>
    protected LineConnection Connection => _connection
        ?? throw new InvalidOperationException("The protocol has no connection before Connected.");

    /// <summary>How many of the next bytes are not lines but go to <see cref="RawReceived"/>. Set it in a callback; they
    /// begin right after the line at hand. <see cref="long.MaxValue"/> is without end.</summary>
    protected long RawBytes { get; set; }

    /// <summary>The connection is open. The first callback.</summary>
    /// <param name="connection">The same as <see cref="Connection"/> from here on.</param>
    public virtual void Connected(LineConnection connection)
    {
    }

    /// <summary>A line was received.</summary>
    /// <param name="line">Without its delimiter. Valid during the call only.</param>
    public abstract void LineReceived(ReadOnlySpan<byte> line);

    /// <summary>A line was longer than allowed. With <see cref="OverLimitPolicy.Close"/> the connection closes after this
    /// call; what is written here is still sent.</summary>
    /// <param name="beginning">As much of it as is allowed. Valid during the call only.</param>
    public virtual void LineTooLong(ReadOnlySpan<byte> beginning)
    {
    }

    /// <summary>A line was longer than allowed and the policy is <see cref="OverLimitPolicy.Cut"/>. Unless overridden, it is
    /// <see cref="LineReceived"/> like any other.</summary>
    /// <param name="beginning">As much of it as is allowed. Valid during the call only.</param>
    public virtual void LineCut(ReadOnlySpan<byte> beginning) => LineReceived(beginning);

    /// <summary>Raw bytes were received, because <see cref="RawBytes"/> is not 0.</summary>
    /// <param name="bytes">At least one, and no more than <see cref="RawBytes"/> says, which counts them off after the
    /// call. Valid during the call only.</param>
    /// <returns>How many were taken. Fewer than were given ends the raw block: the rest is lines.</returns>
    public virtual int RawReceived(ReadOnlySpan<byte> bytes) => bytes.Length;

    /// <summary>The input ended in the middle of a line, and the policy is <see cref="UnterminatedPolicy.Drop"/>.</summary>
    /// <param name="rest">The bytes that are not delivered as a line. Valid during the call only.</param>
    public virtual void UnterminatedDropped(ReadOnlySpan<byte> rest)
    {
    }

    /// <summary>TLS has begun, as was asked for with <see cref="StartTls"/>. If it cannot begin, the connection ends and
    /// <see cref="Disconnected"/> says why.</summary>
    public virtual void TlsStarted()
    {
    }

    /// <summary>A time limit of reading passed. The connection closes after this call; what is written here is still
    /// sent.</summary>
    /// <param name="limit">Which one.</param>
    public virtual void TimedOut(LineTimeout limit)
    {
    }

    /// <summary>The owner of the listener stops it (<see cref="LineConnection.RequestStop"/>). Unless overridden, the
    /// connection closes in good order; a protocol that has more to do closes it when that is done, and is cut off when the
    /// listener's patience ends. Called between other callbacks, once.</summary>
    /// <param name="connection">Where to write, and what to close.</param>
    public virtual void StopRequested(LineConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        connection.Close();
    }

    /// <summary>The peer has ended its input, under TLS also without having said so
    /// (<see cref="LineInputEnd.Truncated"/>); it can still be written to. The connection closes after this call, when what
    /// is owed has been sent.</summary>
    public virtual void InputFinished()
    {
    }

    /// <summary>The connection has ended. The last callback, called exactly once.</summary>
    /// <param name="reason">Why.</param>
    public virtual void Disconnected(LineCloseReason reason)
    {
    }

    /// <summary>Goes over to TLS as the server (STARTTLS) when <see cref="LineReceived"/>, which is where to call this,
    /// returns; what it wrote goes in the clear. The rules are those of
    /// <see cref="LineConnection.StartTlsAsync(TlsServerOptions, CancellationToken)"/>.</summary>
    /// <param name="tls">Settings.</param>
    protected void StartTls(TlsServerOptions tls)
    {
        ArgumentNullException.ThrowIfNull(tls);
        _startTls = tls;
    }

    /// <summary>Runs a protocol on a connection until that ends.</summary>
    /// <param name="connection">Read by nobody else; closed at the end, in good order.</param>
    /// <param name="protocol">An instance of its own.</param>
    /// <returns>Why the connection ended.</returns>
    /// <remarks>An exception of a callback aborts the connection, is given to <see cref="Disconnected"/> as
    /// <see cref="LineCloseKind.Failed"/>, and is thrown on to whoever awaits this.</remarks>
    public static async Task<LineCloseReason> RunAsync(LineConnection connection, LineProtocol protocol)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(protocol);
        protocol._connection = connection;
        try
        {
            protocol.Connected(connection);
            connection.Flush();
            var stopping = false;
            while (await connection.WaitToReadAsync().ConfigureAwait(false))
            {
                if (connection.IsStopRequested && !stopping)
                {
                    stopping = true;
                    protocol.StopRequested(connection);
                }

                while (protocol.Take(connection))
                {
                    if (protocol._startTls is { } tls)
                    {
                        protocol._startTls = null;
                        await connection.StartTlsAsync(tls).ConfigureAwait(false);
                        protocol.TlsStarted();
                        break;
                    }

                    if (connection.OutboxBytes >= connection.Options.OutboxHighBytes
                        && !await connection.WaitToWriteAsync().ConfigureAwait(false))
                    {
                        break;
                    }
                }

                connection.Flush();
            }

            if (connection.InputEnd is LineInputEnd.Finished or LineInputEnd.Truncated)
            {
                protocol.InputFinished();
            }
            else if (connection.InputEnd == LineInputEnd.TimedOut)
            {
                protocol.TimedOut(connection.TimedOutBy);
            }
        }
        catch (TlsHandshakeException)
        {
            // The peer's doing; the connection has ended, and its reason says so.
        }
        catch (Exception failure)
        {
            LineLog.ProtocolFailed(connection.Options.Log, failure, connection.Transport.RemoteName);
            connection.Abort(new LineCloseReason(LineCloseKind.Failed, failure));
            protocol.Disconnected(await connection.Completion.ConfigureAwait(false));
            throw;
        }

        var reason = await connection.CloseAsync().ConfigureAwait(false);
        protocol.Disconnected(reason);
        return reason;
    }

    private bool Take(LineConnection connection)
    {
        if (RawBytes > 0)
        {
            return TakeRaw(connection);
        }

        switch (connection.TryRead(out var line))
        {
            case LineStatus.Line:
                LineReceived(line.Span);
                return true;
            case LineStatus.Cut:
                LineCut(line.Span);
                return true;
            case LineStatus.TooLong:
                LineTooLong(line.Span);
                return true;
            case LineStatus.Unterminated:
                UnterminatedDropped(line.Span);
                return true;
            default:
                return false;
        }
    }

    private bool TakeRaw(LineConnection connection)
    {
        if (connection.TryReadRaw((int)Math.Min(RawBytes, int.MaxValue), out var bytes) != LineStatus.Raw)
        {
            return false;
        }

        var taken = RawReceived(bytes.Span);
        if (taken < bytes.Length)
        {
            connection.PutBackRaw(bytes.Length - taken);
            RawBytes = 0;
        }
        else if (RawBytes != long.MaxValue)
        {
            RawBytes -= taken;
        }

        return true;
    }
}
