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
        if (IPAddress.TryParse(endPoint.Host, out var address))
        {
            return [Open(new IPEndPoint(address, endPoint.Port), options)];
        }

        if (!endPoint.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            return OpenAll([.. Dns.GetHostAddresses(endPoint.Host).Distinct()], endPoint.Port, options);
        }

        if (HasIPv6Loopback())
        {
            return OpenAll([IPAddress.Loopback, IPAddress.IPv6Loopback], endPoint.Port, options);
        }

        notice = "There is no IPv6 on this machine, so localhost is 127.0.0.1 alone.";
        return OpenAll([IPAddress.Loopback], endPoint.Port, options);
    }

    public static Socket OpenUnix(string path, LineListenerOptions options)
    {
        var endPoint = new UnixDomainSocketEndPoint(path);
        try
        {
            return Open(endPoint, options);
        }
        catch (SocketException inUse) when (inUse.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            if (!IsStale(endPoint))
            {
                throw;
            }
        }

        File.Delete(path);
        return Open(endPoint, options);
    }

    private static List<Socket> OpenAll(IPAddress[] addresses, int port, LineListenerOptions options)
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

    private static bool HasIPv6Loopback()
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

    // Only a socket that nobody answers may be removed. Connecting to an ordinary file is refused too, but that can be
    // opened, which a socket cannot.
    private static bool IsStale(UnixDomainSocketEndPoint endPoint)
    {
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(endPoint);
            return false;
        }
        catch (SocketException refused)
        {
            return refused.SocketErrorCode == SocketError.ConnectionRefused && !IsOrdinary(endPoint.ToString()!);
        }
    }

    private static bool IsOrdinary(string path)
    {
        try
        {
            File.OpenHandle(path).Dispose();
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return true;   // not ours to remove, or a directory
        }
        catch (IOException)
        {
            return false;
        }
    }
}
