using System.Net;
using System.Net.Sockets;
using System.Text;
using Interlude.Host.Serving;
using Interlude.Lines;
using Interlude.Server;

namespace Interlude.Tests.Host.Serving;

/// <summary>The loop around a real server, with connections in memory and a journal that the test leads.</summary>
public sealed class ServerLoopTests : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly RehearsedJournal _journal = new();
    private readonly StringWriter _errors = new();
    private readonly ServerLoop _loop;

    public ServerLoopTests() => _loop = LobbyLoop.Begin(_journal, _errors, new ServerLimits { AnswerPieceBytes = 256 });

    public ValueTask DisposeAsync() => _loop.DisposeAsync();

    [Fact]
    public async Task While_the_journal_is_stalled_questions_are_answered_and_wishes_wait()
    {
        var ana = await ArriveAsync("ana");
        var bob = await ArriveAsync("bob");
        _journal.Stall();

        await ana.WriteLineAsync("said"u8.ToArray());
        await ana.WriteLineAsync("/ping after"u8.ToArray());
        await bob.WriteLineAsync("/ping meanwhile"u8.ToArray());
        Assert.Equal("* Pong: meanwhile", await ReadUntilAsync(bob, "* Pong"));
        _journal.Open();

        Assert.Equal("<ana> said", await ReadUntilAsync(bob, "<ana>"));
        Assert.Equal("* Pong: after", await ReadUntilAsync(ana, "* Pong"));
    }

    [Fact]
    public async Task A_failed_append_is_told_and_the_next_line_works()
    {
        var ana = await ArriveAsync("ana");
        var bob = await ArriveAsync("bob");

        _journal.Next = AppendResult.Failed;
        await ana.WriteLineAsync("lost"u8.ToArray());
        await ReadUntilAsync(ana, "* The server cannot record anything");
        _journal.Next = AppendResult.Appended;
        await ana.WriteLineAsync("found"u8.ToArray());

        Assert.Equal("<ana> found", await ReadUntilAsync(bob, "<ana>"));
    }

    [Fact]
    public async Task Somebody_with_a_block_of_many_lines_does_not_keep_the_others_waiting_for_all_of_it()
    {
        var ana = await ArriveAsync("ana");
        var bob = await ArriveAsync("bob");
        using var gate = new ManualResetEventSlim();
        var holding = Task.Run(() => _loop.Post(() => gate.Wait(Limit)));   // both blocks are there before the first is looked at
        SpinWait.SpinUntil(() => _loop.Waiting == 1, Limit);
        Write(ana, string.Concat(Enumerable.Range(1, 500).Select(i => $"/ping {i}\r\n")));
        SpinWait.SpinUntil(() => _loop.Waiting == 2, Limit);
        Write(bob, "/msg ana between\r\n");
        SpinWait.SpinUntil(() => _loop.Waiting == 3, Limit);
        gate.Set();
        await holding;

        var before = 0;
        while (await ReadUntilAsync(ana, string.Empty) is { } line && line != "<- bob: between")
        {
            before += line.StartsWith("* Pong", StringComparison.Ordinal) ? 1 : 0;
        }

        Assert.Equal(new ServerLimits().LinesPerTurn, before);
    }

    [Fact]
    public async Task Who_brings_an_input_is_not_kept_for_the_inputs_of_others()
    {
        var stop = false;
        void Again()
        {
            if (!Volatile.Read(ref stop))
            {
                _loop.Post(Again);   // a queue that is never empty
            }
        }

        await Task.Run(() => _loop.Post(Again)).WaitAsync(Limit);

        Volatile.Write(ref stop, true);
        await ArriveAsync("ana");
    }

    [Fact]
    public async Task A_reset_in_the_middle_of_a_long_answer_leaves_no_ghost()
    {
        var bob = await ArriveAsync("bob");
        var (peer, connection) = await ConnectSocketAsync();
        peer.Send(Encoding.UTF8.GetBytes("ana\r\n" + string.Concat(Enumerable.Repeat("/help\r\n", 200))));   // and reads nothing
        Assert.Equal("* ana has joined #lobby.", await ReadUntilAsync(bob, "* ana"));
        SpinWait.SpinUntil(() => connection.OutboxBytes > 0, Limit);

        Reset(peer);

        Assert.Equal("* ana has left the chat: connection lost", await ReadUntilAsync(bob, "* ana has left"));
    }

    [Fact]
    public async Task A_send_that_finds_a_reset_while_the_end_of_the_session_is_not_on_record_ends_one_client_only()
    {
        var bob = await ArriveAsync("bob");
        var (peer, connection) = await ConnectSocketAsync();
        peer.Send("ana\r\n"u8);
        await ReadUntilAsync(bob, "* ana has joined");
        _journal.Stall();
        await bob.WriteLineAsync("said"u8.ToArray());
        peer.Shutdown(SocketShutdown.Send);
        SpinWait.SpinUntil(() => connection.InputEnd == LineInputEnd.Finished && _loop.Waiting == 0, Limit);
        Reset(peer);

        _journal.LetOneThrough();   // what bob said; the end of ana's session comes after it
        await connection.Completion.WaitAsync(Limit);
        _journal.Open();

        await ReadUntilAsync(bob, "* ana has left the chat");
        Assert.False(_loop.Failed.IsCompleted);
    }

    [Fact]
    public async Task A_mistake_in_the_journal_ends_the_loop()
    {
        var ana = await ArriveAsync("ana");
        var mistake = new InvalidOperationException("a bug");

        _journal.Mistake = mistake;
        await ana.WriteLineAsync("said"u8.ToArray());

        Assert.Same(mistake, await Assert.ThrowsAsync<InvalidOperationException>(() => _loop.Failed.WaitAsync(Limit)));
    }

    [Fact]
    public async Task It_stops_when_everybody_has_been_told()
    {
        var ana = await ArriveAsync("ana");

        _loop.Stop();
        await _loop.Stopped.WaitAsync(Limit);

        Assert.Equal("* Interlude is shutting down. Goodbye.", await ReadUntilAsync(ana, "* Interlude"));
        await EndAsync(ana);
        Assert.Equal(string.Empty, _errors.ToString());
    }

    [Fact]
    public async Task Who_connects_while_it_stops_is_told_so()
    {
        await ArriveAsync("ana");
        _journal.Stall();
        _loop.Stop();

        var bob = Connect();

        Assert.Equal(
            "* Interlude is shutting down. Please try again later.", await ReadUntilAsync(bob, "*"));
        await EndAsync(bob);
        _journal.Open();
    }

    private LineConnection Connect()
    {
        var (near, far) = MemoryTransport.CreatePair();
        _loop.Accept(new LineConnection(near));
        return new LineConnection(far);
    }

    private async Task<LineConnection> ArriveAsync(string name)
    {
        var connection = Connect();
        await connection.WriteLineAsync(Encoding.UTF8.GetBytes(name));
        await ReadUntilAsync(connection, $"* Hello, {name}.");
        return connection;
    }

    // Over TCP, with as little room on the way as the kernel gives.
    private async Task<(Socket Peer, LineConnection Connection)> ConnectSocketAsync()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { SendBufferSize = 2048 };
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var peer = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 2048 };
        await peer.ConnectAsync(listener.LocalEndPoint!);
        var options = new LineConnectionOptions { OutboxLowBytes = 0, OutboxHighBytes = 1 };
        var connection = new LineConnection(new SocketTransport(await listener.AcceptAsync()), options);
        _loop.Accept(connection);
        return (peer, connection);
    }

    private static void Reset(Socket peer)
    {
        peer.LingerState = new LingerOption(true, 0);
        peer.Close();
    }

    private static void Write(LineConnection connection, string lines)
    {
        Assert.True(connection.TryWrite(Encoding.UTF8.GetBytes(lines)));
        connection.Flush();
    }

    private static async Task EndAsync(LineConnection connection)
    {
        while (await connection.WaitToReadAsync().AsTask().WaitAsync(Limit))
        {
            Assert.NotEqual(LineStatus.Line, connection.TryRead(out _));
        }
    }

    private static async Task<string> ReadUntilAsync(LineConnection connection, string beginning)
    {
        do
        {
            while (connection.TryRead(out var bytes) == LineStatus.Line)
            {
                var line = Encoding.UTF8.GetString(bytes.Span);
                if (line.StartsWith(beginning, StringComparison.Ordinal))
                {
                    return line;
                }
            }
        }
        while (await connection.WaitToReadAsync().AsTask().WaitAsync(Limit));

        throw new EndOfStreamException($"The connection ended before \"{beginning}\".");
    }
}
