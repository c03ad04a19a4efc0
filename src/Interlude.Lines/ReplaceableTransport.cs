namespace Interlude.Lines;

/// <summary>Passes everything on to a transport that can be replaced by one that stands on it, once nothing is being sent
/// or received. Its own lock, for nobody outside of the connection sees it.</summary>
internal sealed class ReplaceableTransport(LineTransport first) : LineTransport
{
    private volatile LineTransport _current = first;
    private TaskCompletionSource? _replacing;
    private bool _gone;

    public LineTransport Current => _current;

    public override string RemoteName => _current.RemoteName;

    public override bool CanEndSending => _current.CanEndSending;

    public override bool InputTruncated => _current.InputTruncated;

    /// <summary>Makes an end of sending wait for <see cref="EndReplacing"/>, so that it is said by the new one.</summary>
    public void BeginReplacing()
    {
        lock (this)
        {
            _replacing = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Puts the new one into place.</summary>
    /// <returns>False if the old one has been aborted or disposed; then the new one is the caller's to abort.</returns>
    public bool TryReplace(LineTransport next)
    {
        lock (this)
        {
            if (!_gone)
            {
                _current = next;
            }

            return !_gone;
        }
    }

    public void EndReplacing()
    {
        TaskCompletionSource? waiting;
        lock (this)
        {
            (waiting, _replacing) = (_replacing, null);
        }

        waiting?.TrySetResult();
    }

    public override ValueTask WaitToReceiveAsync(CancellationToken cancellationToken) =>
        _current.WaitToReceiveAsync(cancellationToken);

    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
        _current.ReceiveAsync(buffer, cancellationToken);

    public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes) => _current.SendAsync(bytes);

    public override int SendAtOnce(ReadOnlySpan<byte> bytes) => _current.SendAtOnce(bytes);

    public override async ValueTask EndSendingAsync()
    {
        Task? replaced;
        lock (this)
        {
            replaced = _replacing?.Task;
        }

        if (replaced is not null)
        {
            await replaced.ConfigureAwait(false);
        }

        await _current.EndSendingAsync().ConfigureAwait(false);
    }

    public override void Abort() => Leave().Abort();

    public override ValueTask DisposeAsync() => Leave().DisposeAsync();

    private LineTransport Leave()
    {
        lock (this)
        {
            _gone = true;
            return _current;
        }
    }
}
