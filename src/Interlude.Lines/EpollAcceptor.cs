using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Interlude.Lines;

/// <summary>A listening socket that an <see cref="EpollPoller"/> polls: what arrives is accepted on the polling thread, some at a
/// time, and is at work there without a change of thread. When the poller ends, the runtime goes on.</summary>
/// <remarks>The kernel is asked each time to tell once (<see cref="PollEvents.Once"/>), and tells at once if somebody is there: so
/// nobody is told while nobody waits, as when the listener pauses.</remarks>
internal sealed class EpollAcceptor : IPolled, IDisposable
{
    private const int MostAtOnce = 64;   // then those who are connected have their turn

    private readonly Socket _socket;
    private readonly EpollPoller _poller;
    private readonly Readiness _arrivals = new();
    private readonly long _key;
    private int _left;         // of those at once
    private bool _isForsaken;  // the poller polls it no more

    /// <summary>Polls a listening socket, which stays the caller's.</summary>
    public EpollAcceptor(Socket socket, EpollPoller poller)
    {
        (_socket, _poller) = (socket, poller);
        try
        {
            socket.Blocking = false;
            _key = poller.Add(this, socket, PollEvents.None);
        }
        catch (Exception failure) when (LineTransport.IsLoss(failure))
        {
            _isForsaken = true;   // it has ended, or there is no room in it
        }
    }

    /// <summary>Takes the next connection. One caller at a time; goes on where it is polled.</summary>
    /// <exception cref="SocketException">There are no descriptors left, and such; it can be tried again.</exception>
    /// <exception cref="ObjectDisposedException">The listening socket is closed.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Socket> AcceptAsync(CancellationToken cancellationToken)
    {
        await GoToPollerAsync().ConfigureAwait(false);
        while (!_isForsaken)
        {
            if (_left-- > 0 && TryAccept() is { } peer)
            {
                return peer;
            }

            try
            {
                await WaitAsync(cancellationToken).ConfigureAwait(false);
                _left = MostAtOnce;
            }
            catch (ObjectDisposedException) when (!cancellationToken.IsCancellationRequested)
            {
                _isForsaken = true;
            }
        }

        return await _socket.AcceptAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Signal(PollEvents events) => _arrivals.Signal();

    /// <inheritdoc/>
    public void Abort() => _arrivals.Break();

    /// <summary>Is polled no more. Nobody may be waiting.</summary>
    public void Dispose()
    {
        if (!_isForsaken)
        {
            _poller.Remove(_key);
        }
    }

    // For who begins elsewhere, at first or behind a pause. Again, if it was there before it was waited for.
    private async ValueTask GoToPollerAsync()
    {
        while (!_isForsaken && !_poller.IsCurrent)
        {
            var isThere = new TaskCompletionSource();
            if (_poller.TryPost(isThere.SetResult))
            {
                await isThere.Task.ConfigureAwait(false);
            }
            else
            {
                _isForsaken = true;
            }
        }
    }

    private ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        if (_arrivals.TryBegin())
        {
            _arrivals.EndWithNothing();
        }

        var told = _arrivals.WaitAsync(cancellationToken);
        _poller.Change(_socket, PollEvents.In | PollEvents.Once, _key);
        return told;
    }

    // Asked first, for there is an exception when nobody is there; whoever asked may be gone all the same.
    private Socket? TryAccept()
    {
        try
        {
            return _socket.Poll(0, SelectMode.SelectRead) ? _socket.Accept() : null;
        }
        catch (SocketException failure) when (failure.SocketErrorCode == SocketError.WouldBlock)
        {
            return null;
        }
    }
}
