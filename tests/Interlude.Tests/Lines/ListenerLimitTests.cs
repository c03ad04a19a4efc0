using System.Net;
using System.Net.Sockets;
using Interlude.Lines;

namespace Interlude.Tests.Lines;

public class ListenerLimitTests : ListeningTests
{
    private static readonly LineEndPoint AnyPort = new LineEndPoint.Tcp("127.0.0.1", 0);

    [Fact]
    public async Task One_connection_too_many_gets_a_last_word_and_a_place_that_is_left_is_given_again()
    {
        await using var listener = Open(AnyPort, new()
        {
            MaxConnections = 2,
            Refused = why => why == LineRefusal.TooMany ? "full\r\n"u8.ToArray() : default,
        });
        var accepted = new TaskCompletionSource<LineConnection>();
        listener.Start(connection => accepted.TrySetResult(connection));
        using var first = Peers.Connect(listener);
        var connection = await accepted.Task.WaitAsync(Peers.Limit);
        using var second = Peers.Connect(listener);
        using var third = Peers.Connect(listener);
        third.Send("HELO"u8);   // unread input must not destroy the last word

        await using var refused = new SocketTransport(third);
        Assert.Equal("full\r\n", await Peers.ReadToEndAsync(refused));
        Assert.Equal((2, 2, 1), (listener.OpenConnections, listener.AcceptedConnections, listener.RefusedConnections));

        connection.Abort();
        Assert.True(SpinWait.SpinUntil(() => listener.OpenConnections == 1, Peers.Limit));
        using var fourth = Peers.Connect(listener);
        Assert.True(SpinWait.SpinUntil(() => listener.AcceptedConnections == 3, Peers.Limit));
        Assert.Equal(1, listener.RefusedConnections);
    }

    [Fact]
    public async Task One_address_has_a_limit_of_its_own_and_a_refusal_need_not_speak()
    {
        await using var listener = Open(
            new LineEndPoint.Tcp("0.0.0.0", 0), new() { MaxConnectionsPerAddress = 1 });
        listener.Start(_ => { });
        var port = ((LineEndPoint.Tcp)listener.EndPoint).Port;
        using var first = ConnectFrom("127.0.0.1", port);
        using var other = ConnectFrom("127.0.0.2", port);
        using var second = ConnectFrom("127.0.0.1", port);

        await using var refused = new SocketTransport(second);
        Assert.Equal("", await Peers.ReadToEndAsync(refused));
        Assert.Equal((2, 1), (listener.OpenConnections, listener.RefusedConnections));
    }

    [Theory]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:1:ffff::2", true)]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:2::1", false)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    public void Addresses_count_as_one_within_a_64(string first, string second, bool same)
    {
        var roll = new ConnectionRoll(int.MaxValue, mostPerAddress: 1);

        Assert.Null(roll.Enter(new IPEndPoint(IPAddress.Parse(first), 1)));

        Assert.Equal(same ? LineRefusal.TooManyOfAddress : null, roll.Enter(new IPEndPoint(IPAddress.Parse(second), 2)));
    }

    [Fact]
    public async Task A_flood_of_refused_connections_is_bounded()
    {
        // All of them linger, because nobody moves the clock or ends; from the 65th on they are reset.
        await using var listener = Open(AnyPort, new()
        {
            MaxConnections = 1,
            Refused = _ => "full\r\n"u8.ToArray(),
            Connection = new() { TimeProvider = new ManualTime() },
        });
        listener.Start(_ => { });
        var clients = new List<Socket>();
        for (var i = 0; i < 66; i++)
        {
            clients.Add(Peers.Connect(listener));
        }

        Assert.True(SpinWait.SpinUntil(() => listener.RefusedConnections == 65, Peers.Limit));
        var last = await Assert.ThrowsAnyAsync<SocketException>(
            () => clients[^1].ReceiveAsync(new byte[9]).WaitAsync(Peers.Limit));

        Assert.Equal(SocketError.ConnectionReset, last.SocketErrorCode);
        Assert.Equal(6, await clients[1].ReceiveAsync(new byte[9]).WaitAsync(Peers.Limit));
        clients.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task Stopping_lets_protocols_close_in_good_order()
    {
        var listener = Open(AnyPort);
        var runs = new List<Task<LineCloseReason>>();
        var accepted = new CountdownEvent(3);
        listener.Start(connection =>
        {
            runs.Add(LineProtocol.RunAsync(connection, new SaysBye()));
            accepted.Signal();
        });
        var clients = Enumerable.Range(0, 3).Select(_ => Peers.Connect(listener)).ToList();
        Assert.True(accepted.Wait(Peers.Limit));

        var stop = listener.StopAsync(Peers.Limit);
        foreach (var client in clients)
        {
            await using var transport = new SocketTransport(client);
            Assert.Equal("bye\r\n", await Peers.ReadToEndAsync(transport));
            client.Shutdown(SocketShutdown.Send);
        }

        Assert.Equal(0, await stop.WaitAsync(Peers.Limit));
        Assert.All(await Task.WhenAll(runs), reason => Assert.Equal(LineCloseKind.ClosedHere, reason.Kind));
        Assert.Equal(0, listener.OpenConnections);
        await Assert.ThrowsAnyAsync<SocketException>(() => LineClient.ConnectAsync(listener.EndPoint));
    }

    [Fact]
    public async Task Whoever_has_not_ended_at_the_bound_is_cut_off_and_whoever_only_lingers_is_not_aborted()
    {
        var time = new ManualTime();
        var listener = Open(AnyPort, new() { Connection = new() { TimeProvider = time, LingerTime = TimeSpan.FromHours(1) } });
        var connections = new List<LineConnection>();
        var accepted = new CountdownEvent(2);
        listener.Start(connection =>
        {
            connections.Add(connection);
            accepted.Signal();
        });
        using var stubborn = Peers.Connect(listener);
        using var lingering = Peers.Connect(listener);
        Assert.True(accepted.Wait(Peers.Limit));

        var token = connections[0].Stopping;
        var stop = listener.StopAsync(TimeSpan.FromMinutes(1));
        Assert.True(token.WaitHandle.WaitOne(Peers.Limit));
        Assert.True(connections[1].TryWrite("bye"u8));
        connections[1].Close();
        await using var transport = new SocketTransport(lingering);
        Assert.Equal("bye", await Peers.ReadToEndAsync(transport));   // its end has been sent, so it lingers
        Assert.False(stop.IsCompleted);
        Assert.True(SpinWait.SpinUntil(() => time.TimersMade >= 2, Peers.Limit));
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(1, await stop.WaitAsync(Peers.Limit));
        await Assert.ThrowsAnyAsync<SocketException>(() => stubborn.ReceiveAsync(new byte[1]).WaitAsync(Peers.Limit));
        Assert.Equal(LineCloseKind.ClosedHere, (await connections[1].Completion.WaitAsync(Peers.Limit)).Kind);
    }

    [Fact]
    public void Limits_out_of_range_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Open(AnyPort, new() { MaxConnections = 0 }));

    private static Socket ConnectFrom(string address, int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
        socket.Connect(IPAddress.Loopback, port);
        return socket;
    }

    private sealed class SaysBye : LineProtocol
    {
        public override void LineReceived(ReadOnlySpan<byte> line)
        {
        }

        public override void StopRequested(LineConnection connection)
        {
            Assert.True(connection.TryWrite("bye\r\n"u8));
            connection.Close();
        }
    }
}
