using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Interlude.Lines;

/// <summary>One thread that polls the sockets of any number of connections (Linux: epoll), for
/// <see cref="LineListenerOptions.Poller"/>. It costs less than the runtime's own polling (docs/PERFORMANCE.md).</summary>
/// <remarks>
/// <para>Whoever waits for one of its sockets goes on on the polling thread: nothing may block there, and nobody else is
/// served meanwhile. Only TLS handshakes leave it, for the thread pool. It runs in turns: it asks which sockets are ready,
/// lets those who wait for them go on one after the other, and then does what was put off to the end of the turn
/// (<see cref="TryDefer"/>).</para>
/// </remarks>
public sealed class EpollPoller : IDisposable
{
    private const int MostInTurn = 256;
    private const long BellKey = -1;

    private readonly SafeFileHandle _poll;
    private readonly SafeFileHandle _bell;
    private readonly PolledSockets _polled = new();
    private readonly Thread _thread;
    private List<Action> _deferred = [];
    private List<Action> _ending = [];
    private readonly Lock _lock = new();
    private readonly List<Action> _posted = [];   // with the lock
    private bool _isLastTurn;                     // the thread's own
    private volatile bool _stopping;

    /// <summary>Begins to poll, on a thread of its own.</summary>
    /// <exception cref="PlatformNotSupportedException"><see cref="IsSupported"/> is false.</exception>
    /// <exception cref="SocketException">The system has no descriptors left.</exception>
    public EpollPoller()
    {
        if (!IsSupported)
        {
            throw new PlatformNotSupportedException("Sockets are polled by epoll on Linux only, on x64 and Arm64; use no poller here.");
        }

        _poll = NativeSockets.CreatePoll();
        try
        {
            _bell = NativeSockets.CreateBell();
        }
        catch
        {
            _poll.Dispose();
            throw;
        }

        NativeSockets.Control(_poll, PollOperation.Add, _bell, PollEvents.In | PollEvents.Edges, BellKey);
        _thread = new Thread(Run) { IsBackground = true, Name = "epoll" };
        _thread.Start();
    }

    /// <summary>Whether there is such a thing here: on Linux, on x64 and Arm64.</summary>
    public static bool IsSupported =>
        OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.Arm64;

    /// <summary>Whether this is called on the thread that polls.</summary>
    public bool IsCurrent => Environment.CurrentManagedThreadId == _thread.ManagedThreadId;

    /// <summary>Puts something off to the end of this turn: when all who waited for the sockets that were ready have gone
    /// on. What is put off at the end of a turn is done at the end of the next one, which then does not wait for sockets.
    /// </summary>
    /// <param name="action">Must not throw, which would end the process.</param>
    /// <returns>False, and nothing is put off, on any other thread than the one that polls, and when it polls no more.</returns>
    public bool TryDefer(Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        if (!IsCurrent || _isLastTurn)
        {
            return false;
        }

        _deferred.Add(action);
        return true;
    }

    /// <summary>Has something done on the polling thread, at the end of this turn or of one that begins now. Any thread.</summary>
    /// <param name="action">Must not throw, which would end the process.</param>
    /// <returns>False if it polls no more; then it is not done.</returns>
    public bool TryPost(Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        lock (_lock)
        {
            if (_stopping)
            {
                return false;
            }

            _posted.Add(action);
            NativeSockets.Ring(_bell);
            return true;
        }
    }

    /// <summary>Stops to poll; connections that still stand on it are aborted. Does not return while somebody goes on on the
    /// polling thread, unless it is called there.</summary>
    public void Dispose()
    {
        if (_stopping)
        {
            return;
        }

        lock (_lock)
        {
            _stopping = true;
        }

        if (!IsCurrent)
        {
            NativeSockets.Ring(_bell);
            _thread.Join();
        }

        _bell.Dispose();
    }

    /// <summary>Polls a socket from now on.</summary>
    /// <returns>The key of its own.</returns>
    /// <exception cref="SocketException">The system has no room for it.</exception>
    /// <exception cref="ObjectDisposedException">It polls no more, or the socket is closed.</exception>
    internal long Add(IPolled polled, Socket socket, PollEvents events)
    {
        var key = _polled.Add(polled);
        try
        {
            NativeSockets.Control(_poll, PollOperation.Add, socket.SafeHandle, events, key);
            return key;
        }
        catch
        {
            _polled.Remove(key);
            throw;
        }
    }

    /// <inheritdoc cref="Add"/>
    internal void Change(Socket socket, PollEvents events, long key) =>
        NativeSockets.Control(_poll, PollOperation.Change, socket.SafeHandle, events, key);

    /// <summary>Forgets a socket. The kernel does so by itself when it is closed.</summary>
    internal void Remove(long key) => _polled.Remove(key);

    private void Run()
    {
        var entries = new byte[MostInTurn * PollEntry.Bytes];
        while (!_stopping)
        {
            var count = NativeSockets.Wait(_poll, entries, wait: _deferred.Count == 0);
            for (var i = 0; i < count; i++)
            {
                var (events, key) = PollEntry.Read(entries.AsSpan(i * PollEntry.Bytes));
                if (key == BellKey)
                {
                    TakePosted();
                }
                else
                {
                    _polled.Find(key)?.Signal(events);
                }
            }

            EndTurn();
        }

        _isLastTurn = true;
        TakePosted();
        EndTurn();
        _poll.Dispose();   // nothing can be added from here on
        foreach (var polled in _polled.All())
        {
            polled.Abort();
        }
    }

    private void TakePosted()
    {
        lock (_lock)
        {
            _deferred.AddRange(_posted);
            _posted.Clear();
        }
    }

    private void EndTurn()
    {
        (_deferred, _ending) = (_ending, _deferred);
        foreach (var action in _ending)
        {
            action();
        }

        _ending.Clear();
    }
}
