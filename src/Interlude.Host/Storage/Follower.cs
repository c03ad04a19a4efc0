using Interlude.World;

namespace Interlude.Host.Storage;

/// <summary>
/// Applies what the log has accepted to a world of its own, behind the server's back: feeds the archive from it, and has the
/// journal tended. On a thread of its own; it may be behind by a bounded number of entries.
/// </summary>
internal sealed class Follower : IDisposable
{
    /// <summary>Entries that may wait; then appends wait too.</summary>
    public const int MaxWaiting = 16_384;

    // A slice waits so long for more before it is made durable; it can be read before.
    private const int Linger = 1000;   // milliseconds

    /// <summary>How often what is kept no longer is looked for, when nothing happens.</summary>
    public static readonly TimeSpan SweepsEvery = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    private readonly object _gate = new();
    private readonly Queue<Entry> _waiting = [];
    private readonly ChatWorld _world;
    private readonly Archive _archive;
    private readonly ArchiveFeed _feed;
    private readonly SnapshotKeeper? _keeper;
    private readonly Action<Exception> _fail;
    private readonly Progress? _progress;
    private readonly Trouble _unwritten;
    private readonly Trouble _untended;
    private readonly TimeProvider _wall;
    private readonly ITimer _sweeps;
    private readonly Thread _thread;
    private readonly ManualResetEventSlim _ending = new();
    private TaskCompletionSource<string?>? _room;
    private bool _isEnding;
    private bool _isSweepDue;
    private volatile string? _trouble;

    /// <param name="world">The follower's from here on; at the last entry of the log.</param>
    /// <param name="archive">Holds all that the world has applied, or is to get it again.</param>
    /// <param name="keeper">Who tends the journal; null if it is in memory. The follower's from here on.</param>
    /// <param name="fail">Told of a mistake, after which nothing goes on.</param>
    /// <param name="progress">Where the entry at hand is marked; null: nowhere.</param>
    /// <param name="report">Told of what does not work, and of when it works again, a sentence or two for operators; null: nobody is.</param>
    /// <param name="wall">The clock by which history grows old; null: the system's.</param>
    public Follower(
        ChatWorld world, Archive archive, SnapshotKeeper? keeper, Action<Exception> fail,
        Progress? progress = null, Action<string>? report = null, TimeProvider? wall = null)
    {
        (_world, _archive, _feed, _keeper, _fail, _progress) = (world, archive, new ArchiveFeed(archive), keeper, fail, progress);
        _unwritten = new Trouble(report ?? (_ => { }), "The history can be written again.");
        _untended = new Trouble(report ?? (_ => { }), "The log is kept short again.");
        _wall = wall ?? TimeProvider.System;
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
                return _waiting.Count < MaxWaiting;
            }
        }
    }

    /// <summary>Takes entries that the log has accepted, in order. Any thread; it never waits.</summary>
    public void Add(IReadOnlyList<Entry> entries)
    {
        lock (_gate)
        {
            foreach (var entry in entries)
            {
                _waiting.Enqueue(entry);
            }

            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Ends with null when <see cref="HasRoom"/>, or with the <see cref="Trouble"/> for which there is none.</summary>
    public Task<string?> WaitForRoomAsync()
    {
        lock (_gate)
        {
            return _waiting.Count < MaxWaiting ? Task.FromResult<string?>(null)
                : Trouble is { } trouble ? Task.FromResult<string?>(trouble)
                : (_room ??= new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Applies what waits, gives it to the archive if that works, and ends.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isEnding = true;
            Monitor.Pulse(_gate);
        }

        _ending.Set();
        _sweeps.Dispose();
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

    /// <summary>One slice; false at the end.</summary>
    private bool Follow()
    {
        var isEnding = Gather();
        try
        {
            _feed.Commit();
            Sweep();
            _trouble = null;
            _unwritten.End();
        }
        catch (IOException failure)
        {
            Complain(failure.Message);
            if (_ending.Wait(Retry))
            {
                return false;   // the journal has it
            }
        }

        if (_keeper?.Tend(_world) is { } trouble)
        {
            _untended.Begin($"The log cannot be kept short ({trouble}). It grows until it can; it is tried again and again.");
        }
        else
        {
            _untended.End();
        }

        return !isEnding;
    }

    private void AskForSweep()
    {
        lock (_gate)
        {
            _isSweepDue = true;
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

    // Applies what comes until the slice is full, or has waited long enough.
    private bool Gather()
    {
        var (since, count) = (0L, 0);
        while (!_feed.IsFull && count < ArchiveFeed.MaxEntries && Take(count + _feed.Count > 0, since) is { } entry)
        {
            var events = new List<Event>();
            _progress?.Begin(Progress.World.Follower, entry.Sequence);
            _world.Apply(entry, events);
            since = count++ == 0 ? Environment.TickCount64 : since;
            _feed.Add(entry, events);
        }

        _progress?.End(Progress.World.Follower);
        lock (_gate)
        {
            return _isEnding && _waiting.Count == 0;
        }
    }

    /// <summary>The next entry; null if none comes for as long as what there is may wait.</summary>
    private Entry? Take(bool hasSome, long since)
    {
        lock (_gate)
        {
            while (_waiting.Count == 0)
            {
                var patience = !hasSome ? Timeout.Infinite : (int)Math.Max(0, since + Linger - Environment.TickCount64);
                if (_isEnding || _isSweepDue || !Monitor.Wait(_gate, patience))
                {
                    return null;
                }
            }

            var entry = _waiting.Dequeue();
            if (_waiting.Count < MaxWaiting / 2)
            {
                _room?.SetResult(null);
                _room = null;
            }

            return entry;
        }
    }
}
