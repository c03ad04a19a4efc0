using System.Text;
using Interlude.Lines;

namespace Interlude.Tests.Lines;

public class LineConnectionTests
{
    [Fact]
    public async Task Every_cut_of_a_payload_gives_the_same_lines()
    {
        foreach (var pieces in Decoding.AllCuts(11))
        {
            var next = 0;
            var (near, far) = MemoryTransport.CreatePair(cut: _ => next < pieces.Length ? pieces[next++] : int.MaxValue);
            await using var connection = new LineConnection(near);
            await Peers.SendAsync(far, "one\r\n\ntwo\nx");
            await far.EndSendingAsync();

            var lines = await Peers.ReadLinesAsync(connection).WaitAsync(Peers.Limit);

            Assert.Equal(["one", "", "two", "x"], lines);
            Assert.Equal(LineInputEnd.Finished, connection.InputEnd);
        }
    }

    [Fact]
    public async Task An_unterminated_last_line_that_is_dropped_is_shown()
    {
        var (near, far) = MemoryTransport.CreatePair();
        await using var connection = new LineConnection(near, new() { Unterminated = UnterminatedPolicy.Drop });
        await Peers.SendAsync(far, "x");
        await far.EndSendingAsync();

        Assert.True(await connection.WaitToReadAsync());
        Assert.Equal(LineStatus.NeedMore, connection.TryRead(out _));
        Assert.True(await connection.WaitToReadAsync());

        Assert.Equal(LineStatus.Unterminated, connection.TryRead(out var rest));
        Assert.Equal("x"u8, rest.Span);
        Assert.Equal(LineStatus.End, connection.TryRead(out _));
        Assert.False(await connection.WaitToReadAsync());
    }

    [Fact]
    public async Task After_the_peers_end_of_input_it_is_still_answered()
    {
        var (near, far) = MemoryTransport.CreatePair();
        var connection = new LineConnection(near);
        await far.EndSendingAsync();
        Assert.False(await connection.WaitToReadAsync());

        Assert.True(await connection.WriteLineAsync("late"u8.ToArray()));
        var reason = await connection.CloseAsync();

        Assert.Equal("late\r\n", await Peers.ReadToEndAsync(far));
        Assert.Equal(LineCloseKind.PeerClosed, reason.Kind);
    }

    [Fact]
    public async Task A_reset_is_told_from_the_end_of_input_and_drops_unread_lines()
    {
        var (near, far) = MemoryTransport.CreatePair();
        await using var connection = new LineConnection(near);
        await Peers.SendAsync(far, "lost\n");
        far.Abort();

        Assert.False(await connection.WaitToReadAsync());

        Assert.Equal(LineInputEnd.Lost, connection.InputEnd);
        Assert.Equal(LineCloseKind.Reset, (await connection.Completion).Kind);
        Assert.False(connection.TryWrite("x"u8));
    }

    [Fact]
    public async Task The_outbox_is_bounded_and_says_when_it_has_drained()
    {
        var (near, far) = MemoryTransport.CreatePair(capacityBytes: 8);
        var drained = new TaskCompletionSource();
        var connection = new LineConnection(near, new() { OutboxLimitBytes = 20, OutboxHighBytes = 10, OutboxLowBytes = 4 })
        {
            Drained = _ => drained.SetResult(),
        };

        Assert.True(connection.TryWrite("0123456789"u8, "abcdefghij"u8));
        Assert.False(connection.TryWrite("x"u8));
        connection.Flush();
        Assert.Equal(20, connection.OutboxBytes);
        Assert.False(connection.TryWrite("x"u8));
        Assert.False(drained.Task.IsCompleted);
        connection.Close();
        Assert.Equal("0123456789abcdefghij", await Peers.ReadToEndAsync(far));

        await drained.Task.WaitAsync(Peers.Limit);
        await far.EndSendingAsync();
        Assert.Equal(LineCloseKind.ClosedHere, (await connection.Completion.WaitAsync(Peers.Limit)).Kind);
    }

    [Fact]
    public async Task WriteLineAsync_waits_while_the_peer_does_not_read()
    {
        var (near, far) = MemoryTransport.CreatePair(capacityBytes: 8);
        var connection = new LineConnection(near, new() { OutboxLimitBytes = 20, OutboxHighBytes = 10, OutboxLowBytes = 0 });

        var write = connection.WriteLineAsync("0123456789abcdefgh"u8.ToArray()).AsTask();
        Assert.False(write.IsCompleted);
        var read = Peers.ReadToEndAsync(far);

        Assert.True(await write.WaitAsync(Peers.Limit));
        await connection.CompleteAsync();
        Assert.Equal("0123456789abcdefgh\r\n", await read);
        connection.Abort();
    }

    [Fact]
    public async Task Over_the_limit_the_owner_can_say_so_and_the_reason_is_kept()
    {
        var (near, far) = MemoryTransport.CreatePair();
        var connection = new LineConnection(near, new() { MaxLineBytes = 3 });
        await Peers.SendAsync(far, "abcdef\nok\n");
        Assert.True(await connection.WaitToReadAsync());

        Assert.Equal(LineStatus.TooLong, connection.TryRead(out var beginning));
        Assert.Equal("abc"u8, beginning.Span);
        Assert.Equal(LineStatus.End, connection.TryRead(out _));
        Assert.Equal(LineInputEnd.OverLimit, connection.InputEnd);
        Assert.True(connection.TryWrite("too long\n"u8));
        connection.Close();

        Assert.Equal("too long\n", await Peers.ReadToEndAsync(far));
        await far.EndSendingAsync();
        Assert.Equal(LineCloseKind.OverLimit, (await connection.Completion.WaitAsync(Peers.Limit)).Kind);
    }

    [Fact]
    public async Task Skipping_goes_on_after_the_delimiter_of_a_long_line()
    {
        var (near, far) = MemoryTransport.CreatePair(cut: _ => 1);
        await using var connection = new LineConnection(near, new() { MaxLineBytes = 3, OverLimit = OverLimitPolicy.Skip });
        await Peers.SendAsync(far, "abcdef\r\nok\r\n");
        await far.EndSendingAsync();

        Assert.Equal(["ok"], await Peers.ReadLinesAsync(connection));
    }

    [Fact]
    public async Task Closing_from_another_thread_ends_a_reader_that_waits()
    {
        var (near, far) = MemoryTransport.CreatePair();
        var connection = new LineConnection(near);
        var read = connection.WaitToReadAsync().AsTask();

        var close = connection.CloseAsync();
        await Peers.SendAsync(far, "ignored\n");
        await far.EndSendingAsync();

        Assert.False(await read.WaitAsync(Peers.Limit));
        Assert.Equal(LineCloseKind.ClosedHere, (await close.WaitAsync(Peers.Limit)).Kind);
        Assert.Equal("", await Peers.ReadToEndAsync(far));
    }

    [Fact]
    public async Task Lingering_ends_at_its_bound_in_time()
    {
        var (near, far) = MemoryTransport.CreatePair();
        var connection = new LineConnection(near, new() { LingerTime = TimeSpan.FromMilliseconds(1) });

        var reason = await connection.CloseAsync().WaitAsync(Peers.Limit);

        Assert.Equal(LineCloseKind.ClosedHere, reason.Kind);
        Assert.Equal("", await Peers.ReadToEndAsync(far));
    }

    [Fact]
    public async Task A_peer_that_does_not_take_what_is_owed_is_aborted_after_the_bound()
    {
        var (near, _) = MemoryTransport.CreatePair(capacityBytes: 1);
        var connection = new LineConnection(near, new() { CloseTimeout = TimeSpan.FromMilliseconds(1) });
        connection.TryWrite("owed"u8);

        Assert.Equal(LineCloseKind.TimedOut, (await connection.CloseAsync().WaitAsync(Peers.Limit)).Kind);
    }

    [Fact]
    public async Task A_cancelled_wait_loses_nothing()
    {
        var (near, far) = MemoryTransport.CreatePair();
        await using var connection = new LineConnection(near, new() { LingerTime = TimeSpan.Zero });
        using var cancel = new CancellationTokenSource();
        var wait = connection.WaitToReadAsync(cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);

        await Peers.SendAsync(far, "kept\n");

        Assert.True(await connection.WaitToReadAsync());
        Assert.Equal(LineStatus.Line, connection.TryRead(out var line));
        Assert.Equal("kept"u8, line.Span);
    }

    [Fact]
    public async Task Writes_of_several_threads_stay_whole()
    {
        var (near, far) = MemoryTransport.CreatePair();
        var connection = new LineConnection(near, new() { OutboxLimitBytes = 1 << 20 });
        var read = Peers.ReadToEndAsync(far);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
        {
            var line = Encoding.ASCII.GetBytes(new string((char)('a' + thread), 30) + "\n");
            for (var i = 0; i < 1000; i++)
            {
                Assert.True(connection.TryWrite(line));
                connection.Flush();
            }
        })));
        await connection.CompleteAsync();

        var lines = (await read).TrimEnd('\n').Split('\n');
        Assert.Equal(4000, lines.Length);
        Assert.All(lines, line => Assert.Equal(new string(line[0], 30), line));
        connection.Abort();
    }

    [Fact]
    public async Task Telnet_commands_are_taken_out_and_answered()
    {
        var (near, far) = MemoryTransport.CreatePair(cut: _ => 1);
        var connection = new LineConnection(near, new() { Filter = () => new TelnetFilter() });
        await Peers.SendAsync(far, "\u00ff\u00fb\u001fhel\u00ff\u00f1lo\r\0you\r\n");
        await far.EndSendingAsync();

        Assert.Equal(["hello", "you"], await Peers.ReadLinesAsync(connection));
        await connection.CloseAsync();
        Assert.Equal("\u00ff\u00fe\u001f", await Peers.ReadToEndAsync(far));
    }
}
