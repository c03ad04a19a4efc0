namespace Interlude.Tests.EndToEnd;

/// <summary>The server as people and scripts reach it, over real sockets and with the programs that they have.</summary>
public class ServeTests
{
    private const string Welcome = "* Welcome to Interlude. What is your name?\r\n";
    private const string Alone = "* Hello, ana. You are alone in #lobby. What is said is kept for 365 days, or until the server stops. Type /help for commands, or a single dot to leave.\r\n";
    private const string Goodbye = "* Goodbye, ana.\r\n";

    [Theory]
    [InlineData("ana\nhello\n/ping 1\n.\n")]
    [InlineData("ana\nhello\n/ping 1\n.")]
    [InlineData("ana\nhello\n/ping 1\n")]
    [InlineData("ana\r\nhello\n/ping 1")]
    public async Task A_pipe_gets_every_reply_with_and_without_the_final_dot(string input)
    {
        await using var serve = ChildProcess.Interlude("serve", "--listen", "plain://localhost:0");
        var port = await serve.ReadPortAsync();

        foreach (var (program, arguments) in new (string, string[])[]
        {
            ("ncat", ["localhost", $"{port}"]),
            ("socat", ["-t", "30", "-", $"TCP:localhost:{port}"]),
        })
        {
            await using var peer = ChildProcess.Start(Requires.Program(program), arguments);
            await peer.WriteAsync(input);
            peer.EndInput();

            Assert.Equal(Welcome + Alone + "* Pong: 1\r\n" + Goodbye, await peer.ReadToEndAsync());
            Assert.Equal(0, (await peer.WaitForExitAsync()).ExitCode);
        }
    }

    [Fact]
    public async Task Two_people_with_nothing_but_netcat_talk()
    {
        await using var serve = ChildProcess.Interlude("serve", "--listen", "plain://localhost:0");
        var port = $"{await serve.ReadPortAsync()}";
        await using var ana = ChildProcess.Start(Requires.Program("ncat"), "127.0.0.1", port);
        await ana.WriteAsync("ana\n");
        Assert.StartsWith("* Welcome", await ana.ReadLineAsync(), StringComparison.Ordinal);
        Assert.StartsWith("* Hello, ana. You are alone", await ana.ReadLineAsync(), StringComparison.Ordinal);
        await using var bob = ChildProcess.Start(Requires.Program("ncat"), "-6", "::1", port);
        await bob.WriteAsync("bob\n");
        Assert.StartsWith("* Welcome", await bob.ReadLineAsync(), StringComparison.Ordinal);
        Assert.StartsWith("* Hello, bob. You are in #lobby with ana.", await bob.ReadLineAsync(), StringComparison.Ordinal);
        Assert.Equal("* bob has joined #lobby.", await ana.ReadLineAsync());

        await ana.WriteAsync("hi bob\n");
        Assert.Equal("<ana> hi bob", await bob.ReadLineAsync());
        await bob.WriteAsync("/msg ana lunch?\n");
        Assert.Equal("<- bob: lunch?", await ana.ReadLineAsync());
        Assert.Equal("-> ana: lunch?", await bob.ReadLineAsync());

        bob.EndInput();
        Assert.Equal("* bob has left the chat.", await ana.ReadLineAsync());
        Assert.Equal("* Goodbye, bob.\r\n", await bob.ReadToEndAsync());
    }

    [Fact]
    public async Task A_person_with_telnet_types_and_is_answered()
    {
        await using var serve = ChildProcess.Interlude("serve", "--listen", "plain://localhost:0");
        var port = await serve.ReadPortAsync();
        var script = $$"""
            set timeout 30
            log_user 0
            proc want {text} {
                expect -ex $text { return } timeout { puts "no <$text>" } eof { puts "end before <$text>" }
                exit 1
            }
            spawn {{Requires.Program("telnet")}} 127.0.0.1 {{port}}
            want "What is your name?"
            send "ana\r"
            want "You are alone in #lobby."
            send "/who\r"
            want "In #lobby (1 person):"
            send ".\r"
            want "Goodbye, ana."
            expect eof
            puts "all seen"
            """;
        await using var expect = ChildProcess.Start(Requires.Program("expect"), "-c", script);

        Assert.Equal("all seen\n", await expect.ReadToEndAsync());
        Assert.Equal(0, (await expect.WaitForExitAsync()).ExitCode);
    }

    [Fact]
    public async Task Telnet_options_are_declined_and_never_reach_a_line()
    {
        await using var serve = ChildProcess.Interlude("serve", "--listen", "plain://localhost:0");
        using var ana = await Person.ConnectAsync(await serve.ReadPortAsync());
        await ana.ReadUntilAsync("* Welcome");

        // WILL NAWS, DO ECHO, a subnegotiation of NAWS, and a name that ends in CR NUL.
        await ana.WriteAsync((byte[])[255, 251, 31, 255, 253, 1, 255, 250, 31, 0, 80, 0, 24, 255, 240, .. "ana\r\0"u8]);

        // DONT NAWS, WONT ECHO: then the name was read.
        var answer = new byte[6];
        await ana.ReadBytesAsync(answer);
        Assert.Equal([255, 254, 31, 255, 252, 1], answer);
        await ana.ReadUntilAsync("* Hello, ana.");
    }

    [Fact]
    public async Task Fifty_answers_and_the_goodbye_arrive_though_three_megabytes_follow_the_dot()
    {
        await using var serve = ChildProcess.Interlude("serve", "--listen", "plain://localhost:0");
        using var ana = await Person.ConnectAsync(await serve.ReadPortAsync());
        var pings = string.Concat(Enumerable.Range(1, 50).Select(i => $"/ping {i}\n"));

        var writing = ana.WriteAsync($"ana\n{pings}.\n{new string('z', 3_000_000)}");

        var pongs = string.Concat(Enumerable.Range(1, 50).Select(i => $"* Pong: {i}\r\n"));
        Assert.Equal(Welcome + Alone + pongs + Goodbye, await ana.ReadToEndAsync());
        await writing;
    }

    [Fact]
    public async Task Who_does_not_read_is_dropped_with_a_sentence_and_the_others_go_on()
    {
        await using var serve = ChildProcess.Interlude("serve", "--listen", "plain://localhost:0");
        var port = await serve.ReadPortAsync();
        using var deaf = await Person.ArriveAsync(port, "deaf");
        using var ana = await Person.ArriveAsync(port, "ana");
        var line = new string('x', 4000) + "\n";

        // Far more than the kernel and the outbox hold for somebody who does not read.
        var block = string.Concat(Enumerable.Repeat(line, 250));
        for (var sent = 0; sent < 64; sent++)
        {
            await ana.WriteAsync(block);
        }

        await ana.WriteAsync("/ping done\n");
        Assert.Equal("* deaf has left the chat: reads too slowly", await ana.ReadUntilAsync("* deaf"));
        await ana.ReadUntilAsync("* Pong: done");
        Assert.EndsWith(
            "* You were disconnected, because more than 1048576 bytes were waiting for you to read them.\r\n",
            await deaf.ReadToEndAsync(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reset_makes_its_user_leave()
    {
        await using var serve = ChildProcess.Interlude("serve", "--listen", "plain://localhost:0");
        var port = await serve.ReadPortAsync();
        using var ana = await Person.ArriveAsync(port, "ana");
        using var bob = await Person.ArriveAsync(port, "bob");

        bob.Reset();

        Assert.Equal("* bob has left the chat: connection lost", await ana.ReadUntilAsync("* bob has left"));
    }

    [Fact]
    public async Task A_Unix_socket_reaches_the_same_rooms()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "chat");
        await using var serve = ChildProcess.Interlude(
            "serve", "--listen", $"plain+unix://{path}", "--listen", "plain://127.0.0.1:0");
        var line = await serve.ReadLineAsync();
        Assert.StartsWith($"Interlude listens on plain+unix://{path}, plain://127.0.0.1:", line, StringComparison.Ordinal);
        using var ana = await Person.ArriveAsync(int.Parse(line!.Split(':')[^1], System.Globalization.CultureInfo.InvariantCulture), "ana");

        await using var bob = ChildProcess.Start(Requires.Program("socat"), "-t", "30", "-", $"UNIX-CONNECT:{path}");
        await bob.WriteAsync("bob\nhello from a socket file\n.\n");

        Assert.Equal("<bob> hello from a socket file", await ana.ReadUntilAsync("<bob>"));
        Assert.EndsWith("* Goodbye, bob.\r\n", await bob.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_answer_arrives_whole_at_a_slow_reader()
    {
        await using var serve = ChildProcess.Interlude("serve", "--listen", "plain://localhost:0");
        var port = await serve.ReadPortAsync();
        using var ana = await Person.ArriveAsync(port, "ana");
        var topic = new string('t', 380);
        var joins = string.Concat(Enumerable.Range(1, 99).Select(i => $"/join #channel-{i}\n/topic {topic}\n"));
        await ana.WriteAsync(joins + "/ping joined\n");
        await ana.ReadUntilAsync("* Pong: joined");

        // 50 answers of some 40 KB each, asked for before the first is read: more than an outbox may hold.
        await ana.WriteAsync(string.Concat(Enumerable.Repeat("/list\n", 50)) + "/ping listed\n");

        var lists = 0;
        for (string? line; (line = await ana.ReadLineAsync()) != "* Pong: listed";)
        {
            lists += line == $"*   #channel-50, 1 person: {topic}" ? 1 : 0;
        }

        Assert.Equal(50, lists);
    }
}
