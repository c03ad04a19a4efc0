using System.Net;
using System.Net.Sockets;

namespace Interlude.Lines;

/// <summary>Listens on one <see cref="LineEndPoint"/>, which may mean several sockets, and makes connections of what
/// arrives.</summary>
public sealed class LineListener : IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly List<Socket> _sockets;
    private readonly UnixSocketFile? _file;
    private readonly LineListenerOptions _options;
    private readonly ConnectionRoll _roll;
    private readonly RefusedConnections _refused;
    private readonly CancellationTokenSource _stop = new();
    private bool _started;
    private long _acceptedCount;
    private Task _accepting = Task.CompletedTask;
    private PendingHandshakes? _handshakes;

    private LineListener(
        List<Socket> sockets, LineEndPoint endPoint, string? notice, LineListenerOptions options, UnixSocketFile? file = null)
    {
        _sockets = sockets;
        _file = file;
        _options = options;
        _roll = new ConnectionRoll(options.MaxConnections, options.MaxConnectionsPerAddress);
        _refused = new RefusedConnections(options);
        EndPoint = endPoint;
        Notice = notice;
    }

    /// <summary>Where it listens, with the port it got.</summary>
    public LineEndPoint EndPoint { get; }

    /// <summary>What the operator should know about the sockets, such as that there is no IPv6; null if nothing.</summary>
    public string? Notice { get; }

    /// <summary>The addresses of the sockets.</summary>
    public IReadOnlyList<EndPoint> LocalEndPoints => [.. _sockets.Select(s => s.LocalEndPoint!)];

    /// <summary>How many of its connections are open, those that linger included.</summary>
    public int OpenConnections => _roll.Count;

    /// <summary>How many connections it has ever handed over.</summary>
    public long AcceptedConnections => Interlocked.Read(ref _acceptedCount);

    /// <summary>How many it has ever refused for its limits.</summary>
    public long RefusedConnections => _refused.Count;

    /// <summary>Opens the sockets; connections wait in the kernel until <see cref="Start(Func{LineProtocol})"/>. The file of a Unix socket that
    /// nobody answers any more is replaced, anything else in its place is left alone.</summary>
    /// <param name="endPoint">Where. The name <c>localhost</c> binds 127.0.0.1 and ::1, with one port number, and <c>*</c>
    /// all addresses of both families.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <exception cref="SocketException">It cannot be listened on: in use, not ours, no such name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range, or a Unix path is too long.</exception>
    public static LineListener Open(LineEndPoint endPoint, LineListenerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        options ??= new LineListenerOptions();
        options.Validate();
        switch (endPoint)
        {
            case LineEndPoint.Unix unix:
                var (socket, file) = UnixSocketFile.Open(unix.Path, options);
                return new([socket], unix, null, options, file);
            case LineEndPoint.UnixAbstract { Name: var name }:
                return new([ListeningSocket.OpenAbstract(name, options)], endPoint, null, options);
            case LineEndPoint.Tcp tcp:
                var sockets = ListeningSocket.OpenTcp(tcp, options, out var notice);
                var port = ((IPEndPoint)sockets[0].LocalEndPoint!).Port;
                return new(sockets, tcp with { Port = port }, notice, options);
            default:
                throw new ArgumentException($"Cannot listen on {endPoint}.", nameof(endPoint));
        }
    }

    /// <summary>Begins to accept. Call it once; not after the listener was stopped or disposed.</summary>
    /// <param name="accepted">Given each connection, open and unread, to own. Called on the thread that accepted, for
    /// several sockets possibly at the same time, and with TLS on any thread once the handshake is done; it should start its
    /// work and return, and not throw, which would end the accepting and reach whoever disposes the listener.</param>
    /// <exception cref="InvalidOperationException">It has begun already.</exception>
    public void Start(Action<LineConnection> accepted)
    {
        ArgumentNullException.ThrowIfNull(accepted);
        if (Interlocked.Exchange(ref _started, true))
        {
            throw new InvalidOperationException("The listener has been started already.");
        }

        _handshakes = _options.Tls is { } tls ? new(
            tls, _options, transport => Admit(transport, accepted), transport => _refused.Part(transport, default)) : null;
        _accepting = Task.WhenAll(_sockets.Select(socket => AcceptAsync(socket, accepted)));
    }

    /// <summary>Begins to accept, and runs a protocol on each connection. Call it once.</summary>
    /// <param name="protocol">Makes the instance for one connection; may be called on any thread. If it, or a callback of the
    /// protocol, throws, that connection ends with <see cref="LineCloseKind.Failed"/> and the exception in its reason, which
    /// is logged as an error (<see cref="LineConnectionOptions.Logger"/>); the others go on.</param>
    /// <exception cref="InvalidOperationException">It has begun already.</exception>
    public void Start(Func<LineProtocol> protocol)
    {
        ArgumentNullException.ThrowIfNull(protocol);
        Start(connection => _ = RunAsync(connection, protocol));
    }

    /// <summary>Stops in good order: accepts no more (as <see cref="DisposeAsync"/>), asks the owner of each connection to
    /// finish (<see cref="LineConnection.RequestStop"/>; a <see cref="LineProtocol"/> closes unless it says otherwise), waits
    /// until all have ended, and then ends those that have not: connections that only linger are closed, others aborted.
    /// </summary>
    /// <param name="drainTime">How long to wait, by the clock of the connections.</param>
    /// <param name="cancellationToken">Cuts the wait short.</param>
    /// <returns>How many connections had to be aborted.</returns>
    public async Task<int> StopAsync(TimeSpan drainTime, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(drainTime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(drainTime, TimeSpan.FromMilliseconds(int.MaxValue));
        var disposing = DisposeAsync().AsTask();
        await disposing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var connection in _roll.All())
        {
            connection.RequestStop();
        }

        await _roll.WhenEmptyAsync()
            .WaitAsync(drainTime, _options.Connection.TimeProvider, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var aborted = _roll.All().Count(connection => connection.EndNow());
        await _roll.WhenEmptyAsync().ConfigureAwait(false);
        await disposing.ConfigureAwait(false);   // what a callback threw
        return aborted;
    }

    /// <summary>Stops accepting and closes the sockets; the file of a Unix socket is removed, unless another one has taken
    /// its place. Connections live on, except those whose TLS handshake is not done. May be called again.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _file?.Remove();
        foreach (var socket in _sockets)
        {
            socket.Dispose();
        }

        await _accepting.ConfigureAwait(false);
        if (_handshakes is not null)
        {
            await _handshakes.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task AcceptAsync(Socket socket, Action<LineConnection> accepted)
    {
        using var reserve = new DescriptorReserve();
        using var polled = _options.Poller is { } poller ? new EpollAcceptor(socket, poller) : null;
        var pause = FirstPause;
        while (!_stop.IsCancellationRequested)
        {
            SocketTransport? transport;
            try
            {
                transport = TryOpen(polled is null
                    ? await socket.AcceptAsync(_stop.Token).ConfigureAwait(false)
                    : await polled.AcceptAsync(_stop.Token).ConfigureAwait(false));
                pause = FirstPause;
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (ObjectDisposedException)
            {
                return;
            }
            catch (SocketException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (SocketException failure)
            {
                reserve.Free();
                LineLog.AcceptFailed(_options.Connection.Log, failure.SocketErrorCode, pause);
                _options.AcceptFailed?.Invoke(failure, pause);
                await PauseAsync(pause).ConfigureAwait(false);
                reserve.Fill();
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
                continue;
            }

            if (transport is null)
            {
                continue;
            }

            if (_handshakes is not null)
            {
                _handshakes.Begin(transport);
            }
            else
            {
                Admit(transport, accepted);
            }
        }
    }

    private static async Task RunAsync(LineConnection connection, Func<LineProtocol> protocol)
    {
        try
        {
            await LineProtocol.RunAsync(connection, protocol()).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            // A failed callback has been logged and has ended its connection; a factory that failed does so here.
            if (!connection.Completion.IsCompleted)
            {
                LineLog.ProtocolFailed(connection.Options.Log, failure, connection.Transport.RemoteName);
                connection.Abort(new LineCloseReason(LineCloseKind.Failed, failure));
            }
        }
    }

    // Under TLS after the handshake, so that a refused peer can read why.
    private void Admit(LineTransport transport, Action<LineConnection> accepted)
    {
        var remote = ((transport as TlsTransport)?.Inner ?? transport) is SocketTransport socket ? socket.RemoteEndPoint : null;
        if (_roll.Enter(remote) is { } refusal)
        {
            LineLog.Refused(_options.Connection.Log, transport.RemoteName, refusal);
            _refused.Refuse(transport, refusal);
            return;
        }

        LineConnection connection;
        try
        {
            connection = new LineConnection(transport, _options.Connection);
        }
        catch
        {
            _roll.Leave(remote);   // a filter's factory may throw
            transport.Abort();
            throw;
        }

        _roll.Keep(connection, remote);
        Interlocked.Increment(ref _acceptedCount);
        LineLog.Accepted(_options.Connection.Log, transport.RemoteName);
        try
        {
            accepted(connection);
        }
        catch (Exception failure)
        {
            connection.Abort(new LineCloseReason(LineCloseKind.Failed, failure));   // nobody owns it
            throw;
        }
    }

    private SocketTransport? TryOpen(Socket peer)
    {
        try
        {
            return _options.Poller is { } poller
                ? new EpollTransport(peer, poller)   // with the settings of the listening socket
                : new SocketTransport(peer, _options.Socket);
        }
        catch (SocketException failure) when (failure.SocketErrorCode is SocketError.NoBufferSpaceAvailable or SocketError.TooManyOpenSockets)
        {
            peer.Dispose();
            throw;   // as a failure to accept: the system has no room to poll it
        }
        catch (Exception gone) when (LineTransport.IsLoss(gone))
        {
            peer.Dispose();   // reset before we came to it, or the poller has ended
            return null;
        }
    }

    private async Task PauseAsync(TimeSpan pause)
    {
        try
        {
            await Task.Delay(pause, _options.Connection.TimeProvider, _stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The loop sees that it is to stop.
        }
    }
}
