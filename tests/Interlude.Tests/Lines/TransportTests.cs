using System.Text;
using Interlude.Lines;

namespace Interlude.Tests.Lines;

/// <summary>What a connection promises, over everything that it can stand on.</summary>
public class TransportTests
{
    public static TheoryData<Medium> All => [.. Media.All];

    public static TheoryData<Medium> WithHalfClose => [.. Media.All.Where(Media.HasHalfClose)];

    [Theory]
    [MemberData(nameof(All))]
    public async Task However_the_bytes_are_cut_the_lines_are_the_same(Medium medium)
    {
        foreach (var pieces in Decoding.AllCuts(medium == Medium.Memory ? 11 : 7))
        {
            var next = 0;
            var (near, far) = medium.Open();
            await using var connection = new LineConnection(
                new ChoppedTransport(near, () => next < pieces.Length ? pieces[next++] : int.MaxValue));
            await Peers.SendAsync(far, "a\r\n\nbc\nx");
            await (medium.HasHalfClose() ? far.EndSendingAsync() : far.DisposeAsync());

            var lines = await Peers.ReadLinesAsync(connection).WaitAsync(Peers.Limit);

            Assert.Equal(["a", "", "bc", "x"], lines);
            Assert.Equal(LineInputEnd.Finished, connection.InputEnd);
            await far.DisposeAsync();
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task After_the_peers_end_of_input_it_is_still_answered(Medium medium)
    {
        var (near, far) = medium.Open();
        var connection = new LineConnection(near);
        Assert.Equal(medium.HasHalfClose(), near.CanEndSending);
        await Peers.SendAsync(far, "question\n");
        await far.EndSendingAsync();
        Assert.True(await connection.WaitToReadAsync());
        Assert.Equal(LineStatus.Line, connection.TryRead(out _));
        if (medium.HasHalfClose())
        {
            Assert.Equal(LineStatus.NeedMore, connection.TryRead(out _));
            Assert.False(await connection.WaitToReadAsync().AsTask().WaitAsync(Peers.Limit));
        }

        Assert.True(await connection.WriteLineAsync("late"u8.ToArray()));
        var read = Peers.ReadToEndAsync(far);
        var reason = await connection.CloseAsync().WaitAsync(Peers.Limit);

        Assert.Equal("late\r\n", await read);
        Assert.Equal(medium.HasHalfClose() ? LineCloseKind.PeerClosed : LineCloseKind.ClosedHere, reason.Kind);
        await far.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(WithHalfClose))]
    public async Task Our_end_is_seen_while_the_peer_still_sends(Medium medium)
    {
        var (near, far) = medium.Open();
        await using var connection = new LineConnection(near);
        await connection.WriteLineAsync("last"u8.ToArray());

        Assert.True(await connection.CompleteAsync());

        Assert.Equal("last\r\n", await Peers.ReadToEndAsync(far));
        await Peers.SendAsync(far, "answer\n");
        await far.EndSendingAsync();
        Assert.Equal(["answer"], await Peers.ReadLinesAsync(connection).WaitAsync(Peers.Limit));
        Assert.False(connection.TryWrite("x"u8));
        await far.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task An_abort_ends_a_reader_that_waits_and_is_no_end_of_input_to_the_peer(Medium medium)
    {
        var (near, far) = medium.Open();
        var connection = new LineConnection(near);
        var peer = new LineConnection(far);
        var read = connection.WaitToReadAsync().AsTask();
        var peerRead = peer.WaitToReadAsync().AsTask();

        connection.Abort();

        Assert.False(await read.WaitAsync(Peers.Limit));
        Assert.Equal(LineCloseKind.ClosedHere, (await connection.Completion.WaitAsync(Peers.Limit)).Kind);
        Assert.False(await peerRead.WaitAsync(Peers.Limit));
        Assert.Equal(medium.HasReset() ? LineInputEnd.Lost : LineInputEnd.Finished, peer.InputEnd);
        Assert.Equal(medium.HasReset() ? LineCloseKind.Reset : LineCloseKind.PeerClosed,
            (await peer.CloseAsync().WaitAsync(Peers.Limit)).Kind);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task The_outbox_is_bounded_while_the_peer_does_not_read_and_all_of_it_arrives_later(Medium medium)
    {
        var (near, far) = medium.Open();
        var connection = new LineConnection(near,
            new() { OutboxLimitBytes = 40_000, OutboxHighBytes = 20_000, OutboxLowBytes = 10_000 });
        var line = Encoding.ASCII.GetBytes(new string('x', 998) + "\r\n");

        var accepted = 0;
        while (connection.TryWrite(line))
        {
            connection.Flush();
            Assert.InRange(connection.OutboxBytes, 0, 40_000);
            Assert.True(++accepted < 200_000, "It takes without end.");
        }

        connection.Close();
        Assert.Equal(accepted * line.Length, (await Peers.ReadToEndAsync(far)).Length);
        await far.DisposeAsync();
        Assert.Equal(LineCloseKind.ClosedHere, (await connection.Completion.WaitAsync(Peers.Limit)).Kind);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task An_abort_ends_a_send_that_is_stuck(Medium medium)
    {
        var (near, far) = medium.Open();
        var connection = new LineConnection(near, new() { OutboxLimitBytes = 32 << 20 });
        Assert.True(connection.TryWrite(new byte[24 << 20]));   // more than any kernel keeps for one connection here
        var sent = connection.FlushAsync().AsTask();
        Assert.False(sent.IsCompleted);

        connection.Abort();

        Assert.False(await sent.WaitAsync(Peers.Limit));
        far.Abort();
    }

    [Theory]
    [MemberData(nameof(WithHalfClose))]
    public async Task All_of_fifty_replies_arrive_though_the_peer_has_sent_megabytes_more(Medium medium)
    {
        var (near, far) = medium.Open();
        var serving = AnswerUntilDotAsync(new LineConnection(near));
        for (var i = 0; i < 50; i++)
        {
            await Peers.SendAsync(far, $"line {i}\n");
        }

        await Peers.SendAsync(far, ".\n");
        await Peers.SendAsync(far, new string('z', 3_000_000));

        Assert.Equal(string.Concat(Enumerable.Range(0, 50).Select(i => $"You sent: line {i}\r\n")),
            await Peers.ReadToEndAsync(far));
        await far.EndSendingAsync();
        Assert.Equal(LineCloseKind.ClosedHere, (await serving.WaitAsync(Peers.Limit)).Kind);
        await far.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_cancelled_wait_loses_nothing(Medium medium)
    {
        var (near, far) = medium.Open();
        var connection = new LineConnection(near);
        for (var i = 0; i < 3; i++)
        {
            using var cancel = new CancellationTokenSource();
            var wait = connection.WaitToReadAsync(cancel.Token).AsTask();
            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait.WaitAsync(Peers.Limit));
        }

        await Peers.SendAsync(far, "kept\n");

        Assert.True(await connection.WaitToReadAsync().AsTask().WaitAsync(Peers.Limit));
        Assert.Equal(LineStatus.Line, connection.TryRead(out var line));
        Assert.Equal("kept"u8, line.Span);
        connection.Abort();
        far.Abort();
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Closing_ends_a_reader_that_waits_within_the_bound(Medium medium)
    {
        var (near, far) = medium.Open();
        var connection = new LineConnection(near, new() { LingerTime = TimeSpan.FromMilliseconds(50) });
        var read = connection.WaitToReadAsync().AsTask();

        Assert.Equal(LineCloseKind.ClosedHere, (await connection.CloseAsync().WaitAsync(Peers.Limit)).Kind);

        Assert.False(await read.WaitAsync(Peers.Limit));
        Assert.Equal("", await Peers.ReadToEndAsync(far));
        await far.DisposeAsync();
    }

    private static async Task<LineCloseReason> AnswerUntilDotAsync(LineConnection connection)
    {
        await foreach (var line in connection.ReadLinesAsync())
        {
            if (line.Span.SequenceEqual("."u8))
            {
                return await connection.CloseAsync();
            }

            Assert.True(connection.TryWrite("You sent: "u8, line.Span, "\r\n"u8));
        }

        return await connection.CloseAsync();
    }
}
