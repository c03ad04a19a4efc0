using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Interlude.Lines;

namespace Interlude.Tests.Lines;

public class LineListenerTests : ListeningTests
{
    private static readonly LineEndPoint AnyPort = new LineEndPoint.Tcp("localhost", 0);

    [Fact]
    public async Task Localhost_is_both_loopbacks_with_one_port()
    {
        await using var listener = Open(AnyPort);

        var addresses = listener.LocalEndPoints.Cast<IPEndPoint>().ToList();

        Assert.Equal(IPAddress.Loopback, addresses[0].Address);
        Assert.All(addresses, a => Assert.Equal(((LineEndPoint.Tcp)listener.EndPoint).Port, a.Port));
        Assert.NotEqual(addresses.Count == 2, listener.Notice is not null);
        if (addresses.Count == 2)
        {
            Assert.Equal(IPAddress.IPv6Loopback, addresses[1].Address);
        }
    }

    [Fact]
    public async Task A_second_listener_on_the_port_is_refused()
    {
        await using var listener = Open(AnyPort);

        var failure = Assert.Throws<SocketException>(() => Open(listener.EndPoint));

        Assert.Equal(SocketError.AddressAlreadyInUse, failure.SocketErrorCode);
    }

    [Fact]
    public async Task A_second_listener_is_let_in_when_both_ask_to_share()
    {
        var sharing = new LineListenerOptions { ReusePort = true };
        await using var first = Open(AnyPort, sharing);
        await using var second = Open(first.EndPoint, sharing);

        Assert.Equal(first.EndPoint, second.EndPoint);
        Assert.Throws<SocketException>(() => Open(first.EndPoint));
    }

    [Fact]
    public async Task A_port_with_connections_in_TIME_WAIT_can_be_listened_on_again()
    {
        LineEndPoint where;
        await using (var listener = Open(AnyPort))
        {
            where = listener.EndPoint;
            var accepted = new TaskCompletionSource<LineConnection>();
            listener.Start(accepted.SetResult);
            using var client = Peers.Connect(listener);
            var connection = await accepted.Task.WaitAsync(Peers.Limit);

            // The server closes first, so the state stays with it.
            var close = connection.CloseAsync();
            Assert.Equal(0, await client.ReceiveAsync(new byte[1]).WaitAsync(Peers.Limit));
            client.Shutdown(SocketShutdown.Send);
            await close.WaitAsync(Peers.Limit);
        }

        await using var again = Open(where);
        Assert.Equal(where, again.EndPoint);
    }

    [Fact]
    public async Task A_stale_socket_file_is_replaced_and_the_file_goes_with_the_listener()
    {
        using var folder = new TemporaryFolder();
        var where = new LineEndPoint.Unix(Path.Combine(folder.Path, "s"));
        using (var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            dead.Bind(new UnixDomainSocketEndPoint(where.Path));
            File.Move(where.Path, where.Path + "2");   // so that disposing does not remove it
        }

        File.Move(where.Path + "2", where.Path);
        Assert.True(File.Exists(where.Path));

        await using (var listener = Open(where))
        {
            using var client = Peers.Connect(listener);
            Assert.True(client.Connected);
        }

        Assert.False(File.Exists(where.Path));
    }

    [Fact]
    public async Task A_socket_file_that_is_listened_on_or_not_a_socket_is_left_alone()
    {
        using var folder = new TemporaryFolder();
        var where = new LineEndPoint.Unix(Path.Combine(folder.Path, "s"));
        var file = Path.Combine(folder.Path, "f");
        await File.WriteAllTextAsync(file, "");
        await using var listener = Open(where);

        Assert.Throws<SocketException>(() => Open(where));
        Assert.Throws<SocketException>(() => Open(new LineEndPoint.Unix(file)));

        Assert.True(File.Exists(where.Path) && File.Exists(file));
        using var client = Peers.Connect(listener);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_owed_arrives_though_the_peer_has_sent_megabytes_more(bool unix)
    {
        using var folder = new TemporaryFolder();
        await using var listener = Open(
            unix ? new LineEndPoint.Unix(Path.Combine(folder.Path, "s")) : AnyPort);
        listener.Start(connection => _ = LineProtocol.RunAsync(connection, new AnswerUntilDot()));
        using var client = Peers.Connect(listener);
        var more = new byte[3_000_000];
        Array.Fill(more, (byte)'z');
        var sending = Task.Run(() =>
        {
            for (var i = 0; i < 50; i++)
            {
                client.Send(Encoding.ASCII.GetBytes($"line {i}\n"));
            }

            client.Send(".\n"u8);
            client.Send(more);
        });
        await sending.WaitAsync(Peers.Limit);   // everything is sent before anything is read

        await using var transport = new SocketTransport(client);
        var text = await Peers.ReadToEndAsync(transport);

        Assert.Equal(string.Concat(Enumerable.Range(0, 50).Select(i => $"You sent: line {i}\r\n")), text);
    }

    [Fact]
    public async Task A_reset_of_a_socket_is_not_an_end_of_input()
    {
        await using var listener = Open(AnyPort);
        var accepted = new TaskCompletionSource<LineConnection>();
        listener.Start(accepted.SetResult);
        var client = Peers.Connect(listener);
        var connection = await accepted.Task.WaitAsync(Peers.Limit);
        var read = connection.WaitToReadAsync().AsTask();

        client.LingerState = new LingerOption(true, 0);
        client.Dispose();

        Assert.False(await read.WaitAsync(Peers.Limit));
        Assert.Equal(LineInputEnd.Lost, connection.InputEnd);
        Assert.Equal(LineCloseKind.Reset, (await connection.Completion.WaitAsync(Peers.Limit)).Kind);
    }

    [Fact]
    public async Task A_protocol_does_not_read_a_peer_that_does_not_read()
    {
        await using var listener = Open(AnyPort);
        var protocol = new AnswerUntilDot();
        listener.Start(connection => _ = LineProtocol.RunAsync(connection, protocol));
        using var client = Peers.Connect(listener);
        client.Blocking = false;
        var line = Encoding.ASCII.GetBytes(new string('x', 998) + "\r\n");

        // Sends until the kernel has taken nothing for a while: a bounded amount, because nobody reads on either side.
        long sent = 0;
        var quiet = Stopwatch.StartNew();
        while (quiet.Elapsed < TimeSpan.FromSeconds(1))
        {
            var count = client.Send(line, SocketFlags.None, out var error);
            if (error == SocketError.Success)
            {
                sent += count;
                quiet.Restart();
                Assert.True(sent < 200_000_000, "It reads on without end.");
            }
            else
            {
                Thread.Yield();
            }
        }

        Assert.True(protocol.OutboxBytes <= 70_000, $"{protocol.OutboxBytes} bytes wait.");
    }

    [Fact]
    public async Task A_client_tries_all_addresses()
    {
        await using var listener = Open(new LineEndPoint.Tcp("127.0.0.1", 0));
        listener.Start(connection => _ = LineProtocol.RunAsync(connection, new AnswerUntilDot()));
        var port = ((LineEndPoint.Tcp)listener.EndPoint).Port;

        var connection = await LineClient.ConnectAsync(new LineEndPoint.Tcp("localhost", port)).WaitAsync(Peers.Limit);
        await connection.WriteLineAsync("hi"u8.ToArray());
        await connection.WriteLineAsync("."u8.ToArray());

        Assert.Equal(["You sent: hi"], await Peers.ReadLinesAsync(connection).WaitAsync(Peers.Limit));
        Assert.Equal(LineCloseKind.PeerClosed, (await connection.CloseAsync().WaitAsync(Peers.Limit)).Kind);
    }

    private sealed class AnswerUntilDot : LineProtocol
    {
        private LineConnection? _connection;

        public int OutboxBytes => _connection?.OutboxBytes ?? 0;

        public override void Connected(LineConnection connection) => _connection = connection;

        public override void LineReceived(ReadOnlySpan<byte> line)
        {
            if (line.SequenceEqual("."u8))
            {
                _connection!.Close();
            }
            else
            {
                Assert.True(_connection!.TryWrite("You sent: "u8, line, "\r\n"u8));
            }
        }
    }

    [Fact]
    public async Task A_factory_or_a_callback_that_throws_ends_its_connection_and_no_other()
    {
        var made = 0;
        await using var listener = Open(new LineEndPoint.Tcp("127.0.0.1", 0));
        listener.Start(() => ++made == 1 ? throw new InvalidOperationException("a bug in the factory") : new Fragile());

        using var first = Peers.Connect(listener);
        Assert.Throws<SocketException>(() => first.Receive(new byte[1]));
        using var second = Peers.Connect(listener);
        second.Send("break\r\n"u8);
        Assert.Throws<SocketException>(() => second.Receive(new byte[1]));

        await using var third = await LineClient.ConnectAsync(listener.EndPoint);
        await third.WriteLineAsync("whole"u8.ToArray());
        Assert.Equal("whole"u8.ToArray(), (await third.ReadLineAsync().AsTask().WaitAsync(Peers.Limit))?.ToArray());
        await third.CompleteAsync();
        Assert.Null(await third.ReadLineAsync().AsTask().WaitAsync(Peers.Limit));
    }

    [Fact]
    public void A_protocol_has_no_connection_before_it_runs() =>
        Assert.Throws<InvalidOperationException>(() => new Fragile().LineReceived("early"u8));

    private sealed class Fragile : LineProtocol
    {
        public override void LineReceived(ReadOnlySpan<byte> line)
        {
            if (line.SequenceEqual("break"u8))
            {
                throw new InvalidOperationException("a bug in a callback");
            }

            Connection.TryWrite(line, "\r\n"u8);
        }
    }
}
