using Interlude.World;

namespace Interlude.Host.Storage;

/// <summary>
/// Applies what the log has accepted to a world of its own, behind the server's back: feeds the archive from it, and has the
/// journal tended. On a thread of its own; it may be behind by a bounded number of entries.
/// </summary>
/// <remarks>
/// It sleeps until there is enough to do, for waking it costs the server more than an entry does: until some number of entries has
/// come, or what there is has waited long enough, or somebody wants to read it.
/// </remarks>
internal sealed class Follower : IDisposable
{
    /// <summary>Entries that may wait; then appends wait too.</summary>
    public const int MaxWaiting = 16_384;

    /// <summary>Entries for which it is woken before their time.</summary>
    public const int WakesAt = 1024;

    /// <summary>How long an entry waits for more before it is made durable. It can be read before.</summary>
    public static readonly TimeSpan Linger = TimeSpan.FromSeconds(1);

    /// <summary>How often what is kept no longer is looked for, when nothing happens.</summary>
    public static readonly TimeSpan SweepsEvery = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    private readonly object _gate = new();
    private readonly List<Event> _events = [];
    private readonly ChatWorld _world;
    private readonly Archive _archive;
    private readonly ArchiveFeed _feed;
    private readonly SnapshotKeeper? _keeper;
    private readonly Action<Exception> _fail;
    private readonly Trouble _unwritten;
    private readonly Trouble _untended;
    private readonly TimeProvider _wall;
    private readonly ITimer _linger;
    private readonly ITimer _sweeps;
    private readonly Thread _thread;
    private readonly ManualResetEventSlim _ending = new();
    private List<Entry> _waiting = [];
    private List<Entry> _taken = [];   // the thread's own
    private int _applied;              // of those
    private int _behind;               // added and not applied
    private long _waitingSince;        // when the first of those that wait was added
    private long _takenSince;          // or of those that were taken, applied or not
    private TaskCompletionSource<string?>? _room;
    private bool _isTimed;             // whether there is something that is to be made durable in its time
    private bool _isDue;               // its time has come
    private bool _isAwaited;           // somebody wants to read what waits
    private bool _isEnding;
    private bool _isSweepDue;
    private volatile string? _trouble;

    /// <param name="world">The follower's from here on; at the last entry of the log.</param>
    /// <param name="archive">Holds all that the world has applied, or is to get it again.</param>
    /// <param name="keeper">Who tends the journal; null if it is in memory. The follower's from here on.</param>
    /// <param name="fail">Told of a mistake, after which nothing goes on.</param>
    /// <param name="report">Told of what does not work, and of when it works again, a sentence or two for operators; null: nobody is.</param>
    /// <param name="wall">The clock by which history grows old, and entries wait; null: the system's.</param>
    public Follower(
        ChatWorld world, Archive archive, SnapshotKeeper? keeper, Action<Exception> fail,
        Action<string>? report = null, TimeProvider? wall = null)
    {
        (_world, _archive, _feed, _keeper, _fail) = (world, archive, new ArchiveFeed(archive), keeper, fail);
        _unwritten = new Trouble(report ?? (_ => { }), "The history can be written again.");
        _untended = new Trouble(report ?? (_ => { }), "The log is kept short again.");
        _wall = wall ?? TimeProvider.System;
        archive.Awaited = Hurry;
        _linger = _wall.CreateTimer(_ => Wake(() => _isDue = true), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _sweeps = _wall.CreateTimer(_ => AskForSweep(), null, SweepsEvery, SweepsEvery);
        _thread = new Thread(Run) { IsBackground = true, Name = "follower" };
        _thread.Start();
    }

    /// <summary>Why the archive cannot be written at the moment; null if it can.</summary>
    public string? Trouble => _trouble;

    /// <summary>Whether more may be added.</summary>
    public bool HasRoom
    {
        get
        {
            lock (_gate)
            {
                return _behind < MaxWaiting;
            }
        }
    }

    /// <summary>Takes entries that the log has accepted, in order. Any thread; it never waits.</summary>
    public void Add(IReadOnlyList<Entry> entries)
    {
        lock (_gate)
        {
            if (_waiting.Count == 0)
            {
                _waitingSince = _wall.GetTimestamp();
            }

            _waiting.AddRange(entries);
            _behind += entries.Count;
            Time(_waitingSince);
            if (_waiting.Count >= WakesAt)
            {
                Monitor.Pulse(_gate);
            }
        }
    }

    /// <summary>Ends with null when <see cref="HasRoom"/>, or with the <see cref="Trouble"/> for which there is none.</summary>
    public Task<string?> WaitForRoomAsync()
    {
        lock (_gate)
        {
            return _behind < MaxWaiting ? Task.FromResult<string?>(null)
                : Trouble is { } trouble ? Task.FromResult<string?>(trouble)
                : (_room ??= new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Applies what waits, gives it to the archive if that works, and ends.</summary>
    public void Dispose()
    {
        Wake(() => _isEnding = true);
        _ending.Set();
        _sweeps.Dispose();
        _linger.Dispose();
        _thread.Join();
        _ending.Dispose();
        _keeper?.Dispose();
    }

    private void Run()
    {
        try
        {
            while (Follow())
            {
            }
        }
        catch (Exception mistake)
        {
            _fail(mistake);
        }
    }

    /// <summary>Some entries, and when it is time a slice; false at the end.</summary>
    private bool Follow()
    {
        var (count, isDue, isEnding) = Take();
        Apply(count);
        if ((isDue || _feed.IsFull) && !Commit())
        {
            return false;   // the journal has it
        }

        if (_keeper?.Tend(_world) is { } trouble)
        {
            _untended.Begin($"The log cannot be kept short ({trouble}). It grows until it can; it is tried again and again.");
        }
        else
        {
            _untended.End();
        }

        lock (_gate)
        {
            return !isEnding || _behind > 0;
        }
    }

    /// <summary>Waits until there is something to do.</summary>
    /// <returns>How many entries are to be applied now at most, whether all is to be made durable then, and whether the end has come.</returns>
    private (int Count, bool IsDue, bool IsEnding) Take()
    {
        lock (_gate)
        {
            while (_taken.Count == 0 && !_feed.IsFull
                && !(_isEnding || _isDue || _isSweepDue || _isAwaited || _waiting.Count >= WakesAt))
            {
                Monitor.Wait(_gate);
            }

            if (_taken.Count == 0)
            {
                (_taken, _waiting, _isAwaited, _takenSince) = (_waiting, _taken, false, _waitingSince);
            }

            var count = _feed.IsFull ? 0 : Math.Min(_taken.Count - _applied, ArchiveFeed.MaxEntries - _feed.Count);
            return (count, _isDue || _isSweepDue || _isEnding, _isEnding);
        }
    }

    private void Apply(int most)
    {
        if (most == 0)
        {
            return;
        }

        var count = 0;
        for (; count < most && !_feed.IsFull; count++)
        {
            var entry = _taken[_applied + count];
            _world.Apply(entry, _events);
            _feed.Add(entry, _events);
            _events.Clear();
        }

        _applied += count;
        if (_applied == _taken.Count)
        {
            _taken.Clear();
            _applied = 0;
        }

        lock (_gate)
        {
            _behind -= count;
            if (_behind < MaxWaiting / 2)
            {
                _room?.SetResult(null);
                _room = null;
            }
        }
    }

    /// <summary>Makes durable what was applied; false if it could not be and the end has come.</summary>
    private bool Commit()
    {
        try
        {
            _feed.Commit();
            lock (_gate)
            {
                (_isTimed, _isDue) = (false, false);
                if (_behind > 0)
                {
                    Time(_taken.Count > 0 ? _takenSince : _waitingSince);
                }
            }

            Sweep();
            _trouble = null;
            _unwritten.End();
        }
        catch (IOException failure)
        {
            Complain(failure.Message);
            return !_ending.Wait(Retry);
        }

        return true;
    }

    // Within the lock. Something has waited since then that nothing is timed for.
    private void Time(long since)
    {
        if (!_isTimed)
        {
            _isTimed = true;
            var left = Linger - _wall.GetElapsedTime(since);
            _linger.Change(left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    // Somebody waits for something that was added, for nobody can ask for what the server has not applied.
    private void Hurry() => Wake(() => _isAwaited = _waiting.Count > 0);

    private void AskForSweep() => Wake(() => _isSweepDue = true);

    private void Wake(Action because)
    {
        lock (_gate)
        {
            because();
            Monitor.Pulse(_gate);
        }
    }

    private void Sweep()
    {
        lock (_gate)
        {
            if (!_isSweepDue)
            {
                return;
            }

            _isSweepDue = false;
        }

        var hasMore = true;
        try
        {
            hasMore = _archive.Sweep(new Timestamp(_wall.GetUtcNow().ToUnixTimeMilliseconds()), _world.FindReadable());
        }
        finally
        {
            if (hasMore)
            {
                AskForSweep();   // between two slices again, or when the trouble is over
            }
        }
    }

    private void Complain(string trouble)
    {
        _unwritten.Begin($"The history cannot be written ({trouble}). The log keeps what it lacks; it is tried again and again.");
        lock (_gate)
        {
            _trouble = trouble;
            _room?.SetResult(trouble);
            _room = null;
        }
    }
}
