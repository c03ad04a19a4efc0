using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Interlude.Lines;
using Interlude.Tests.Lines;

namespace Interlude.Tests.Documents.Samples;

/// <summary>Runs the samples of the guide.</summary>
public class SampleTests
{
    public static TheoryData<bool> BothEchoes => [true, false];

    [Theory]
    [MemberData(nameof(BothEchoes))]
    public async Task The_client_ends_when_an_echo_server_has_closed(bool callbacks)
    {
        await using var listener = callbacks ? Echo.Listen(0) : PullEcho.Listen(0);
        var output = new StringWriter { NewLine = "\n" };

        var reason = await Client.TalkAsync(Port(listener), output).WaitAsync(Peers.Limit);

        Assert.Equal(LineCloseKind.PeerClosed, reason.Kind);
        Assert.Equal("You sent: hello\n", output.ToString());
    }

    [Fact]
    public async Task Each_request_gets_its_reply()
    {
        await using var listener = PullEcho.Listen(0);
        await using var connection = await LineClient.ConnectAsync(listener.EndPoint);

        Assert.Equal("You sent: one", await Requests.AskAsync(connection, "one"));
        Assert.Equal("You sent: two", await Requests.AskAsync(connection, "two"));
        Assert.Null(await Requests.AskAsync(connection, "."));
        Assert.Equal(LineInputEnd.Finished, connection.InputEnd);
    }

    [Fact]
    public async Task Every_record_is_answered_and_the_half_one_is_logged()
    {
        var (near, far) = MemoryTransport.CreatePair(cut: there => Math.Min(there, 100));
        var log = new StringWriter();
        var served = Framing.ServeAsync(new LineConnection(near, Framing.Records), log);
        await Peers.SendAsync(far, "a\0b\n" + new string('x', 513) + "\0" + new string('y', 512) + "\0half");
        await far.EndSendingAsync();

        Assert.Equal($"ok a\0ok b\0too long\0ok {new string('y', 512)}\0", await Peers.ReadToEndAsync(far));
        await far.DisposeAsync();
        await served.WaitAsync(Peers.Limit);
        Assert.Equal("dropped: half", log.ToString().TrimEnd());
    }

    [Fact]
    public async Task A_raw_block_is_pulled_between_lines()
    {
        var (near, far) = MemoryTransport.CreatePair();
        var served = RawBlocks.ServeAsync(new LineConnection(near));
        await Peers.SendAsync(far, "DATA 5\r\na\r\nb\nDATA x\r\nDATA 0\r\nDATA 5\r\nab");
        await far.EndSendingAsync();

        var expected = $"250 {Convert.ToHexString(SHA256.HashData("a\r\nb\n"u8))}\r\n500 DATA and a number, please\r\n"
            + $"250 {Convert.ToHexString(SHA256.HashData([]))}\r\n";
        Assert.Equal(expected, await Peers.ReadToEndAsync(far));
        await far.DisposeAsync();
        await served.WaitAsync(Peers.Limit);
    }

    [Fact]
    public async Task A_raw_block_is_called_back_between_lines()
    {
        Assert.Equal("250 got it\r\n250 got it\r\n", await TalkAsync(new ByteCounter(), "5\r\n\r\n\r\n!1\r\nx\r\nq\r\n"));
    }

    [Fact]
    public async Task The_certificate_of_a_listener_is_replaced_while_it_runs()
    {
        using var folder = new TemporaryFolder();
        using var first = Certificates.SelfSigned("server.test");
        using var second = Certificates.SelfSigned("server.test");
        var file = first.WriteTo(folder, "server.pem");
        var files = new CertificateFiles(file, file);
        await using var listener = files.Listen(0);

        await using var before = await TlsClients.ConnectAsync(Port(listener), first);
        second.WriteTo(folder, "server.pem");
        files.Reload();
        await using var after = await TlsClients.ConnectAsync(Port(listener), second);

        Assert.Equal("You sent: 1", await Requests.AskAsync(before, "1"));
        Assert.Equal("You sent: 2", await Requests.AskAsync(after, "2"));
    }

    [Fact]
    public async Task Both_sides_of_STARTTLS_meet()
    {
        var (near, far) = MemoryTransport.CreatePair();
        var served = LineProtocol.RunAsync(new LineConnection(near), new Mailbox(TlsPair.Server));
        await using var client = new LineConnection(far);

        Assert.Equal("250 hello mallory", await Requests.AskAsync(client, "mallory"));
        Assert.True(await TlsClients.SecureAsync(client, TlsPair.Client).WaitAsync(Peers.Limit));
        Assert.Equal("250 hello ana", await Requests.AskAsync(client, "ana"));
        Assert.IsType<TlsTransport>(client.Transport);

        Assert.Equal(LineCloseKind.ClosedHere, (await client.CloseAsync().WaitAsync(Peers.Limit)).Kind);
        Assert.Equal(LineCloseKind.PeerClosed, (await served.WaitAsync(Peers.Limit)).Kind);
    }

    [Fact]
    public async Task Who_says_nothing_is_told_and_closed()
    {
        var time = new ManualTime();
        var (near, far) = MemoryTransport.CreatePair();
        var served = LineProtocol.RunAsync(new LineConnection(near, Prompt.Options with { TimeProvider = time }), new Prompt());
        await time.UntilDueInAsync(TimeSpan.FromSeconds(10)).WaitAsync(Peers.Limit);

        time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("421 too slow\r\n", await Peers.ReadToEndAsync(far));
        await far.DisposeAsync();
        Assert.Equal(LineTimeout.FirstLine, (await served.WaitAsync(Peers.Limit)).Timeout);
    }

    [Fact]
    public async Task Who_does_not_read_is_dropped_and_the_others_are_told_all()
    {
        var (near, far) = MemoryTransport.CreatePair(capacityBytes: 1024 * 1024);
        var (slowNear, _) = MemoryTransport.CreatePair(capacityBytes: 1024);
        await using var good = new LineConnection(near, Broadcast.Options);
        await using var slow = new LineConnection(slowNear, Broadcast.Options);
        var line = new byte[1022];
        Array.Fill(line, (byte)'x');

        for (var i = 0; i < 300; i++)
        {
            Broadcast.Tell([good, slow], line);
        }

        Assert.Equal(LineCloseKind.OutboxFull, (await slow.Completion.WaitAsync(Peers.Limit)).Kind);
        await good.CompleteAsync();
        Assert.Equal(300 * 1024, (await Peers.ReadToEndAsync(far)).Length);
        await far.DisposeAsync();
    }

    [Fact]
    public async Task The_twenty_first_of_an_address_is_told_why_and_all_are_seen_off()
    {
        await using var listener = Guarded.Listen(0);
        var server = (LineEndPoint.Tcp)listener.EndPoint with { Host = "127.0.0.1" };
        var people = new List<LineConnection>();
        for (var i = 0; i < 20; i++)
        {
            people.Add(await LineClient.ConnectAsync(server));
            Assert.Equal("hi", await Requests.AskAsync(people[i], "hi"));
        }

        await using (var refused = await LineClient.ConnectAsync(server))
        {
            Assert.Equal(["421 too many connections"], await Peers.ReadLinesAsync(refused));
        }

        var stopped = Guarded.StopAsync(listener);
        foreach (var person in people)
        {
            Assert.Equal(["goodbye"], await Peers.ReadLinesAsync(person));
            await person.DisposeAsync();
        }

        await stopped.WaitAsync(Peers.Limit);
    }

    [Fact]
    public async Task A_puller_says_goodbye_when_it_is_asked_to_stop()
    {
        var (near, far) = MemoryTransport.CreatePair();
        var connection = new LineConnection(near);
        var served = Guarded.ServeAsync(connection);
        await using var client = new LineConnection(far);
        Assert.Equal("hi", await Requests.AskAsync(client, "hi"));

        connection.RequestStop();

        Assert.Equal(["goodbye"], await Peers.ReadLinesAsync(client));
        await client.CloseAsync();
        await served.WaitAsync(Peers.Limit);
    }

    [Fact]
    public async Task A_client_that_connects_again_says_where_the_gap_is()
    {
        await using var listener = LineListener.Open(new LineEndPoint.Tcp("localhost", 0));
        var count = 0;
        using var stop = new CancellationTokenSource();
        listener.Start(connection => _ = GreetAsync(connection));
        var output = new StringWriter { NewLine = "\n" };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Reconnecting.FollowAsync(listener.EndPoint, output, stop.Token).WaitAsync(Peers.Limit));

        Assert.StartsWith("NICK ana 1\n-- lost: PeerClosed\n-- back; lines may be missing here\n", output.ToString());

        async Task GreetAsync(LineConnection connection)
        {
            await using (connection)
            {
                await foreach (var line in connection.ReadLinesAsync())
                {
                    var number = Interlocked.Increment(ref count);
                    await connection.WriteLineAsync(Encoding.UTF8.GetBytes($"{Encoding.UTF8.GetString(line.Span)} {number}"));
                    if (number > 1)
                    {
                        await stop.CancelAsync();
                    }

                    break;
                }
            }
        }
    }

    [Fact]
    public async Task A_client_that_connects_again_does_so_with_TLS()
    {
        await using var listener = LineListener.Open(new LineEndPoint.Tcp("localhost", 0), new() { Tls = TlsPair.Server });
        listener.Start(() => new Echo());
        var client = new ReconnectingLineClient(listener.EndPoint, Reconnecting.Secured(TlsPair.Client));

        await using var items = client.ReadAsync().GetAsyncEnumerator();
        Assert.True(await items.MoveNextAsync().AsTask().WaitAsync(Peers.Limit));
        Assert.Equal(LineClientItemKind.Connected, items.Current.Kind);
        Assert.True(client.TryWriteLine("hi"u8));
        Assert.True(await items.MoveNextAsync().AsTask().WaitAsync(Peers.Limit));

        Assert.Equal("You sent: hi", Encoding.UTF8.GetString(items.Current.Line.Span));
    }

    [Fact]
    public async Task Telnet_is_refused_its_options()
    {
        var answer = await TalkAsync(new Echo(), "\xFF\xFD\x01hi\r\0", Places.Terminals);

        Assert.Equal("\xFF\xFC\x01You sent: hi\r\n", answer);
    }

    [Fact]
    public async Task A_Unix_socket_is_its_owners_alone()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "echo");
        await using var listener = Places.Listen(path);
        await using var connection = await LineClient.ConnectAsync(listener.EndPoint);

        Assert.Equal("You sent: hi", await Requests.AskAsync(connection, "hi"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
    }

    [Fact]
    public async Task Any_stream_will_do()
    {
        var (near, far) = Media.Sockets(unix: false);
        var served = Places.ServeAsync(new NetworkStream(near, ownsSocket: true));
        await using var client = LineConnection.Over(far);

        Assert.Equal("You sent: hi", await Requests.AskAsync(client, "hi"));
        await client.CloseAsync();
        Assert.Equal(LineCloseKind.PeerClosed, (await served.WaitAsync(Peers.Limit)).Kind);
    }

    private static int Port(LineListener listener) => ((LineEndPoint.Tcp)listener.EndPoint).Port;

    /// <summary>Says something to a protocol, ends its input, and gives all that it answered.</summary>
    private static async Task<string> TalkAsync(LineProtocol protocol, string said, LineConnectionOptions? options = null)
    {
        var (near, far) = MemoryTransport.CreatePair();
        var served = LineProtocol.RunAsync(new LineConnection(near, options), protocol);
        await Peers.SendAsync(far, said);
        await far.EndSendingAsync();
        var answer = await Peers.ReadToEndAsync(far);
        await far.DisposeAsync();
        await served.WaitAsync(Peers.Limit);
        return answer;
    }
}
