using System.Collections;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Interlude.Host.Configuring;
using Interlude.Host.Listening;
using Interlude.Host.Serving;
using Interlude.Lines;
using Interlude.Server;
using Interlude.Tests.Lines;
using Interlude.World;

namespace Interlude.Tests.Host.Serving;

/// <summary>What somebody costs the whole server who has registered on IRC and says nothing: its socket, its connection, its
/// user. Measured in bytes, never in time.</summary>
[Collection<Alone>]
public class IdleClientCostTests
{
    private const int Few = 50;
    private const int Many = 500;

    [Theory]
    [InlineData(true, 4600)]
    [InlineData(false, 5550)]
    public async Task Who_is_registered_and_says_nothing_holds_little_managed_memory(bool polled, int most)
    {
        using var poller = polled ? Requires.Poller() : null;
        var reading = new ConfigurationReader(null, new Hashtable(), [("listen", "irc://127.0.0.1:0")]).Read();
        var options = new ServerOptions
        {
            Incarnation = new Incarnation(new NodeId(1), 1),
            Policy = new WorldPolicy(),
        };
        await using var loop = new ServerLoop(
            new ChatServer(options, new ChatWorld()), new MemoryJournal(), TimeProvider.System, TextWriter.Null, new Outside { Poller = poller });
        await using var listeners = await Listeners.OpenAsync(() => reading.Configuration!, TextWriter.Null, poller);
        await listeners.StartAsync(loop.Accept);
        var port = ((LineEndPoint.Tcp)listeners.Places[0].EndPoint).Port;

        var peers = new List<Socket>(Few + Many);
        Register(peers, Few, port);   // what is made once
        var before = GC.GetTotalMemory(forceFullCollection: true);
        Register(peers, Many, port);
        var each = (GC.GetTotalMemory(forceFullCollection: true) - before) / Many;

        peers.ForEach(peer => peer.Dispose());
        Assert.False(loop.Failed.IsCompleted);
        Assert.True(each <= most, $"{each} bytes for each, its peer's socket among them.");
    }

    private static void Register(List<Socket> peers, int count, int port)
    {
        var received = new byte[16384];
        for (var more = 0; more < count; more++)
        {
            var peer = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = (int)Peers.Limit.TotalMilliseconds };
            peer.Connect(IPAddress.Loopback, port);
            peer.Send(Encoding.ASCII.GetBytes($"NICK user{peers.Count}\r\nUSER user{peers.Count} 0 * :User {peers.Count}\r\n"));
            for (var length = 0; received.AsSpan(0, length).IndexOf(" 422 "u8) < 0;)   // there is no message of the day
            {
                var bytes = peer.Receive(received, length, received.Length - length, SocketFlags.None);
                Assert.NotEqual(0, bytes);
                length += bytes;
            }

            peers.Add(peer);
        }
    }
}
