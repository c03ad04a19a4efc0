using Interlude.Lines;

namespace Interlude.Tests.Lines;

public sealed class LineMetricsTests : IDisposable
{
    private const string Prefix = "interlude.lines.";

    private readonly MeterReadings _readings = new();
    private readonly LineMetrics _metrics;

    public LineMetricsTests() => _metrics = new LineMetrics(_readings);

    private string[] Sums => [.. _readings.Sums.Select(sum => sum[Prefix.Length..])];

    public void Dispose()
    {
        _metrics.Dispose();
        _readings.Dispose();
    }

    [Fact]
    public async Task A_conversation_is_counted_exactly()
    {
        var (near, far) = MemoryTransport.CreatePair(cut: _ => 1);
        var connection = new LineConnection(near, new() { Metrics = _metrics, MaxLineBytes = 4, OverLimit = OverLimitPolicy.Cut });
        await Peers.SendAsync(far, "one\r\ntoolong\r\nlast");
        await far.EndSendingAsync();

        Assert.Equal(["one", "tool", "last"], await Peers.ReadLinesAsync(connection));
        connection.TryWrite("a\r\nb\r\n"u8);
        await connection.WriteLineAsync("c"u8.ToArray());
        Assert.Equal(1, _readings[Prefix + "connections.open"]);
        await connection.CloseAsync().WaitAsync(Peers.Limit);

        Assert.Equal(
        [
            "connections.closed reason=peer_closed 1",
            "connections.opened 1",
            "limits.hit limit=line_length 1",
            "outbox.peak 9",
            "received.bytes 18",
            "received.lines 3",
            "sent.bytes 9",
            "sent.lines 3",
        ], Sums);
    }

    [Fact]
    public async Task Lines_taken_are_reported_while_the_reader_waits()
    {
        var (near, far) = MemoryTransport.CreatePair();
        var connection = new LineConnection(near, new() { Metrics = _metrics });
        await Peers.SendAsync(far, "one\r\ntwo\r\n");
        await connection.WaitToReadAsync();
        connection.TryRead(out _);
        connection.TryRead(out _);
        Assert.Equal(LineStatus.NeedMore, connection.TryRead(out _));

        var wait = connection.WaitToReadAsync();

        Assert.Equal(2, _readings[Prefix + "received.lines"]);
        connection.Abort();
        Assert.False(await wait);
        Assert.Equal(2, _readings[Prefix + "received.lines"]);
    }

    [Fact]
    public async Task Lines_of_a_reader_that_does_not_come_back_are_reported_at_the_end()
    {
        var (near, far) = MemoryTransport.CreatePair();
        var connection = new LineConnection(near, new() { Metrics = _metrics });
        await Peers.SendAsync(far, "one\r\ntwo\r\n");
        await connection.WaitToReadAsync();
        connection.TryRead(out _);

        connection.Abort();

        Assert.Equal(1, _readings[Prefix + "received.lines"]);
        Assert.Contains("connections.closed reason=closed_here 1", Sums);
    }

    [Fact]
    public async Task A_full_outbox_is_a_limit_and_a_reason()
    {
        var (near, _) = MemoryTransport.CreatePair();
        var connection = new LineConnection(near, new()
        {
            Metrics = _metrics,
            OutboxLimitBytes = 10,
            OutboxHighBytes = 10,
            OutboxLowBytes = 0,
            OutboxFull = OutboxFullPolicy.Disconnect,
        });

        Assert.True(connection.TryWrite("12345678"u8));
        Assert.False(connection.TryWrite("90!"u8));
        Assert.False(connection.TryWrite("after the end"u8));
        await connection.Completion;

        Assert.Equal(
        [
            "connections.closed reason=outbox_full 1",
            "connections.opened 1",
            "limits.hit limit=outbox 1",
            "outbox.peak 8",
        ], Sums);
    }

    [Fact]
    public async Task A_line_that_is_too_long_is_a_limit_and_a_reason()
    {
        var (near, far) = MemoryTransport.CreatePair();
        var connection = new LineConnection(near, new() { Metrics = _metrics, MaxLineBytes = 2 });
        await Peers.SendAsync(far, "ok\nlong\n");
        await far.EndSendingAsync();

        Assert.Equal(["ok"], await Peers.ReadLinesAsync(connection));
        await connection.CloseAsync().WaitAsync(Peers.Limit);

        Assert.Contains("limits.hit limit=line_length 1", Sums);
        Assert.Contains("connections.closed reason=over_limit 1", Sums);
        Assert.Contains("received.lines 1", Sums);
    }

    [Fact]
    public async Task Time_limits_are_named_when_reading()
    {
        var time = new ManualTime();
        var (near, far) = MemoryTransport.CreatePair();
        var connection = new LineConnection(
            near, new() { Metrics = _metrics, TimeProvider = time, IdleTimeout = TimeSpan.FromSeconds(9) });
        var read = connection.WaitToReadAsync();
        time.Advance(TimeSpan.FromSeconds(9));

        Assert.False(await read.AsTask().WaitAsync(Peers.Limit));
        await far.EndSendingAsync();
        await connection.CloseAsync().WaitAsync(Peers.Limit);

        Assert.Contains("limits.hit limit=idle_timeout 1", Sums);
        Assert.Contains("connections.closed reason=idle_timeout 1", Sums);
    }

    [Theory]
    [InlineData(false, "write_timeout")]
    [InlineData(true, "close_timeout")]
    public async Task Time_limits_are_named_when_a_peer_does_not_take_what_is_sent(bool closing, string name)
    {
        var time = new ManualTime();
        var (near, _) = MemoryTransport.CreatePair(capacityBytes: 1);
        var connection = new LineConnection(near, new()
        {
            Metrics = _metrics,
            TimeProvider = time,
            WriteTimeout = closing ? null : TimeSpan.FromSeconds(9),
            CloseTimeout = TimeSpan.FromSeconds(9),
        });
        connection.TryWrite("12"u8);
        connection.Flush();
        if (closing)
        {
            connection.Close();
        }

        await time.UntilDueInAsync(TimeSpan.FromSeconds(9)).WaitAsync(Peers.Limit);
        time.Advance(TimeSpan.FromSeconds(9));

        await connection.Completion.WaitAsync(Peers.Limit);
        Assert.Contains($"limits.hit limit={name} 1", Sums);
        Assert.Contains($"connections.closed reason={name} 1", Sums);
    }

    [Fact]
    public async Task STARTTLS_that_fails_is_counted_once()
    {
        var (near, far) = MemoryTransport.CreatePair();
        var connection = new LineConnection(near, new() { Metrics = _metrics });
        await Peers.SendAsync(far, "STARTTLS\r\nslipped in");
        await connection.WaitToReadAsync();
        connection.TryRead(out _);

        await Assert.ThrowsAsync<TlsHandshakeException>(() => connection.StartTlsAsync(TlsPair.Server));

        await connection.Completion;
        Assert.Contains("tls.failures reason=plaintext_followed 1", Sums);
        Assert.Contains("connections.closed reason=tls_failed 1", Sums);
    }

    [Fact]
    public async Task A_listener_counts_whom_it_refuses_and_handshakes_that_fail_but_not_as_connections()
    {
        var options = new LineConnectionOptions { Metrics = _metrics };
        await using var listener = LineListener.Open(
            new LineEndPoint.Tcp("127.0.0.1", 0), new() { MaxConnections = 1, Connection = options });
        listener.Start(_ => { });
        await using var secure = LineListener.Open(
            new LineEndPoint.Tcp("127.0.0.1", 0), new() { Tls = TlsPair.Server, Connection = options });
        secure.Start(_ => { });
        using var first = Peers.Connect(listener);
        using var second = Peers.Connect(listener);
        await using var refused = new SocketTransport(second);
        Assert.Equal("", await Peers.ReadToEndAsync(refused));

        await using var inTheClear = new SocketTransport(Peers.Connect(secure));
        await Peers.SendAsync(inTheClear, "this is no handshake\r\n");
        await Peers.ReadToEndAsync(inTheClear);

        Assert.Equal(
        [
            "connections.open 1",
            "connections.opened 1",
            "connections.refused reason=too_many 1",
            "tls.failures reason=refused 1",
        ], Sums);
    }

    [Fact]
    public void Without_a_factory_the_meter_ends_with_its_owner()
    {
        var mine = new LineMetrics();

        mine.Dispose();
        mine.Opened();   // to nobody; connections may outlive it
        _metrics.Dispose();
        _metrics.Opened();

        Assert.Equal(1, _readings[Prefix + "connections.open"]);   // the factory's lives on
    }
}
