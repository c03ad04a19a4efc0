using System.Net.Sockets;
using System.Text;
using Interlude.Lines;

namespace Interlude.Tests.Lines;

public class TimeoutTests
{
    private static readonly TimeSpan Instant = TimeSpan.FromMilliseconds(1);

    private readonly ManualTime _time = new();

    [Fact]
    public async Task Without_a_first_line_the_input_ends_and_dripping_does_not_help()
    {
        var (connection, far) = Connect(new() { FirstLineTimeout = TimeSpan.FromSeconds(10) });

        for (var second = 0; second < 9; second++)
        {
            var waits = connection.WaitToReadAsync().AsTask();
            _time.Advance(TimeSpan.FromSeconds(1));
            await Peers.SendAsync(far, "x");
            Assert.True(await waits.WaitAsync(Peers.Limit));
            Assert.Equal(LineStatus.NeedMore, connection.TryRead(out _));
        }

        var last = connection.WaitToReadAsync().AsTask();
        _time.Advance(TimeSpan.FromSeconds(1) - Instant);
        Assert.False(last.IsCompleted);
        _time.Advance(Instant);

        await AssertTimedOutAsync(last, connection, far, LineTimeout.FirstLine);
    }

    [Fact]
    public async Task After_the_first_line_its_limit_is_gone()
    {
        var (connection, far) = Connect(new() { FirstLineTimeout = TimeSpan.FromSeconds(10) });
        await Peers.SendAsync(far, "hello\n");
        Assert.True(await connection.WaitToReadAsync());
        Assert.Equal(LineStatus.Line, connection.TryRead(out _));
        Assert.Equal(LineStatus.NeedMore, connection.TryRead(out _));

        var read = connection.WaitToReadAsync().AsTask();
        _time.Advance(TimeSpan.FromDays(3));
        await Peers.SendAsync(far, "again\n");

        Assert.True(await read.WaitAsync(Peers.Limit));
        connection.Abort();
    }

    [Fact]
    public async Task An_idle_peer_times_out_and_each_byte_begins_the_time_anew()
    {
        var (connection, far) = Connect(new() { IdleTimeout = TimeSpan.FromSeconds(10) });
        for (var i = 0; i < 5; i++)
        {
            var waits = connection.WaitToReadAsync().AsTask();
            _time.Advance(TimeSpan.FromSeconds(10) - Instant);
            await Peers.SendAsync(far, "x");
            Assert.True(await waits.WaitAsync(Peers.Limit));
            Assert.Equal(LineStatus.NeedMore, connection.TryRead(out _));
        }

        var last = connection.WaitToReadAsync().AsTask();
        _time.Advance(TimeSpan.FromSeconds(10));

        await AssertTimedOutAsync(last, connection, far, LineTimeout.Idle);
    }

    [Fact]
    public async Task A_reader_that_gives_up_and_comes_back_does_not_make_an_idle_peer_busy()
    {
        var (connection, far) = Connect(new() { IdleTimeout = TimeSpan.FromSeconds(10) });
        for (var i = 0; i < 9; i++)
        {
            using var giveUp = new CancellationTokenSource();
            var waits = connection.WaitToReadAsync(giveUp.Token).AsTask();
            _time.Advance(TimeSpan.FromSeconds(1));
            await giveUp.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waits);
        }

        var last = connection.WaitToReadAsync().AsTask();
        _time.Advance(TimeSpan.FromSeconds(1));

        await AssertTimedOutAsync(last, connection, far, LineTimeout.Idle);
    }

    [Theory]
    [InlineData(OverLimitPolicy.Close)]
    [InlineData(OverLimitPolicy.Skip)]   // the rest of a long line that is skipped is an unfinished line too
    public async Task Half_a_line_times_out_however_it_drips(OverLimitPolicy policy)
    {
        var (connection, far) = Connect(new()
        {
            PartialLineTimeout = TimeSpan.FromSeconds(10),
            IdleTimeout = TimeSpan.FromMinutes(1),
            MaxLineBytes = policy == OverLimitPolicy.Skip ? 2 : 100,
            OverLimit = policy,
        });
        await Peers.SendAsync(far, "1\nab" + (policy == OverLimitPolicy.Skip ? "c" : ""));
        Assert.True(await connection.WaitToReadAsync());
        while (connection.TryRead(out _) != LineStatus.NeedMore)
        {
        }

        for (var second = 0; second < 9; second++)
        {
            var waits = connection.WaitToReadAsync().AsTask();
            _time.Advance(TimeSpan.FromSeconds(1));
            await Peers.SendAsync(far, "x");
            Assert.True(await waits.WaitAsync(Peers.Limit));
            Assert.Equal(LineStatus.NeedMore, connection.TryRead(out _));
        }

        var last = connection.WaitToReadAsync().AsTask();
        _time.Advance(TimeSpan.FromSeconds(1));

        await AssertTimedOutAsync(last, connection, far, LineTimeout.PartialLine);
    }

    [Fact]
    public async Task Each_line_has_the_time_of_half_a_line_for_itself_and_raw_bytes_have_none()
    {
        var (connection, far) = Connect(new() { PartialLineTimeout = TimeSpan.FromSeconds(10) });
        await Peers.SendAsync(far, "a");
        for (var i = 0; i < 5; i++)
        {
            Assert.True(await connection.WaitToReadAsync());
            while (connection.TryRead(out _) != LineStatus.NeedMore)
            {
            }

            var waits = connection.WaitToReadAsync().AsTask();
            _time.Advance(TimeSpan.FromSeconds(10) - Instant);
            Assert.False(waits.IsCompleted);
            await Peers.SendAsync(far, "b\na");
            Assert.True(await waits.WaitAsync(Peers.Limit));
        }

        Assert.Equal(LineStatus.Line, connection.TryRead(out _));
        Assert.Equal(LineStatus.NeedMore, connection.TryRead(out _));
        var block = new byte[3];
        var raw = connection.ReadRawAsync(block).AsTask();
        _time.Advance(TimeSpan.FromHours(1));
        await Peers.SendAsync(far, "bc");
        Assert.Equal(3, await raw.WaitAsync(Peers.Limit));
        Assert.Equal("abc"u8, block);
        connection.Abort();
    }

    [Fact]
    public async Task A_peer_is_not_blamed_for_a_slow_reader()
    {
        var (connection, far) = Connect(new()
        {
            FirstLineTimeout = TimeSpan.FromSeconds(1),
            PartialLineTimeout = TimeSpan.FromSeconds(1),
            IdleTimeout = TimeSpan.FromSeconds(1),
        });
        var waits = connection.WaitToReadAsync().AsTask();
        await Peers.SendAsync(far, "one\ntw");
        Assert.True(await waits.WaitAsync(Peers.Limit));
        await Peers.SendAsync(far, "o\n");

        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(LineStatus.Line, connection.TryRead(out _));
        Assert.Equal(LineStatus.NeedMore, connection.TryRead(out _));
        Assert.True(await connection.WaitToReadAsync());
        Assert.Equal(LineStatus.Line, connection.TryRead(out var line));
        Assert.Equal("two"u8, line.Span);
        connection.Abort();
    }

    [Fact]
    public async Task A_send_without_progress_is_aborted_and_a_slow_one_is_not()
    {
        var (near, far) = MemoryTransport.CreatePair(capacityBytes: 64 * 1024);
        var connection = new LineConnection(near, new() { WriteTimeout = TimeSpan.FromSeconds(10), TimeProvider = _time });
        Assert.True(connection.TryWrite(new byte[400 * 1024]));
        connection.Flush();
        var buffer = new byte[64 * 1024];

        for (var i = 0; i < 4; i++)
        {
            var before = connection.OutboxBytes;
            _time.Advance(TimeSpan.FromSeconds(9));
            for (var taken = 0; taken < buffer.Length;)
            {
                taken += await far.ReceiveAsync(buffer, CancellationToken.None);
            }

            Assert.True(SpinWait.SpinUntil(() => connection.OutboxBytes < before, Peers.Limit));
            Assert.False(connection.Completion.IsCompleted);
        }

        _time.Advance(TimeSpan.FromSeconds(10));

        var reason = await connection.Completion.WaitAsync(Peers.Limit);
        Assert.Equal((LineCloseKind.TimedOut, LineTimeout.Write), (reason.Kind, reason.Timeout));
        await Assert.ThrowsAsync<IOException>(() => far.ReceiveAsync(buffer, CancellationToken.None).AsTask());
    }

    [Fact]
    public async Task What_is_owed_at_the_end_has_a_limit_with_a_name_of_its_own()
    {
        var (near, _) = MemoryTransport.CreatePair(capacityBytes: 1);
        var connection = new LineConnection(near, new() { TimeProvider = _time });
        connection.TryWrite("owed"u8);

        var close = connection.CloseAsync();
        _time.Advance(connection.Options.CloseTimeout);

        var reason = await close.WaitAsync(Peers.Limit);
        Assert.Equal((LineCloseKind.TimedOut, LineTimeout.Close), (reason.Kind, reason.Timeout));
    }

    [Fact]
    public async Task All_limits_together_are_one_timer_that_lines_do_not_touch()
    {
        var (connection, far) = Connect(new()
        {
            FirstLineTimeout = TimeSpan.FromMinutes(1),
            PartialLineTimeout = TimeSpan.FromMinutes(1),
            IdleTimeout = TimeSpan.FromMinutes(1),
            WriteTimeout = TimeSpan.FromMinutes(1),
        });

        for (var i = 0; i < 1000; i++)
        {
            var waits = connection.WaitToReadAsync().AsTask();
            _time.Advance(TimeSpan.FromSeconds(1));
            await Peers.SendAsync(far, "a line\nand a half\n");
            Assert.True(await waits.WaitAsync(Peers.Limit));
            while (connection.TryRead(out _) != LineStatus.NeedMore)
            {
            }
        }

        Assert.Equal(1, _time.TimersMade);
        Assert.InRange(_time.TimersSet, 1, 1000 / 60 + 2);
        connection.Abort();
    }

    [Fact]
    public async Task Without_limits_there_is_no_timer()
    {
        var (connection, far) = Connect(new());
        var waits = connection.WaitToReadAsync().AsTask();
        await Peers.SendAsync(far, "x");
        await waits.WaitAsync(Peers.Limit);

        Assert.Equal(0, _time.TimersMade);
        connection.Abort();
    }

    [Fact]
    public async Task A_protocol_says_a_last_word_over_a_socket()
    {
        await using var listener = LineListener.Open(new LineEndPoint.Tcp("127.0.0.1", 0), new()
        {
            Connection = new() { IdleTimeout = TimeSpan.FromMinutes(5), TimeProvider = _time },
        });
        var protocol = new Polite();
        var run = new TaskCompletionSource<Task<LineCloseReason>>();
        listener.Start(connection => run.SetResult(LineProtocol.RunAsync(connection, protocol)));
        using var client = Peers.Connect(listener);
        var running = await run.Task.WaitAsync(Peers.Limit);

        _time.Advance(TimeSpan.FromMinutes(5));

        await using var transport = new SocketTransport(client);
        Assert.Equal("421 Idle\r\n", await Peers.ReadToEndAsync(transport));
        client.Shutdown(SocketShutdown.Send);
        var reason = await running.WaitAsync(Peers.Limit);
        Assert.Equal((LineCloseKind.TimedOut, LineTimeout.Idle), (reason.Kind, reason.Timeout));
    }

    [Fact]
    public void Limits_out_of_range_are_refused()
    {
        var (near, _) = MemoryTransport.CreatePair();

        Assert.Throws<ArgumentOutOfRangeException>(() => new LineConnection(near, new() { IdleTimeout = TimeSpan.Zero }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LineConnection(near, new() { WriteTimeout = TimeSpan.MaxValue }));
    }

    private (LineConnection Connection, MemoryTransport Far) Connect(LineConnectionOptions options)
    {
        var (near, far) = MemoryTransport.CreatePair();
        return (new LineConnection(near, options with { TimeProvider = _time }), far);
    }

    private static async Task AssertTimedOutAsync(
        Task<bool> read, LineConnection connection, MemoryTransport far, LineTimeout limit)
    {
        Assert.False(await read.WaitAsync(Peers.Limit));
        Assert.Equal((LineInputEnd.TimedOut, limit), (connection.InputEnd, connection.TimedOutBy));
        await Peers.SendAsync(far, "too late\n");
        Assert.Equal(LineStatus.End, connection.TryRead(out _));
        Assert.False(await connection.WaitToReadAsync());

        Assert.True(connection.TryWrite("a last word"u8));
        connection.Close();
        Assert.Equal("a last word", await Peers.ReadToEndAsync(far));
        await far.EndSendingAsync();
        var reason = await connection.Completion.WaitAsync(Peers.Limit);
        Assert.Equal((LineCloseKind.TimedOut, limit), (reason.Kind, reason.Timeout));
    }

    private sealed class Polite : LineProtocol
    {
        private LineConnection? _connection;

        public override void Connected(LineConnection connection) => _connection = connection;

        public override void LineReceived(ReadOnlySpan<byte> line)
        {
        }

        public override void TimedOut(LineTimeout limit) =>
            Assert.True(_connection!.TryWrite(Encoding.ASCII.GetBytes($"421 {limit}\r\n")));
    }
}
