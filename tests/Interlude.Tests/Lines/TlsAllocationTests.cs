using System.Net.Security;
using System.Net.Sockets;
using Interlude.Lines;

namespace Interlude.Tests.Lines;

[Collection<Alone>]
public class TlsAllocationTests
{
    [Theory]
    [InlineData(10, 500)]   // not 1: what the framework allocates for a wake-up is no line's
    [InlineData(100, 50)]
    public async Task Answering_lines_under_TLS_allocates_nothing_for_each(int inFlight, int rounds)
    {
        await using var listener = LineListener.Open(new LineEndPoint.Tcp("127.0.0.1", 0), new() { Tls = TlsPair.Server });
        listener.Start(connection => _ = LineProtocol.RunAsync(connection, new Echo()));
        using var socket = Peers.Connect(listener);
        await using var client = new SslStream(new NetworkStream(socket), false, (_, shown, _, _) => TlsPair.Certificate.Equals(shown));
        await client.AuthenticateAsClientAsync("server.test");
        var lines = string.Concat(Enumerable.Repeat("0123456789\r\n", inFlight)).Select(c => (byte)c).ToArray();
        var replies = new byte[lines.Length];
        for (var i = 0; i < 200; i++)
        {
            RoundTrip(client, lines, replies);
        }

        var perRound = Enumerable.Range(0, 5).Min(_ => AllocatedPerRound());

        // A line that allocated would cost at least 24 bytes.
        Assert.True(perRound < 16 * inFlight, $"{perRound} bytes for each round of {inFlight}.");
        Assert.Equal(lines, replies);

        double AllocatedPerRound()
        {
            var before = AllocatedElsewhere();
            for (var i = 0; i < rounds; i++)
            {
                RoundTrip(client, lines, replies);
            }

            return (AllocatedElsewhere() - before) / (double)rounds;
        }
    }

    // The peer runs on the thread of the test.
    private static long AllocatedElsewhere() =>
        GC.GetTotalAllocatedBytes(precise: true) - GC.GetAllocatedBytesForCurrentThread();

    private static void RoundTrip(SslStream client, byte[] lines, byte[] replies)
    {
        client.Write(lines);
        client.ReadExactly(replies);
    }

    private sealed class Echo : LineProtocol
    {
        private LineConnection _connection = null!;

        public override void Connected(LineConnection connection) => _connection = connection;

        public override void LineReceived(ReadOnlySpan<byte> line) => _connection.TryWrite(line, "\r\n"u8);
    }
}
