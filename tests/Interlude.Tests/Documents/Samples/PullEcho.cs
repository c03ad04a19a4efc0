using Interlude.Lines;

namespace Interlude.Tests.Documents.Samples;

// sample: echo-pull
static class PullEcho
{
    public static LineListener Listen(int port)
    {
        var listener = LineListener.Open(new LineEndPoint.Tcp("localhost", port));
        listener.Start(connection => _ = ServeAsync(connection));
        return listener;
    }

    private static async Task ServeAsync(LineConnection connection)
    {
        await using (connection)   // closes in good order, whichever way we leave
        {
            await foreach (var line in connection.ReadLinesAsync())
            {
                if (line.Span.SequenceEqual("."u8))
                {
                    break;
                }

                await connection.WriteLineAsync((byte[])[.. "You sent: "u8, .. line.Span]);
            }
        }
    }
}
// end
