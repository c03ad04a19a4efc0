using System.Net;

namespace Interlude.Lines;

/// <summary>The settings of <see cref="LineClient"/>. Immutable; may be shared.</summary>
public sealed record LineClientOptions
{
    /// <summary>The settings of the connection; its <see cref="LineConnectionOptions.TimeProvider"/> is the clock of the
    /// limits here too.</summary>
    public LineConnectionOptions Connection { get; init; } = new();

    /// <summary>The settings of the socket.</summary>
    public LineSocketOptions Socket { get; init; } = new();

    /// <summary>TLS from the start; the name of the server is the host's unless it names another. Null: none. Default: null.
    /// </summary>
    public TlsClientOptions? Tls { get; init; }

    /// <summary>How long all of it may take, the look-up of the name included. Default: 30 s; may be
    /// <see cref="Timeout.InfiniteTimeSpan"/>.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>After how long without an answer the next address is tried beside the ones before. Default: 250 ms, as RFC
    /// 8305 recommends; at least 10 ms, its minimum.</summary>
    public TimeSpan AttemptDelay { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The address to connect from, with port 0 for any; addresses of the other family are then not tried. Null
    /// leaves it to the kernel. Default: null.</summary>
    public IPEndPoint? LocalEndPoint { get; init; }

    /// <summary>Looks names up, for tests or a resolver of one's own; null for the system's. Addresses and
    /// <c>localhost</c> are not looked up. It reports failure by a <see cref="System.Net.Sockets.SocketException"/>.</summary>
    public Func<string, CancellationToken, Task<IPAddress[]>>? Resolve { get; init; }

    /// <summary>Makes a transport to one address, for tests or proxies; null for a socket, with the settings above. It
    /// reports failure by a <see cref="System.Net.Sockets.SocketException"/> or an <see cref="IOException"/>. Attempts
    /// overlap, and one that comes too late is disposed.</summary>
    public Func<EndPoint, CancellationToken, Task<LineTransport>>? Connector { get; init; }

    internal void Validate()
    {
        if (ConnectTimeout != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ConnectTimeout, TimeSpan.Zero);
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(AttemptDelay, TimeSpan.FromMilliseconds(10));
        Socket.Validate();
        Connection.Validate();
    }
}
