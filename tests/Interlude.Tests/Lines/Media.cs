using System.IO.Pipelines;
using System.IO.Pipes;
using System.Net;
using System.Net.Sockets;
using Interlude.Lines;

namespace Interlude.Tests.Lines;

/// <summary>What a connection can stand on.</summary>
public enum Medium
{
    Tcp,
    Unix,
    Epoll,
    EpollUnix,
    Memory,
    NetworkStream,
    PipeStreams,
    OneStream,
    DuplexPipe,
}

/// <summary>Makes both ends of a medium.</summary>
internal static class Media
{
    private static readonly Lazy<EpollPoller> Poller = new(Requires.Poller);

    /// <summary>Those that this system has.</summary>
    public static IEnumerable<Medium> All =>
        Enum.GetValues<Medium>().Where(medium => EpollPoller.IsSupported || medium is not (Medium.Epoll or Medium.EpollUnix));

    /// <summary>Whether an abort is seen as such, though the peer left nothing unread.</summary>
    public static bool HasReset(this Medium medium) =>
        medium is Medium.Tcp or Medium.Epoll or Medium.Memory or Medium.NetworkStream or Medium.DuplexPipe;

    /// <summary>Whether one direction can end before the other.</summary>
    public static bool HasHalfClose(this Medium medium) => medium is not Medium.OneStream;

    public static (LineTransport Near, LineTransport Far) Open(this Medium medium)
    {
        switch (medium)
        {
            case Medium.Tcp:
            case Medium.Unix:
                var (one, other) = Sockets(medium == Medium.Unix);
                return (new SocketTransport(one), new SocketTransport(other));
            case Medium.Epoll:
            case Medium.EpollUnix:
                var (first, second) = Sockets(medium == Medium.EpollUnix);
                return (new EpollTransport(first, Poller.Value), new EpollTransport(second, Poller.Value));
            case Medium.Memory:
                return MemoryTransport.CreatePair();
            case Medium.NetworkStream:
                var (a, b) = Sockets(unix: false);
                return (new StreamTransport(new NetworkStream(a, ownsSocket: true)),
                    new StreamTransport(new NetworkStream(b, ownsSocket: false)));
            case Medium.OneStream:
                var (c, d) = Sockets(unix: false);
                return (new StreamTransport(new OpaqueStream(c)), new StreamTransport(new OpaqueStream(d)));
            case Medium.PipeStreams:
                var there = new AnonymousPipeServerStream(PipeDirection.Out);
                var back = new AnonymousPipeServerStream(PipeDirection.Out);
                return (new StreamTransport(Reader(back), there), new StreamTransport(Reader(there), back));
            default:
                var (up, down) = (new Pipe(), new Pipe());
                return (new DuplexPipeTransport(new Pair(down.Reader, up.Writer)),
                    new DuplexPipeTransport(new Pair(up.Reader, down.Writer)));
        }
    }

    public static (Socket One, Socket Other) Sockets(bool unix)
    {
        using var folder = new TemporaryFolder();
        EndPoint where = unix
            ? new UnixDomainSocketEndPoint(Path.Combine(folder.Path, "s"))
            : new IPEndPoint(IPAddress.Loopback, 0);
        var protocol = unix ? ProtocolType.Unspecified : ProtocolType.Tcp;
        using var listener = new Socket(where.AddressFamily, SocketType.Stream, protocol);
        listener.Bind(where);
        listener.Listen(1);
        var client = new Socket(where.AddressFamily, SocketType.Stream, protocol);
        client.Connect(listener.LocalEndPoint!);
        return (client, listener.Accept());
    }

    private static AnonymousPipeClientStream Reader(AnonymousPipeServerStream writer) =>
        new(PipeDirection.In, writer.ClientSafePipeHandle);

    public sealed class Pair(PipeReader input, PipeWriter output) : IDuplexPipe
    {
        public PipeReader Input => input;

        public PipeWriter Output => output;
    }
}
