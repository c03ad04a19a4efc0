using System.Net.Sockets;

namespace Interlude.Lines;

/// <summary>The settings of a <see cref="LineListener"/>. Immutable; may be shared. Its callbacks should not throw: that
/// would end the accepting, and reach whoever disposes the listener.</summary>
public sealed record LineListenerOptions
{
    /// <summary>How many connections the kernel keeps until they are accepted, at least 1; it may have a lower limit of its
    /// own (Linux: net.core.somaxconn). What comes beyond is dropped and tries again after a second. Default: 4096.</summary>
    public int Backlog { get; init; } = 4096;

    /// <summary>Lets other processes that ask for it too listen on the same TCP port, each getting a share of the
    /// connections (SO_REUSEPORT). Default: off, and a second listener on a port is refused.</summary>
    public bool ReusePort { get; init; }

    /// <summary>The permission bits of the file of a Unix socket; who may write to it may connect. They do not depend on
    /// the umask and are in force before anybody can connect. Null leaves them to the umask. Default: null.</summary>
    public UnixFileMode? UnixFileMode { get; init; }

    /// <summary>The settings of the sockets that are accepted.</summary>
    public LineSocketOptions Socket { get; init; } = new();

    /// <summary>Who polls the sockets, those that listen and those that are accepted. All connections begin and go on on its
    /// thread, so a callback that blocks there holds up every one of them. Dispose it after the listener and its connections, such as behind
    /// <see cref="LineListener.StopAsync"/>: those that still stand on it then are aborted, and what a listener accepts later is
    /// closed at once. Null leaves it to the runtime. Default: null.</summary>
    public EpollPoller? Poller { get; init; }

    /// <summary>How many connections may be open at a time; more are refused. Default: no limit but the system's.</summary>
    public int MaxConnections { get; init; } = int.MaxValue;

    /// <summary>How many connections of one address may be open at a time; more are refused. One address is an IPv4 address
    /// or the /64 network of an IPv6 address; Unix sockets are not counted. Default: no limit.</summary>
    public int MaxConnectionsPerAddress { get; init; } = int.MaxValue;

    /// <summary>Called for each connection that is refused, on the accepting thread; what it returns is sent to the peer as
    /// a last word, with its delimiter, before the connection closes. Null, or nothing returned: it closes without one.
    /// </summary>
    public Func<LineRefusal, ReadOnlyMemory<byte>>? Refused { get; init; }

    /// <summary>The settings of the connections.</summary>
    public LineConnectionOptions Connection { get; init; } = new();

    /// <summary>The settings of TLS, which then begins at once on each connection; null for none. Default: null.</summary>
    public TlsServerOptions? Tls { get; init; }

    /// <summary>How many connections may be in their TLS handshake, which is before they are delivered; of more, the one
    /// that began first is dropped. At least 1. Default: 1,024.</summary>
    public int MaxHandshakes { get; init; } = 1024;

    /// <summary>Told of each handshake that failed, with the transport below, for its addresses, and why. Called on any
    /// thread, also by several at once.</summary>
    public Action<LineTransport, TlsHandshakeException>? HandshakeFailed { get; init; }

    /// <summary>Told of each accept that failed, such as for want of file descriptors, with how long the listener waits
    /// until it tries again. Called on the accepting thread.</summary>
    public Action<SocketException, TimeSpan>? AcceptFailed { get; init; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Backlog, 1);
        Socket.Validate();
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxConnections, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxConnectionsPerAddress, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxHandshakes, 1);
        Tls?.Validate();
        Connection.Validate();
    }
}
