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
    [InlineData(1, 2000)]
    [InlineData(100, 100)]
    public async Task Answering_lines_over_a_socket_allocates_nothing_for_each(int inFlight, int rounds)
    {
        await using var listener = LineListener.Open(new LineEndPoint.Tcp("127.0.0.1", 0));
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
