using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Interlude.Lines;

/// <summary>A connected stream socket that an <see cref="EpollPoller"/> polls: one system call to receive and one to send.
/// What waits goes on on the polling thread.</summary>
/// <remarks>The kernel is asked once to tell of each change (edges), and says what happened before this; so a receive is
/// tried only if something has come since one found less than it asked for.</remarks>
internal sealed class EpollTransport : SocketTransport, IPolled
{
    private const PollEvents Input = PollEvents.In | PollEvents.Urgent | PollEvents.PeerEnded;
    private const PollEvents Ends = PollEvents.PeerEnded | PollEvents.HangUp | PollEvents.Error;

    private readonly EpollPoller _poller;
    private readonly SafeSocketHandle _handle;
    private readonly Readiness _receiving = new();
    private Readiness? _sending;   // made when the kernel first has no room
    private volatile bool _fewIsNotAll;
    private volatile bool _isLost;

    /// <summary>Takes over a connected socket, with the settings that it has.</summary>
    /// <exception cref="SocketException">It is gone already, or the system has no room to poll it; the socket is still the caller's.</exception>
    /// <exception cref="ObjectDisposedException">The poller has ended; the socket is still the caller's.</exception>
    public EpollTransport(Socket socket, EpollPoller poller)
        : base(socket.RemoteEndPoint, socket)
    {
        (_poller, _handle) = (poller, socket.SafeHandle);

        // A receive on a Unix socket ends early where descriptors came along.
        _fewIsNotAll = socket.AddressFamily == AddressFamily.Unix;
        Key = poller.Add(this, socket, Input | PollEvents.Edges);
    }

    /// <summary>By which the poller knows it.</summary>
    public long Key { get; }

    /// <inheritdoc/>
    public override ValueTask WaitToReceiveAsync(CancellationToken cancellationToken)
    {
        if (_receiving.TryBeginLook())
        {
            Span<byte> one = stackalloc byte[1];
            if (TryReceive(one, peek: true, out _, out var loss) && loss is not null)
            {
                return ValueTask.FromException(loss);   // the kernel tells it once
            }
        }

        return _receiving.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<int>(cancellationToken)
        : !_receiving.TryBegin() || !TryReceive(buffer.Span, peek: false, out var count, out var loss) ? ReceiveLaterAsync(buffer, cancellationToken)
        : loss is null ? new(count)
        : ValueTask.FromException<int>(loss);

    /// <inheritdoc/>
    public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        var sent = SendAtOnce(bytes.Span);
        return sent == bytes.Length ? ValueTask.CompletedTask : SendRestAsync(bytes[sent..]);
    }

    /// <inheritdoc/>
    public override int SendAtOnce(ReadOnlySpan<byte> bytes) => Math.Max(0, NativeSockets.Send(_handle, bytes));

    /// <inheritdoc/>
    public override void Abort()
    {
        if (_isLost)
        {
            Socket.Dispose();   // the kernel has nothing left to reset
        }
        else
        {
            base.Abort();
        }

        Leave();
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        var closing = base.DisposeAsync();
        Leave();
        return closing;
    }

    /// <summary>For the poller: something has happened.</summary>
    public void Signal(PollEvents events)
    {
        // An end is told once, and a receive may find what came before it. What is urgent ends a receive early.
        if ((events & (Ends | PollEvents.Urgent)) != 0)
        {
            _fewIsNotAll = true;
        }

        if ((events & (Input | Ends)) != 0)
        {
            _receiving.Signal();
        }

        if ((events & (PollEvents.Out | PollEvents.HangUp | PollEvents.Error)) != 0)
        {
            Volatile.Read(ref _sending)?.Signal();
        }
    }

    // After a try was begun, which this ends.
    private bool TryReceive(Span<byte> buffer, bool peek, out int count, out SocketException? loss)
    {
        do
        {
            try
            {
                count = NativeSockets.Receive(_handle, buffer, peek, out loss);
            }
            catch
            {
                _receiving.EndWithMore();   // the next try is to learn of it too
                throw;
            }

            if (count == 0 || loss is not null || (peek && count > 0))
            {
                _isLost |= loss is not null;
                _receiving.EndWithMore();
                return true;
            }

            if (count == buffer.Length || (count > 0 && _fewIsNotAll))
            {
                _receiving.EndUnsure();   // who waits next looks first, and holds no block meanwhile
                return true;
            }

            if (count > 0)
            {
                _receiving.EndWithLast();
                return true;
            }
        }
        while (_receiving.EndWithNothing() && _receiving.TryBegin());
        return false;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReceiveLaterAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            await _receiving.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (_receiving.TryBegin() && TryReceive(buffer.Span, peek: false, out var count, out var loss))
            {
                return loss is null ? count : throw loss;
            }
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendRestAsync(ReadOnlyMemory<byte> rest)
    {
        var sending = _sending;
        if (sending is null)
        {
            // Whoever ends the transport closes the socket first and looks here then, so either they see this or the send
            // sees that.
            sending = new();
            Interlocked.Exchange(ref _sending, sending);
            sending.EndWithMore();
        }

        while (!rest.IsEmpty)
        {
            // Always worth it: each way to here leaves it so. It is begun for the signal that comes during the send, which
            // EndWithNothing then knows of.
            sending.TryBegin();
            var sent = NativeSockets.Send(_handle, rest.Span);
            if (sent > 0)
            {
                sending.EndWithMore();
                rest = rest[sent..];
            }
            else if (!sending.EndWithNothing())
            {
                var room = sending.WaitAsync(CancellationToken.None);
                _poller.Change(Socket, Input | PollEvents.Out | PollEvents.Edges, Key);   // tells it if there is room already
                await room.ConfigureAwait(false);
            }
        }

        _poller.Change(Socket, Input | PollEvents.Edges, Key);   // or each receive of a Unix socket's peer would be told
    }

    private void Leave()
    {
        _poller.Remove(Key);
        _receiving.Break();
        Interlocked.CompareExchange(ref _sending, null, null)?.Break();
    }
}
