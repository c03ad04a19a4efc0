using Interlude.Lines;

namespace Interlude.Tests.EndToEnd.Clients;

/// <summary>Line servers of the test's own process, each on a free port of 127.0.0.1, that speak LF.</summary>
internal static class LineServers
{
    /// <summary>Answers each line at once.</summary>
    public static LineListener Answering(TlsServerOptions? tls = null) => Start(
        async connection =>
        {
            await foreach (var line in connection.ReadLinesAsync())
            {
                await connection.WriteLineAsync(Reply(line));
            }
        },
        tls);

    /// <summary>Answers only after it was told that no more comes.</summary>
    public static LineListener AnsweringAtEnd(TlsServerOptions? tls = null) => Start(
        async connection =>
        {
            var replies = new List<byte[]>();
            await foreach (var line in connection.ReadLinesAsync())
            {
                replies.Add(Reply(line));
            }

            foreach (var reply in replies)
            {
                await connection.WriteLineAsync(reply);
            }
        },
        tls);

    /// <summary>Does with each connection what the test says, then closes it.</summary>
    public static LineListener Start(Func<LineConnection, Task> serve, TlsServerOptions? tls = null)
    {
        var listener = LineListener.Open(new LineEndPoint.Tcp("127.0.0.1", 0), new()
        {
            Tls = tls,
            Connection = new() { OutputDelimiter = "\n"u8.ToArray() },
        });
        listener.Start(connection => _ = ServeAsync(connection, serve));
        return listener;
    }

    /// <summary>Where it listens.</summary>
    public static string Port(this LineListener listener) => $"{((LineEndPoint.Tcp)listener.EndPoint).Port}";

    private static byte[] Reply(ReadOnlyMemory<byte> line) => [.. "reply to "u8, .. line.Span];

    private static async Task ServeAsync(LineConnection connection, Func<LineConnection, Task> serve)
    {
        await serve(connection);
        await connection.CloseAsync();
    }
}
