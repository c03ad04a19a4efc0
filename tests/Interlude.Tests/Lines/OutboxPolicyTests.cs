using Interlude.Lines;

namespace Interlude.Tests.Lines;

public class OutboxPolicyTests
{
    private static readonly LineConnectionOptions Small = new()
    {
        OutboxLimitBytes = 20,
        OutboxHighBytes = 10,
        OutboxLowBytes = 0,
    };

    [Fact]
    public async Task A_write_too_many_is_refused_and_the_connection_goes_on()
    {
        var (near, far) = MemoryTransport.CreatePair();
        var connection = new LineConnection(near, Small);
        Assert.True(connection.TryWrite(new byte[20]));

        Assert.False(connection.TryWrite("x"u8));

        Assert.True(await connection.FlushAsync());
        Assert.True(connection.TryWrite("x"u8));
        Assert.Equal((1, 20), (connection.OutboxBytes, connection.OutboxPeakBytes));
        connection.Abort();
        far.Abort();
    }

    [Fact]
    public void A_write_within_a_lower_limit_leaves_room_for_the_last_words_and_disconnects_nobody()
    {
        var (near, far) = MemoryTransport.CreatePair();
        var connection = new LineConnection(near, Small with { OutboxFull = OutboxFullPolicy.Disconnect });

        Assert.Equal(2, connection.WriteWithin(15, [new byte[10], new byte[5], new byte[1], Array.Empty<byte>()]));
        Assert.Equal(0, connection.WriteWithin(15, [new byte[1]]));
        Assert.Equal(1, connection.WriteWithin(99, [new byte[5], new byte[1]]));   // never over the limit of the options

        Assert.Equal(20, connection.OutboxBytes);
        Assert.False(connection.Completion.IsCompleted);
        connection.Abort();
        far.Abort();
    }

    [Fact]
    public async Task Pieces_are_written_in_order_behind_what_was_written_before()
    {
        var (near, far) = MemoryTransport.CreatePair();
        var connection = new LineConnection(near);
        connection.TryWrite("a"u8);

        Assert.Equal(3, connection.WriteWithin(100, [new byte[] { (byte)'b' }, Array.Empty<byte>(), new byte[] { (byte)'c', (byte)'d' }]));
        connection.Flush();

        var received = new byte[10];
        Assert.Equal(4, await far.ReceiveAsync(received, TestContext.Current.CancellationToken));
        Assert.Equal("abcd"u8, received.AsSpan(0, 4));
        Assert.Equal(0, connection.OutboxBytes);
        connection.Abort();
        far.Abort();
    }

    [Fact]
    public async Task A_write_too_many_disconnects_if_that_is_the_policy()
    {
        var (near, far) = MemoryTransport.CreatePair();
        var connection = new LineConnection(near, Small with { OutboxFull = OutboxFullPolicy.Disconnect });
        var read = connection.WaitToReadAsync().AsTask();
        Assert.True(connection.TryWrite(new byte[20]));

        Assert.False(connection.TryWrite("x"u8));

        Assert.False(await read.WaitAsync(Peers.Limit));
        Assert.Equal(LineCloseKind.OutboxFull, (await connection.Completion.WaitAsync(Peers.Limit)).Kind);
        await Assert.ThrowsAsync<IOException>(() => Peers.ReadToEndAsync(far));
    }

    [Fact]
    public async Task With_that_policy_too_a_line_that_is_awaited_waits_and_a_closed_connection_keeps_its_reason()
    {
        var (near, far) = MemoryTransport.CreatePair(capacityBytes: 1);
        var connection = new LineConnection(near, Small with { OutboxFull = OutboxFullPolicy.Disconnect });
        Assert.True(connection.TryWrite(new byte[15]));

        var write = connection.WriteLineAsync("0123456789"u8.ToArray()).AsTask();
        Assert.False(write.IsCompleted);
        var read = Peers.ReadToEndAsync(far);
        Assert.True(await write.WaitAsync(Peers.Limit));

        connection.Close();
        Assert.False(connection.TryWrite(new byte[30]));
        await far.EndSendingAsync();
        Assert.EndsWith("0123456789\r\n", await read);
        Assert.Equal(LineCloseKind.ClosedHere, (await connection.Completion.WaitAsync(Peers.Limit)).Kind);
    }

    [Fact]
    public async Task A_long_line_is_delivered_cut_and_marked_if_that_is_the_policy()
    {
        var (near, far) = MemoryTransport.CreatePair();
        var connection = new LineConnection(near, new() { MaxLineBytes = 3, OverLimit = OverLimitPolicy.Cut });
        await Peers.SendAsync(far, "abc\nabcd\nx\nabcdefgh");
        await far.EndSendingAsync();
        var read = new List<(LineStatus Status, string Line)>();

        while (await connection.WaitToReadAsync())
        {
            LineStatus status;
            while ((status = connection.TryRead(out var line)) is not (LineStatus.NeedMore or LineStatus.End))
            {
                read.Add((status, System.Text.Encoding.ASCII.GetString(line.Span)));
            }
        }

        Assert.Equal(
            [(LineStatus.Line, "abc"), (LineStatus.Cut, "abc"), (LineStatus.Line, "x"), (LineStatus.Cut, "abc")], read);
        connection.Abort();
    }
}
