using System.Net.Sockets;
using Interlude.Lines;

namespace Interlude.Tests.Lines;

/// <summary>Alone, because the runtime counts allocations of the whole process.</summary>
[CollectionDefinition(DisableParallelization = true)]
public class Alone;

[Collection<Alone>]
public class AllocationTests
{
    [Theory]
    [InlineData(1, 2000, false, false)]
    [InlineData(100, 100, false, false)]
    [InlineData(1, 2000, true, false)]
    [InlineData(100, 100, true, false)]
    [InlineData(1, 2000, false, true)]
    [InlineData(100, 100, false, true)]
    public async Task Answering_lines_over_a_socket_allocates_nothing_for_each(int inFlight, int rounds, bool observed, bool polled)
    {
        using var poller = polled ? Requires.Poller() : null;
        using var readings = new MeterReadings();
        using var metrics = new LineMetrics(readings);
        await using var listener = LineListener.Open(new LineEndPoint.Tcp("127.0.0.1", 0), new()
        {
            Poller = poller,
            Connection = new() { Metrics = observed ? metrics : null, Logger = observed ? new RecordingLogger() : null },
        });
        listener.Start(connection => _ = LineProtocol.RunAsync(connection, new Echo()));
        using var client = Peers.Connect(listener);
        var lines = string.Concat(Enumerable.Repeat("0123456789\r\n", inFlight)).Select(c => (byte)c).ToArray();
        var replies = new byte[lines.Length];
        for (var i = 0; i < 200; i++)
        {
            RoundTrip(client, lines, replies);
        }

        var perLine = Enumerable.Range(0, 5).Min(_ => AllocatedPerRound()) / inFlight;

        // Pools and the runtime allocate now and then; a line that allocated would cost at least 24 bytes.
        Assert.True(perLine < 8, $"{perLine} bytes for each line.");
        Assert.Equal(lines, replies);
        var sent = observed ? inFlight * (200 + 5 * rounds) : 0;
        Assert.True(SpinWait.SpinUntil(() => readings["interlude.lines.sent.lines"] == sent, Peers.Limit));   // told after the send

        double AllocatedPerRound()
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            for (var i = 0; i < rounds; i++)
            {
                RoundTrip(client, lines, replies);
            }

            return (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)rounds;
        }
    }

    [Fact]
    public async Task A_dripped_line_is_copied_as_often_as_one_in_large_pieces_and_allocates_nothing_for_a_drop()
    {
        const int Bytes = 1024 * 1024;
        var large = await ReadAsync(pieceBytes: int.MaxValue);
        var dripped = await ReadAsync(pieceBytes: 64);

        Assert.Equal(Bytes / 64 + 1, dripped.Peer.Receives);
        // Each block is twice the size of the one before, so moving to it costs what receiving into it did.
        Assert.Equal(large.Peer.BlockChanges, dripped.Peer.BlockChanges);
        Assert.InRange(dripped.Peer.BlockChanges, 1, 8);
        var perDrop = (dripped.Allocated - large.Allocated) / (double)dripped.Peer.Receives;
        // The pool may have to make a block anew, even in the best round; a drop that allocated would cost at least 24 bytes.
        Assert.True(perDrop < 20, $"{perDrop} bytes for each drop.");

        static async Task<(TalkingTransport Peer, long Allocated)> ReadAsync(int pieceBytes)
        {
            var least = long.MaxValue;
            for (var round = 0; ; round++)
            {
                var peer = new TalkingTransport(Bytes, pieceBytes);
                var connection = new LineConnection(peer, new() { MaxLineBytes = Bytes });
                var before = GC.GetTotalAllocatedBytes(precise: true);
                while (await connection.WaitToReadAsync())
                {
                    connection.TryRead(out _);
                }

                least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
                connection.Abort();
                if (round == 20)
                {
                    return (peer, least);
                }
            }
        }
    }

    [Fact]
    public async Task Time_limits_allocate_nothing_for_a_line()
    {
        await using var listener = LineListener.Open(new LineEndPoint.Tcp("127.0.0.1", 0), new()
        {
            Connection = new()
            {
                IdleTimeout = TimeSpan.FromMinutes(1),
                PartialLineTimeout = TimeSpan.FromMinutes(1),
                FirstLineTimeout = TimeSpan.FromMinutes(1),
                WriteTimeout = TimeSpan.FromMinutes(1),
            },
        });
        listener.Start(connection => _ = LineProtocol.RunAsync(connection, new Echo()));
        using var client = Peers.Connect(listener);
        var replies = new byte[12];
        var least = long.MaxValue;
        for (var round = 0; round < 6; round++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            for (var i = 0; i < 1000; i++)
            {
                RoundTrip(client, "0123456789\r\n"u8.ToArray(), replies);
            }

            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        var perLine = least / 1000.0 - 40;   // the client's own line
        Assert.True(perLine < 8, $"{perLine} bytes for each line.");
    }

    public static TheoryData<Medium> Sockets => [.. Media.All.Where(medium => medium is Medium.Tcp or Medium.Epoll)];

    [Theory]
    [MemberData(nameof(Sockets))]
    public void Writing_and_flushing_allocates_nothing(Medium medium)
    {
        var (near, far) = medium.Open();
        var connection = new LineConnection(near);
        var peer = ((SocketTransport)far).Socket;
        var received = new byte[36];
        ReadOnlyMemory<byte>[] pieces = ["0123456789\r\n"u8.ToArray(), "0123456789\r\n"u8.ToArray()];
        var least = long.MaxValue;
        for (var round = 0; round < 20; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 100; i++)
            {
                connection.TryWrite("0123456789"u8, "\r\n"u8);
                connection.WriteWithin(1024, pieces);
                connection.Flush();
                peer.Receive(received);
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
        Assert.Equal("0123456789\r\n0123456789\r\n0123456789\r\n"u8, received);
        connection.Abort();
        far.Abort();
    }

    private static void RoundTrip(Socket client, byte[] lines, byte[] replies)
    {
        client.Send(lines);
        for (var received = 0; received < replies.Length;)
        {
            received += client.Receive(replies.AsSpan(received));
        }
    }

    private sealed class Echo : LineProtocol
    {
        private LineConnection _connection = null!;

        public override void Connected(LineConnection connection) => _connection = connection;

        public override void LineReceived(ReadOnlySpan<byte> line) => _connection.TryWrite(line, "\r\n"u8);
    }
}
