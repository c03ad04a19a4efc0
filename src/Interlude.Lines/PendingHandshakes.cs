namespace Interlude.Lines;

/// <summary>Connections of a listener whose handshake is under way, and whose transports are delivered when it is done. It runs beside
/// the accepting; of too many, the oldest is dropped, because an honest handshake is short.</summary>
internal sealed class PendingHandshakes(TlsServerOptions tls, LineListenerOptions options, Action<LineTransport> deliver,
    Action<LineTransport> part)
    : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly LinkedList<(LineTransport Transport, Task Task)> _pending = new();   // the oldest first
    private readonly CancellationTokenSource _stop = new();   // never disposed: a dropped one may still look at it
    private readonly HandshakeTurns _turns = new();
    private bool _stopped;

    public void Begin(LineTransport transport)
    {
        LineTransport? dropped = null;
        lock (_lock)
        {
            if (_stopped)
            {
                dropped = transport;
            }
            else
            {
                var place = _pending.AddLast((transport, Task.CompletedTask));
                place.Value = (transport, RunAsync(transport, place));   // goes on elsewhere at once
                if (_pending.Count > options.MaxHandshakes)
                {
                    dropped = _pending.First!.Value.Transport;
                    _pending.RemoveFirst();
                }
            }
        }

        dropped?.Abort();
    }

    /// <summary>Drops those that are not finished, and waits until nothing more can be delivered. Throws what a callback
    /// threw.</summary>
    public async ValueTask DisposeAsync()
    {
        List<Task> left;
        lock (_lock)
        {
            _stopped = true;
            left = [.. _pending.Select(one => one.Task)];
        }

        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(left).ConfigureAwait(false);
    }

    private bool IsDropped(LinkedListNode<(LineTransport Transport, Task Task)> place)
    {
        lock (_lock)
        {
            return place.List is null;
        }
    }

    private async Task RunAsync(LineTransport transport, LinkedListNode<(LineTransport Transport, Task Task)> place)
    {
        try
        {
            var handshake = new TlsHandshake(transport, tls, options.Connection.TimeProvider, _turns);
            var secured = await handshake.RunAsync(default, _stop.Token).ConfigureAwait(false);
            if (_stop.IsCancellationRequested || IsDropped(place))
            {
                secured.Abort();
            }
            else
            {
                deliver(secured);
            }
        }
        catch (TlsHandshakeException failure)
        {
            options.Connection.Metrics?.TlsFailed(failure.Failure);
            LineLog.HandshakeFailed(options.Connection.Log, transport.RemoteName, failure.Failure);
            part(transport);   // so that an alert arrives
            options.HandshakeFailed?.Invoke(transport, failure);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The handshake has aborted the transport.
        }
        catch (Exception)
        {
            transport.Abort();
            throw;   // to whoever disposes
        }

        // One whose callback threw stays, for whoever disposes.
        lock (_lock)
        {
            if (place.List is not null)
            {
                _pending.Remove(place);
            }
        }
    }
}
