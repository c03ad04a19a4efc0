using System.Net;
using System.Net.Sockets;
using Interlude.Lines;

namespace Interlude.Tests.Lines;

/// <summary>What a connection costs that says nothing.</summary>
[Collection<Alone>]
public class IdleConnectionTests
{
    private const int Count = 500;

    [Fact]
    public async Task An_idle_connection_holds_at_most_4_KiB_of_managed_memory()
    {
        await WithConnectionsAsync(10);   // what is made once
        await WithSocketsAsync(10);

        var peers = await WithSocketsAsync(Count) / 2;
        var held = await WithConnectionsAsync(Count) - peers;

        Assert.True(held / Count <= 4096, $"{held / Count} bytes for each, beside {peers / Count} of its peer's socket.");
    }

    private static async Task<long> WithConnectionsAsync(int count)
    {
        await using var listener = LineListener.Open(new LineEndPoint.Tcp("127.0.0.1", 0));
        var serving = new List<Task>();
        listener.Start(connection =>
        {
            lock (serving)
            {
                serving.Add(LineProtocol.RunAsync(connection, new Silent()));
            }
        });
        var peers = new List<Socket>();
        var held = await MeasureAsync(count, async () => peers.Add(await ConnectAsync(listener.LocalEndPoints[0])));
        peers.ForEach(peer => peer.Dispose());
        await Task.WhenAll(serving);
        return held;
    }

    // Two sockets for each, one of which answers as a connection would.
    private static async Task<long> WithSocketsAsync(int count)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var sockets = new List<Socket>();
        var held = await MeasureAsync(count, async () =>
        {
            var accepting = listener.AcceptAsync();
            var connecting = ConnectAsync(listener.LocalEndPoint!);
            var accepted = await accepting;
            await accepted.ReceiveAsync(new byte[64]);
            await accepted.SendAsync("."u8.ToArray());
            sockets.AddRange([accepted, await connecting]);
        });
        sockets.ForEach(socket => socket.Dispose());
        return held;
    }

    private static async Task<long> MeasureAsync(int count, Func<Task> connect)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < count; i++)
        {
            await connect();
        }

        return GC.GetTotalMemory(forceFullCollection: true) - before;
    }

    // Says one line and waits until it has been answered.
    private static async Task<Socket> ConnectAsync(EndPoint endPoint)
    {
        var peer = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await peer.ConnectAsync(endPoint);
        await peer.SendAsync("one line, and then silence\r\n"u8.ToArray());
        await peer.ReceiveAsync(new byte[1]);
        return peer;
    }

    private sealed class Silent : LineProtocol
    {
        private LineConnection _connection = null!;

        public override void Connected(LineConnection connection) => _connection = connection;

        public override void LineReceived(ReadOnlySpan<byte> line) => _connection.TryWrite("."u8);
    }
}
