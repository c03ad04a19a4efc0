using System.Net;
using System.Net.Sockets;

namespace Interlude.Lines;

/// <summary>Opens connections to line servers.</summary>
public static class LineClient
{
    /// <summary>Connects with the defaults of <see cref="LineClientOptions"/>, except for the connection.</summary>
    /// <param name="endPoint">Where to.</param>
    /// <param name="connection">The settings of the connection.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SocketException">As with the other form.</exception>
    public static Task<LineConnection> ConnectAsync(
        LineEndPoint endPoint, LineConnectionOptions connection, CancellationToken cancellationToken = default) =>
        ConnectAsync(endPoint, new LineClientOptions { Connection = connection }, cancellationToken);

    /// <summary>Connects. Of several addresses of a host the next is tried when one has failed or has not answered for
    /// <see cref="LineClientOptions.AttemptDelay"/>, IPv6 and IPv4 in turn, and the first that answers is taken; the
    /// others are closed (RFC 8305).</summary>
    /// <param name="endPoint">Where to.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TlsHandshakeException">With <see cref="LineClientOptions.Tls"/>: the handshake failed, or the server
    /// is not trusted.</exception>
    /// <exception cref="ArgumentException">The server's name is to be checked, and a Unix socket has none.</exception>
    /// <exception cref="LineConnectException">None of the addresses could be connected to, or not in time.</exception>
    /// <exception cref="SocketException">The name is not known.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range, or a Unix path is too long.</exception>
    public static async Task<LineConnection> ConnectAsync(
        LineEndPoint endPoint, LineClientOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        options ??= new LineClientOptions();
        options.Validate();
        var tls = options.Tls is { } given
            ? given with { ServerName = given.ServerName ?? (endPoint as LineEndPoint.Tcp)?.Host }
            : null;
        _ = tls?.NameToCheck;
        var connection = new LineConnection(
            await RaceAsync(endPoint, options, cancellationToken).ConfigureAwait(false), options.Connection);
        if (tls is not null)
        {
            await connection.StartTlsAsync(tls, cancellationToken).ConfigureAwait(false);
        }

        return connection;
    }

    /// <summary>Connects as without TLS, and begins TLS at once.</summary>
    /// <param name="endPoint">Where to.</param>
    /// <param name="tls">Settings of TLS; the name of the server is the host's unless they name another.</param>
    /// <param name="connection">The settings of the connection; null for the defaults.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SocketException">As without TLS.</exception>
    /// <exception cref="TlsHandshakeException">The handshake failed, or the server is not trusted.</exception>
    /// <exception cref="ArgumentException">The server's name is to be checked, and a Unix socket has none.</exception>
    public static Task<LineConnection> ConnectAsync(LineEndPoint endPoint, TlsClientOptions tls,
        LineConnectionOptions? connection = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tls);
        var options = new LineClientOptions { Connection = connection ?? new LineConnectionOptions(), Tls = tls };
        return ConnectAsync(endPoint, options, cancellationToken);
    }

    /// <summary>Connects as <see cref="ConnectAsync(LineEndPoint, LineClientOptions?, CancellationToken)"/> does, and leaves
    /// it at the transport: for what has to be said before lines are, such as to a proxy.</summary>
    /// <param name="endPoint">Where to.</param>
    /// <param name="options">Settings; <see cref="LineClientOptions.Tls"/> is not looked at. Null for the defaults.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Open, nothing sent or received; the caller's.</returns>
    /// <exception cref="LineConnectException">None of the addresses could be connected to, or not in time.</exception>
    /// <exception cref="SocketException">The name is not known.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range, or a Unix path is too long.</exception>
    public static Task<LineTransport> ConnectTransportAsync(
        LineEndPoint endPoint, LineClientOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        options ??= new LineClientOptions();
        options.Validate();
        return RaceAsync(endPoint, options, cancellationToken);
    }

    private static async Task<LineTransport> RaceAsync(
        LineEndPoint endPoint, LineClientOptions options, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.ConnectTimeout, options.Connection.TimeProvider);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        ConnectRace? race = null;
        try
        {
            var addresses = await ResolveAsync(endPoint, options, stop.Token).WaitAsync(stop.Token).ConfigureAwait(false);
            var connector = options.Connector ?? ((address, token) => ConnectAsync(address, options, token));
            race = new ConnectRace(addresses, connector, options.AttemptDelay, options.Connection.TimeProvider);
            var transport = await race.RunAsync(stop.Token).ConfigureAwait(false);
            return transport ?? throw LineConnectException.Of(race.Attempts, null);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw race is not null
                ? LineConnectException.Of(race.Attempts, options.ConnectTimeout)
                : new LineConnectException(SocketError.TimedOut,
                    $"the name was not looked up within {options.ConnectTimeout.TotalSeconds:0.###} s", []);
        }
    }

    private static async Task<LineTransport> ConnectAsync(
        EndPoint address, LineClientOptions options, CancellationToken cancellationToken)
    {
        var protocol = address is IPEndPoint ? ProtocolType.Tcp : ProtocolType.Unspecified;
        var socket = new Socket(address.AddressFamily, SocketType.Stream, protocol);
        try
        {
            if (options.LocalEndPoint is not null && address is IPEndPoint)
            {
                socket.Bind(options.LocalEndPoint);
            }

            await socket.ConnectAsync(address, cancellationToken).ConfigureAwait(false);
            return new SocketTransport(socket, options.Socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<List<EndPoint>> ResolveAsync(
        LineEndPoint endPoint, LineClientOptions options, CancellationToken cancellationToken)
    {
        switch (endPoint)
        {
            case LineEndPoint.Unix unix:
                return [new UnixDomainSocketEndPoint(unix.Path)];
            case LineEndPoint.UnixAbstract { Name: var name }:
                return [new UnixDomainSocketEndPoint("\0" + name)];
            case LineEndPoint.Tcp tcp:
                var addresses = tcp.Families.Of(await FindAsync(tcp.Host, options, cancellationToken).ConfigureAwait(false));
                if (options.LocalEndPoint is { AddressFamily: var family })
                {
                    addresses.RemoveAll(address => address.AddressFamily != family);
                }

                return addresses.Count > 0
                    ? [.. AddressOrder.Interleave(addresses).Select(address => new IPEndPoint(address, tcp.Port))]
                    : throw new LineConnectException(SocketError.AddressNotAvailable,
                        $"{tcp.Host} has no address of the family asked for", []);
            default:
                throw new ArgumentException($"Cannot connect to {endPoint}.", nameof(endPoint));
        }
    }

    private static async Task<IPAddress[]> FindAsync(
        string host, LineClientOptions options, CancellationToken cancellationToken)
    {
        if (host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            return [IPAddress.IPv6Loopback, IPAddress.Loopback];
        }

        if (IPAddress.TryParse(host, out var address))
        {
            return [address];
        }

        return await (options.Resolve is null
            ? Dns.GetHostAddressesAsync(host, cancellationToken)
            : options.Resolve(host, cancellationToken)).ConfigureAwait(false);
    }
}
