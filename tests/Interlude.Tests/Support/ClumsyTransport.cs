using Interlude.Lines;

namespace Interlude.Tests.Support;

/// <summary>A transport that throws what no transport should, where it is told to.</summary>
internal sealed class ClumsyTransport(string clumsyIn) : LineTransport
{
    private readonly TaskCompletionSource<int> _received = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override string RemoteName => "a test";

    /// <summary>The receive that waits throws now.</summary>
    public void BreakReceive() => _received.SetException(Mistake());

    public override ValueTask WaitToReceiveAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public override async ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
        await _received.Task.WaitAsync(cancellationToken);

    public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes) => ValueTask.CompletedTask;

    public override ValueTask EndSendingAsync()
    {
        StumbleIn("end");
        return ValueTask.CompletedTask;
    }

    public override void Abort() => StumbleIn("abort");

    public override ValueTask DisposeAsync()
    {
        StumbleIn("dispose");
        return ValueTask.CompletedTask;
    }

    private void StumbleIn(string what)
    {
        if (clumsyIn == what)
        {
            throw Mistake();
        }
    }

    private static InvalidOperationException Mistake() => new("a mistake in the transport");
}
