using System.Text;
using Interlude.Client.Pipes;
using Interlude.Lines;
using Interlude.Tests.Lines;

namespace Interlude.Tests.Client.Pipes;

public class PipeModeTests
{
    [Fact]
    public async Task Input_that_went_out_is_taken_though_the_peer_ended_before_this_was_noticed()
    {
        var transport = new LateTransport();
        var connection = new LineConnection(transport);

        var end = await PipeMode.RunAsync(connection, new MemoryStream("QUIT\n"u8.ToArray()), new MemoryStream()).WaitAsync(Peers.Limit);

        Assert.Equal("QUIT\r\n", transport.Sent);
        Assert.Equal((LineCloseKind.PeerClosed, true), (end.Reason.Kind, end.InputTaken));
    }

    /// <summary>Its peer ends as soon as it has something; that it was sent is known later than that.</summary>
    private sealed class LateTransport : LineTransport
    {
        private readonly TaskCompletionSource _sent = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Sent { get; private set; } = "";

        public override string RemoteName => "late";

        public override async ValueTask WaitToReceiveAsync(CancellationToken cancellationToken) => await _sent.Task;

        public override async ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
        {
            await _sent.Task;
            _ended.TrySetResult();
            return 0;
        }

        public override async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
        {
            Sent += Encoding.ASCII.GetString(bytes.Span);
            _sent.TrySetResult();
            await _ended.Task;
            for (var turn = 0; turn < 1000; turn++)
            {
                await Task.Yield();
            }
        }

        public override ValueTask EndSendingAsync() => default;

        public override void Abort()
        {
            _sent.TrySetResult();
            _ended.TrySetResult();
        }

        public override ValueTask DisposeAsync() => default;
    }
}
