using Interlude.Lines;

namespace Interlude.Tests.Documents.Samples;

// sample: timeouts
sealed class Prompt : LineProtocol
{
    public static readonly LineConnectionOptions Options = new()
    {
        FirstLineTimeout = TimeSpan.FromSeconds(10),    // whoever connects says something
        IdleTimeout = TimeSpan.FromMinutes(5),
        PartialLineTimeout = TimeSpan.FromSeconds(30),  // a line that drips in
        WriteTimeout = TimeSpan.FromSeconds(30),        // a peer that does not read
    };

    private LineConnection _peer = null!;

    public override void Connected(LineConnection connection) => _peer = connection;

    public override void LineReceived(ReadOnlySpan<byte> line) => _peer.TryWrite("ok\r\n"u8);

    public override void TimedOut(LineTimeout limit) => _peer.TryWrite("421 too slow\r\n"u8);   // then it closes
}
// end

internal static class Broadcast
{
    // sample: pressure
    // A peer that falls 256 KiB behind is dropped; the others do not notice.
    public static readonly LineConnectionOptions Options = new()
    {
        OutboxLimitBytes = 256 * 1024,
        OutboxFull = OutboxFullPolicy.Disconnect,
    };

    public static void Tell(IEnumerable<LineConnection> everyone, ReadOnlySpan<byte> line)
    {
        foreach (var connection in everyone)
        {
            connection.TryWrite(line, "\r\n"u8);
            connection.Flush();
        }
    }
    // end
}

internal static class Guarded
{
    // sample: listener-limits
    public static LineListener Listen(int port)
    {
        var listener = LineListener.Open(new LineEndPoint.Tcp("localhost", port), new LineListenerOptions
        {
            MaxConnections = 10_000,
            MaxConnectionsPerAddress = 20,
            Refused = why => "421 too many connections\r\n"u8.ToArray(),
        });
        listener.Start(() => new Polite());
        return listener;
    }
    // end

    // sample: stop
    public static async Task StopAsync(LineListener listener)
    {
        var aborted = await listener.StopAsync(TimeSpan.FromSeconds(10));
        if (aborted > 0)
        {
            Console.Error.WriteLine($"{aborted} connections did not end in time.");
        }
    }
    // end

    // sample: stop-pull
    public static async Task ServeAsync(LineConnection connection)
    {
        try
        {
            await foreach (var line in connection.ReadLinesAsync(connection.Stopping))
            {
                await connection.WriteLineAsync(line);
            }
        }
        catch (OperationCanceledException)
        {
            await connection.WriteLineAsync("goodbye"u8.ToArray());
        }

        await connection.CloseAsync();
    }
    // end
}

// sample: stop-callbacks
sealed class Polite : LineProtocol
{
    private LineConnection _peer = null!;

    public override void Connected(LineConnection connection) => _peer = connection;

    public override void LineReceived(ReadOnlySpan<byte> line) => _peer.TryWrite(line, "\r\n"u8);

    public override void StopRequested(LineConnection connection)
    {
        connection.TryWrite("goodbye\r\n"u8);
        connection.Close();
    }
}
// end
