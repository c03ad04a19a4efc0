using System.Net;
using System.Net.Sockets;

namespace Interlude.Lines;

/// <summary>Opens connections to line servers.</summary>
public static class LineClient
{
    /// <summary>Connects, trying all addresses of the host in turn.</summary>
    /// <param name="endPoint">Where to.</param>
    /// <param name="options">Settings of the connection; null for the defaults.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SocketException">The name is not known, or none of its addresses answered; then the exception is
    /// the last one's.</exception>
    public static async Task<LineConnection> ConnectAsync(
        LineEndPoint endPoint, LineConnectionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        SocketException? last = null;
        foreach (var address in await ResolveAsync(endPoint, cancellationToken).ConfigureAwait(false))
        {
            try
            {
                return new LineConnection(await ConnectAsync(address, cancellationToken).ConfigureAwait(false), options);
            }
            catch (SocketException failure)
            {
                last = failure;
            }
        }

        throw last ?? new SocketException((int)SocketError.HostNotFound);
    }

    private static async Task<SocketTransport> ConnectAsync(EndPoint address, CancellationToken cancellationToken)
    {
        var protocol = address is IPEndPoint ? ProtocolType.Tcp : ProtocolType.Unspecified;
        var socket = new Socket(address.AddressFamily, SocketType.Stream, protocol);
        try
        {
            await socket.ConnectAsync(address, cancellationToken).ConfigureAwait(false);
            return new SocketTransport(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<EndPoint[]> ResolveAsync(LineEndPoint endPoint, CancellationToken cancellationToken)
    {
        switch (endPoint)
        {
            case LineEndPoint.Unix unix:
                return [new UnixDomainSocketEndPoint(unix.Path)];
            case LineEndPoint.Tcp { Host: var host } tcp when host.Equals("localhost", StringComparison.OrdinalIgnoreCase):
                return [new IPEndPoint(IPAddress.IPv6Loopback, tcp.Port), new IPEndPoint(IPAddress.Loopback, tcp.Port)];
            case LineEndPoint.Tcp tcp when IPAddress.TryParse(tcp.Host, out var address):
                return [new IPEndPoint(address, tcp.Port)];
            case LineEndPoint.Tcp tcp:
                var found = await Dns.GetHostAddressesAsync(tcp.Host, cancellationToken).ConfigureAwait(false);
                return [.. found.Select(address => new IPEndPoint(address, tcp.Port))];
            default:
                throw new ArgumentException($"Cannot connect to {endPoint}.", nameof(endPoint));
        }
    }
}
