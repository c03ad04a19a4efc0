using System.IO.Pipelines;
using System.Net;
using Interlude.Host.Listening;
using Interlude.Lines;

namespace Interlude.Tests.Host.Listening;

public class WebSocketTransportTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    // Else what is not read would make a reset of our end, and that could overtake the close frame.
    [Fact]
    public async Task Whoever_broke_the_rules_is_read_to_the_end_before_the_connection_is_given_back()
    {
        var fromClient = new Pipe(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1, useSynchronizationContext: false));
        var toClient = new Pipe();
        await using var stream = new TransportStream(new DuplexPipeTransport(new TwoPipes(fromClient.Reader, toClient.Writer)), default);
        var transport = new WebSocketTransport(stream, isText: true, IPAddress.Loopback, isSecure: false, () => { });
        byte[] unmasked = [0x81, 1, (byte)'a'];
        await fromClient.Writer.WriteAsync(unmasked).AsTask().WaitAsync(Limit);
        Assert.Equal(0, await transport.ReceiveAsync(new byte[10], CancellationToken.None).AsTask().WaitAsync(Limit));
        await transport.EndSendingAsync();

        var disposal = transport.DisposeAsync().AsTask();
        for (var i = 0; i < 100; i++)
        {
            await fromClient.Writer.WriteAsync(new byte[1000]).AsTask().WaitAsync(Limit);   // waits until it has been read
        }

        Assert.False(transport.Ended.IsCompleted);
        await fromClient.Writer.CompleteAsync();
        await disposal.WaitAsync(Limit);
        Assert.True(transport.Ended.IsCompleted);
    }

    private sealed record TwoPipes(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
