using System.Net;
using System.Net.Sockets;
using Interlude.Lines;

namespace Interlude.Host.Listening;

/// <summary>Sockets with an address, which do not listen yet: for a server that makes no such thing as <c>localhost:0</c>.
/// The rules are those of <see cref="LineListener"/>.</summary>
internal static class BoundSockets
{
    private const int PortAttempts = 32;   // for one number that is free for 127.0.0.1 and ::1 alike

    /// <param name="place">Host and port.</param>
    /// <param name="notice">What the operator should know; null if nothing.</param>
    /// <exception cref="SocketException">An address is not to be had.</exception>
    public static List<Socket> Open(LineEndPoint.Tcp place, out string? notice)
    {
        notice = null;
        IPAddress[]? pair = place.Host switch
        {
            "*" => [IPAddress.Any, IPAddress.IPv6Any],
            var host when host.Equals("localhost", StringComparison.OrdinalIgnoreCase) => [IPAddress.Loopback, IPAddress.IPv6Loopback],
            _ => null,
        };
        List<IPAddress> addresses = [.. pair ?? (IPAddress.TryParse(place.Host, out var address) ? [address] : Dns.GetHostAddresses(place.Host))];
        if (pair is not null && !HasIPv6())
        {
            notice = $"There is no IPv6 on this machine, so {place.Host} is {pair[0]} alone.";
            addresses.RemoveAt(1);
        }

        for (var attempt = 1; ; attempt++)
        {
            var sockets = new List<Socket>();
            try
            {
                foreach (var one in addresses)
                {
                    sockets.Add(Bind(one, sockets is [var first, ..] ? ((IPEndPoint)first.LocalEndPoint!).Port : place.Port));
                }

                return sockets;
            }
            catch (SocketException failure)
            {
                sockets.ForEach(socket => socket.Dispose());
                var another = place.Port == 0 && sockets.Count > 0 && failure.SocketErrorCode == SocketError.AddressAlreadyInUse;
                if (!another || attempt == PortAttempts)
                {
                    throw;
                }
            }
        }
    }

    private static Socket Bind(IPAddress address, int port)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (address.AddressFamily == AddressFamily.InterNetworkV6)
            {
                socket.DualMode = false;
            }

            socket.Bind(new IPEndPoint(address, port));
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
    }

    private static bool HasIPv6()
    {
        if (!Socket.OSSupportsIPv6)
        {
            return false;
        }

        try
        {
            Bind(IPAddress.IPv6Loopback, 0).Dispose();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
