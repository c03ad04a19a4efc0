using System.Net;
using System.Net.Sockets;
using Interlude.Lines;

namespace Interlude.Tests.Lines;

/// <summary>Settings of sockets, asked back from the kernel.</summary>
public class SocketOptionTests
{
    [Fact]
    public async Task A_silent_peer_is_asked_after_a_minute_and_small_sends_are_not_delayed()
    {
        var (one, other) = Media.Sockets(unix: false);

        await using var transport = new SocketTransport(one);

        Assert.True(one.NoDelay);
        Assert.Equal((1, 60, 10, 6), KeepAlive(one));
        other.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Both_sides_take_other_settings(bool polled)
    {
        using var poller = polled ? Requires.Poller() : null;
        var settings = new LineSocketOptions
        {
            NoDelay = false,
            KeepAlive = new(TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(3), 2),
        };
        await using var listener = LineListener.Open(new LineEndPoint.Tcp("127.0.0.1", 0), new() { Socket = settings, Poller = poller });
        var accepted = new TaskCompletionSource<LineConnection>(TaskCreationOptions.RunContinuationsAsynchronously);

        var client = await LineClient.ConnectAsync(listener.EndPoint, new LineClientOptions { Socket = settings });
        listener.Start(accepted.SetResult);   // it has waited in the kernel
        var server = await accepted.Task.WaitAsync(Peers.Limit);

        foreach (var connection in new[] { client, server })
        {
            var socket = ((SocketTransport)connection.Transport).Socket;
            Assert.False(socket.NoDelay);
            Assert.Equal((1, 300, 3, 2), KeepAlive(socket));
            connection.Abort();
        }
    }

    [Fact]
    public async Task Keep_alive_can_be_off_and_a_Unix_socket_has_none()
    {
        var (one, other) = Media.Sockets(unix: false);
        await using var without = new SocketTransport(one, new() { KeepAlive = null });
        Assert.Equal(0, KeepAlive(one).On);
        other.Dispose();

        (one, other) = Media.Sockets(unix: true);
        await using var unix = new SocketTransport(one);
        Assert.Equal(0, (int)one.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive)!);
        other.Dispose();
    }

    [Theory]
    [InlineData(0, 10, 6)]
    [InlineData(32768, 10, 6)]
    [InlineData(60, 0, 6)]
    [InlineData(60, 10, 0)]
    [InlineData(60, 10, 128)]
    public void What_the_kernel_would_refuse_is_refused_at_the_start(int idle, int interval, int probes)
    {
        var settings = new LineSocketOptions
        {
            KeepAlive = new(TimeSpan.FromSeconds(idle), TimeSpan.FromSeconds(interval), probes),
        };

        Assert.Throws<ArgumentOutOfRangeException>(
            () => LineListener.Open(new LineEndPoint.Tcp("127.0.0.1", 0), new() { Socket = settings }));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => LineListener.Open(new LineEndPoint.Tcp("127.0.0.1", 0), new() { Backlog = 0 }));
    }

    [Fact]
    public async Task A_star_listens_on_all_addresses_of_both_families_with_one_port()
    {
        await using var listener = LineListener.Open(new LineEndPoint.Tcp("*", 0));
        var addresses = listener.LocalEndPoints.Cast<IPEndPoint>().ToList();

        Assert.Equal(IPAddress.Any, addresses[0].Address);
        Assert.All(addresses, a => Assert.Equal(((LineEndPoint.Tcp)listener.EndPoint).Port, a.Port));
        Assert.Equal(listener.Notice is null ? 2 : 1, addresses.Count);
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        client.Connect(new IPEndPoint(IPAddress.Parse("127.0.0.3"), addresses[0].Port));
    }

    [Theory]
    [InlineData("localhost", AddressFamilies.IPv4, "127.0.0.1")]
    [InlineData("localhost", AddressFamilies.IPv6, "::1")]
    [InlineData("*", AddressFamilies.IPv4, "0.0.0.0")]
    [InlineData("*", AddressFamilies.IPv6, "::")]
    [InlineData("::ffff:127.0.0.1", AddressFamilies.Both, "127.0.0.1")]
    public async Task One_family_can_be_asked_for(string host, AddressFamilies families, string address)
    {
        Assert.True(Socket.OSSupportsIPv6 || families != AddressFamilies.IPv6);

        await using var listener = LineListener.Open(new LineEndPoint.Tcp(host, 0) { Families = families });

        Assert.Equal(address, ((IPEndPoint)Assert.Single(listener.LocalEndPoints)).Address.ToString());
        Assert.Null(listener.Notice);
    }

    [Fact]
    public void An_address_of_the_other_family_is_refused()
    {
        var failure = Assert.Throws<SocketException>(
            () => LineListener.Open(new LineEndPoint.Tcp("127.0.0.1", 0) { Families = AddressFamilies.IPv6 }));

        Assert.Equal("127.0.0.1 has no IPv6 address", failure.Message);
    }

    private static (int On, int Idle, int Interval, int Probes) KeepAlive(Socket socket) => (
        (int)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive)!,
        (int)socket.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime)!,
        (int)socket.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval)!,
        (int)socket.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount)!);
}
