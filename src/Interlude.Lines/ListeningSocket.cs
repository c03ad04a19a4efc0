using System.Net;
using System.Net.Sockets;

namespace Interlude.Lines;

/// <summary>Opens listening sockets with the rules of this library about sharing, restarting and stale files.</summary>
internal static class ListeningSocket
{
    private const int SolSocket = 1;       // Linux: asm-generic/socket.h
    private const int SoReusePort = 15;
    private const int PortAttempts = 32;   // for one number that is free for 127.0.0.1 and ::1 alike

    public static List<Socket> OpenTcp(LineEndPoint.Tcp endPoint, LineListenerOptions options, out string? notice)
    {
        notice = null;
        IPAddress[]? pair = endPoint.Host switch
        {
            "*" => [IPAddress.Any, IPAddress.IPv6Any],
            var host when host.Equals("localhost", StringComparison.OrdinalIgnoreCase) => [IPAddress.Loopback, IPAddress.IPv6Loopback],
            _ => null,
        };
        var addresses = endPoint.Families.Of(pair ?? Resolve(endPoint.Host));
        if (pair is not null && addresses.Count == 2 && !HasIPv6())
        {
            notice = $"There is no IPv6 on this machine, so {endPoint.Host} is {pair[0]} alone.";
            addresses.RemoveAt(1);
        }

        return addresses.Count > 0 ? OpenAll(addresses, endPoint.Port, options)
            : throw new SocketException((int)SocketError.AddressNotAvailable, $"{endPoint.Host} has no {endPoint.Families} address");
    }

    /// <summary>Opens a name without a file.</summary>
    public static Socket OpenAbstract(string name, LineListenerOptions options) =>
        Open(new UnixDomainSocketEndPoint("\0" + name), options);

    private static IPAddress[] Resolve(string host) =>
        IPAddress.TryParse(host, out var address) ? [address] : Dns.GetHostAddresses(host);

    private static List<Socket> OpenAll(List<IPAddress> addresses, int port, LineListenerOptions options)
    {
        for (var attempt = 1; ; attempt++)
        {
            var sockets = new List<Socket>();
            try
            {
                var number = port;
                foreach (var address in addresses)
                {
                    sockets.Add(Open(new IPEndPoint(address, number), options));
                    number = ((IPEndPoint)sockets[0].LocalEndPoint!).Port;
                }

                return sockets;
            }
            catch (SocketException failure)
            {
                sockets.ForEach(socket => socket.Dispose());
                var another = port == 0 && sockets.Count > 0 && failure.SocketErrorCode == SocketError.AddressAlreadyInUse;
                if (!another || attempt == PortAttempts)
                {
                    throw;
                }
            }
        }
    }

    // .NET's ReuseAddress is never set: it would let a second process share the port silently. The runtime sets the
    // kernel's SO_REUSEADDR itself when it binds TCP, which on Linux allows a restart while old connections are in
    // TIME_WAIT and still refuses a second listener; ListeningTests hold both.
    private static Socket Open(EndPoint endPoint, LineListenerOptions options)
    {
        var isTcp = endPoint is IPEndPoint;
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, isTcp ? ProtocolType.Tcp : ProtocolType.Unspecified);
        try
        {
            if (endPoint.AddressFamily == AddressFamily.InterNetworkV6)
            {
                socket.DualMode = false;
            }

            if (isTcp && options.ReusePort)
            {
                socket.SetRawSocketOption(SolSocket, SoReusePort, BitConverter.GetBytes(1));
            }

            if (options.Poller is not null)
            {
                options.Socket.Apply(socket);   // on Linux, and pollers are there alone, those it accepts have its settings
            }

            socket.Bind(endPoint);
            socket.Listen(options.Backlog);
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
            using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
