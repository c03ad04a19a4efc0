using System.Text;
using Interlude.Lines;

namespace Interlude.Tests.Lines;

/// <summary>Bytes that are sent from where they are.</summary>
public sealed class SendAtOnceTests
{
    private const int Limit = 1 << 20;

    public static TheoryData<Medium> Everything => [.. Media.All];

    [Theory]
    [MemberData(nameof(Everything))]
    public async Task What_is_sent_at_once_and_what_is_written_arrives_whole_and_in_order(Medium medium)
    {
        var (near, far) = medium.Open();
        var connection = new LineConnection(near);
        var reading = Peers.ReadToEndAsync(far);
        var random = new Random(7);
        var expected = new StringBuilder();
        var sent = 0;
        for (var number = 0; number < 400; number++)
        {
            var bytes = Encoding.Latin1.GetBytes(new string((char)('a' + (number % 26)), random.Next(1, number % 8 == 0 ? 100_000 : 300)));
            var atOnce = random.Next(3) > 0 && connection.TrySend(Limit, bytes);
            sent += atOnce ? 1 : 0;
            while (!atOnce && !connection.TryWrite(bytes))
            {
                Assert.True(await connection.FlushAsync().AsTask().WaitAsync(Peers.Limit));
            }

            expected.Append(Encoding.Latin1.GetString(bytes));
            bytes.AsSpan().Fill((byte)'-');   // the caller's own again
            connection.Flush();
            if (random.Next(3) == 0)
            {
                Assert.True(await connection.FlushAsync().AsTask().WaitAsync(Peers.Limit));
            }
        }

        await connection.CloseAsync();

        Assert.Equal(expected.ToString(), await reading.WaitAsync(Peers.Limit));
        Assert.NotEqual(0, sent);
    }

    [Fact]
    public async Task What_is_not_taken_at_once_comes_before_what_another_writes_meanwhile()
    {
        var (near, far) = MemoryTransport.CreatePair();
        var sparing = new Sparing(near, takes: 3);
        var connection = new LineConnection(sparing);
        sparing.Meanwhile = () => Assert.True(connection.TryWrite("later"u8));

        Assert.True(connection.TrySend(Limit, "at once, "u8));
        Assert.Equal(0, connection.OutboxBytes);
        Assert.Equal("at ", sparing.Taken);

        await connection.CloseAsync();
        Assert.Equal("once, later", await Peers.ReadToEndAsync(far));
    }

    [Fact]
    public async Task Nothing_is_done_where_bytes_have_to_be_written()
    {
        var (near, far) = MemoryTransport.CreatePair();
        var sparing = new Sparing(near, takes: 100);
        var connection = new LineConnection(sparing, new LineConnectionOptions { DoubledByte = 255, OutboxLimitBytes = 20, OutboxHighBytes = 10, OutboxLowBytes = 0 });

        Assert.False(connection.TrySend(Limit, default));
        Assert.False(connection.TrySend(Limit, new byte[21]));      // over the limit of the options
        Assert.False(connection.TrySend(4, new byte[5]));           // over the caller's
        Assert.False(connection.TrySend(Limit, [1, 255]));          // to be doubled
        Assert.True(connection.TryWrite("waits"u8));
        Assert.False(connection.TrySend(Limit, "not before"u8));
        connection.Flush();
        Assert.True(connection.TrySend(Limit, "now"u8));
        await connection.CloseAsync();
        Assert.False(connection.TrySend(Limit, "closed"u8));

        Assert.Equal("now", sparing.Taken);
        Assert.Equal("waits", await Peers.ReadToEndAsync(far));
    }

    [Fact]
    public async Task What_waits_afterwards_counts_and_its_draining_is_told()
    {
        var (near, far) = MemoryTransport.CreatePair(capacityBytes: 1);
        var connection = new LineConnection(new Sparing(near, takes: 5), new LineConnectionOptions { OutboxLimitBytes = 20, OutboxHighBytes = 10, OutboxLowBytes = 0 });
        var drained = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.Drained = one => drained.TrySetResult(one.OutboxBytes);

        Assert.True(connection.TrySend(Limit, new byte[16]));

        Assert.Equal((11, 16), (connection.OutboxBytes, connection.OutboxPeakBytes));
        Assert.False(connection.TryWrite(new byte[10]));
        Assert.False(drained.Task.IsCompleted);
        for (var received = 0; received < 11;)
        {
            received += await far.ReceiveAsync(new byte[11], CancellationToken.None).AsTask().WaitAsync(Peers.Limit);
        }

        Assert.Equal(0, await drained.Task.WaitAsync(Peers.Limit));
        connection.Abort();
        far.Abort();
    }

    [Fact]
    public async Task Draining_is_told_too_if_all_was_taken_at_once()
    {
        var (near, far) = MemoryTransport.CreatePair();
        var connection = new LineConnection(new Sparing(near, takes: 100), new LineConnectionOptions { OutboxLimitBytes = 20, OutboxHighBytes = 10, OutboxLowBytes = 0 });
        var drained = 0;
        connection.Drained = _ => drained++;

        Assert.True(connection.TrySend(Limit, new byte[9]));
        Assert.Equal(0, drained);
        Assert.True(connection.TrySend(Limit, new byte[10]));
        Assert.Equal(1, drained);

        connection.Abort();
        Assert.Equal(LineCloseKind.ClosedHere, (await connection.Completion.WaitAsync(Peers.Limit)).Kind);
        far.Abort();
    }

    [Fact]
    public async Task What_is_held_is_not_sent_past_and_what_was_not_taken_is_waited_for()
    {
        var (near, far) = MemoryTransport.CreatePair(capacityBytes: 1);
        var outbox = new Outbox(new Sparing(near, takes: 3), new LineConnectionOptions(), deadlines: null, new LineConnection(near));
        Assert.True(outbox.TrySend(Limit, "at once"u8));

        var held = outbox.HoldAsync().AsTask();
        Assert.False(held.IsCompleted);
        Assert.True(outbox.TryWrite("under TLS"u8, default, default));
        Assert.Equal("once", await ReadAsync(far, 4));
        Assert.True(await held.WaitAsync(Peers.Limit));

        Assert.False(outbox.TrySend(Limit, "!"u8));
        outbox.Flush();
        Assert.Equal("under TLS".Length, outbox.Bytes);
        outbox.Release();
        Assert.Equal("under TLS", await ReadAsync(far, "under TLS".Length));

        Assert.True(await outbox.HoldAsync().AsTask().WaitAsync(Peers.Limit));
        Assert.False(outbox.TrySend(Limit, "not past a hold"u8));   // though nothing waits
        near.Abort();
        far.Abort();
    }

    [Fact]
    public async Task Who_is_aborted_in_the_midst_of_it_owes_nothing()
    {
        var (near, far) = MemoryTransport.CreatePair();
        var sparing = new Sparing(near, takes: 3);
        var connection = new LineConnection(sparing);
        sparing.Meanwhile = () => connection.Abort();

        Assert.True(connection.TrySend(Limit, "lost"u8));

        Assert.Equal(0, connection.OutboxBytes);
        Assert.Equal(LineCloseKind.ClosedHere, (await connection.Completion.WaitAsync(Peers.Limit)).Kind);
        far.Abort();
    }

    [Fact]
    public async Task A_loss_ends_the_connection()
    {
        var (near, far) = MemoryTransport.CreatePair();
        var connection = new LineConnection(new Sparing(near, takes: 0) { Meanwhile = () => throw new IOException("Gone.") });

        Assert.True(connection.TrySend(Limit, "lost"u8));

        Assert.Equal(LineCloseKind.Reset, (await connection.Completion.WaitAsync(Peers.Limit)).Kind);
        Assert.Equal(0, connection.OutboxBytes);
        Assert.False(connection.TrySend(Limit, "more"u8));
        far.Abort();
    }

    [Fact]
    public async Task Bytes_and_lines_are_counted()
    {
        var (near, far) = MemoryTransport.CreatePair();
        using var readings = new MeterReadings();
        using var metrics = new LineMetrics(readings);
        var connection = new LineConnection(new Sparing(near, takes: 4), new LineConnectionOptions { Metrics = metrics });

        Assert.True(connection.TrySend(Limit, "a\r\nb\r\nc"u8));

        await far.EndSendingAsync();
        await connection.CloseAsync().WaitAsync(Peers.Limit);
        Assert.Contains("interlude.lines.sent.bytes 7", readings.Sums);
        Assert.Contains("interlude.lines.sent.lines 2", readings.Sums);
    }

    private static async Task<string> ReadAsync(LineTransport transport, int bytes)
    {
        var text = new StringBuilder();
        var buffer = new byte[bytes];
        while (text.Length < bytes)
        {
            var count = await transport.ReceiveAsync(buffer.AsMemory(0, bytes - text.Length), CancellationToken.None).AsTask().WaitAsync(Peers.Limit);
            text.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }

        return text.ToString();
    }

    /// <summary>Takes so many bytes of each send at once.</summary>
    private sealed class Sparing(LineTransport inner, int takes) : LineTransport
    {
        private readonly StringBuilder _taken = new();

        public string Taken => _taken.ToString();

        public Action Meanwhile { get; set; } = () => { };

        public override string RemoteName => inner.RemoteName;

        public override int SendAtOnce(ReadOnlySpan<byte> bytes)
        {
            Meanwhile();
            var taken = bytes[..Math.Min(bytes.Length, takes)];
            _taken.Append(Encoding.Latin1.GetString(taken));
            return taken.Length;
        }

        public override ValueTask WaitToReceiveAsync(CancellationToken cancellationToken) => inner.WaitToReceiveAsync(cancellationToken);

        public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) => inner.ReceiveAsync(buffer, cancellationToken);

        public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes) => inner.SendAsync(bytes);

        public override ValueTask EndSendingAsync() => inner.EndSendingAsync();

        public override void Abort() => inner.Abort();

        public override ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
