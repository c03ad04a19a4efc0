using System.Net.Sockets;

namespace Interlude.Lines;

/// <summary>When the kernel asks a silent TCP peer whether it is still there, and when it gives up on it. The connection
/// is then lost, as by a reset. Whole seconds, 1 to 32,767 each.</summary>
/// <param name="Idle">How long nothing must have come before it asks.</param>
/// <param name="Interval">How long it waits between questions that are not answered.</param>
/// <param name="Probes">After how many of them it gives up; 1 to 127.</param>
public sealed record TcpKeepAlive(TimeSpan Idle, TimeSpan Interval, int Probes)
{
    private const int MostSeconds = 32767;   // Linux: MAX_TCP_KEEPIDLE, MAX_TCP_KEEPINTVL
    private const int MostProbes = 127;      // MAX_TCP_KEEPCNT

    /// <summary>After a minute six questions, ten seconds apart: a peer that has vanished is noticed in two minutes.</summary>
    public static TcpKeepAlive Default { get; } = new(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(10), 6);

    internal void Apply(Socket socket)
    {
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, (int)Idle.TotalSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, (int)Interval.TotalSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, Probes);
    }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Idle, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Idle, TimeSpan.FromSeconds(MostSeconds));
        ArgumentOutOfRangeException.ThrowIfLessThan(Interval, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Interval, TimeSpan.FromSeconds(MostSeconds));
        ArgumentOutOfRangeException.ThrowIfLessThan(Probes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Probes, MostProbes);
    }
}

/// <summary>The settings of a connected socket, whichever side made it. Immutable; may be shared. A Unix socket has none of
/// them and ignores them.</summary>
public sealed record LineSocketOptions
{
    /// <summary>Whether small sends go out at once (Nagle's algorithm is off). Default: true, because a connection merges
    /// its writes itself.</summary>
    public bool NoDelay { get; init; } = true;

    /// <summary>Whether and when to ask a silent peer if it is there; null for never. Default:
    /// <see cref="TcpKeepAlive.Default"/>, because without it a peer whose machine has vanished is kept for ever.</summary>
    public TcpKeepAlive? KeepAlive { get; init; } = TcpKeepAlive.Default;

    internal static LineSocketOptions Default { get; } = new();

    internal void Apply(Socket socket)
    {
        if (socket.ProtocolType == ProtocolType.Tcp)
        {
            socket.NoDelay = NoDelay;
            KeepAlive?.Apply(socket);
        }
    }

    internal void Validate() => KeepAlive?.Validate();
}
