using System.Collections.Concurrent;
using Interlude.Host.Storage;
using Interlude.Server;
using Interlude.World;

namespace Interlude.Tests.Support;

/// <summary>An archive that holds what it was given, in memory, and can be full.</summary>
internal sealed class RecordingArchive : Archive
{
    private readonly List<(long Sequence, int Events)> _slice = [];
    private readonly List<(long Sequence, int Events)> _kept = [];
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _committed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _swept = new(0);
    private long _position;
    private string? _epoch;

    /// <summary>Whether nothing can be written.</summary>
    public bool IsFull { get; set; }

    /// <summary>After how many commits that fail there is room again; below 0: not by itself.</summary>
    public int FailsBefore { get; set; } = -1;

    /// <summary>What is wrong with it for good.</summary>
    public Exception? Fault { get; set; }

    /// <summary>Ends with the first commit that fails.</summary>
    public Task Failed => _failed.Task;

    /// <summary>When it was swept.</summary>
    public ConcurrentQueue<Timestamp> Sweeps { get; } = new();

    /// <summary>How many sweeps leave something.</summary>
    public int SweepsWithMore { get; set; }

    /// <summary>Waits for a sweep that has not been waited for.</summary>
    public async Task WaitForSweepAsync() => Assert.True(await _swept.WaitAsync(TimeSpan.FromSeconds(60)));

    /// <summary>How many bytes each entry brings.</summary>
    public int BytesOfEntry { get; set; }

    /// <summary>Called at the beginning of a commit.</summary>
    public Action Committing { get; set; } = () => { };

    /// <summary>The most entries that a commit has brought.</summary>
    public int LargestSlice { get; private set; }

    /// <summary>How many commits there were.</summary>
    public int Commits { get; private set; }

    public override long Position => Volatile.Read(ref _position);

    public override long BytesInSlice => (long)BytesOfEntry * _slice.Count;

    public override string? Epoch => _epoch;

    /// <summary>What it durably holds, in order: the number of each entry, and of its events.</summary>
    public IReadOnlyList<(long Sequence, int Events)> Kept
    {
        get
        {
            lock (_kept)
            {
                return [.. _kept];
            }
        }
    }

    /// <summary>Waits until it holds so much.</summary>
    public async Task WaitForAsync(long sequence)
    {
        while (true)
        {
            var next = Volatile.Read(ref _committed).Task;
            if (Position >= sequence)
            {
                return;
            }

            await next.WaitAsync(TimeSpan.FromSeconds(60));
        }
    }

    public override void Add(Entry entry, IReadOnlyList<Event> events) => _slice.Add((entry.Sequence, events.Count));

    public override void Commit(long sequence)
    {
        Committing();
        Assert.Contains(_slice, added => added.Sequence == sequence);
        if (Fault is { } fault)
        {
            throw fault;
        }

        IsFull &= FailsBefore-- != 0;
        if (IsFull)
        {
            _failed.TrySetResult();
            throw new IOException("No space left on device");
        }

        lock (_kept)
        {
            _kept.AddRange(_slice.TakeWhile(added => added.Sequence <= sequence));
        }

        LargestSlice = Math.Max(LargestSlice, _slice.RemoveAll(added => added.Sequence <= sequence));
        Commits++;
        Volatile.Write(ref _position, sequence);
        Interlocked.Exchange(ref _committed, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }

    public override bool Sweep(Timestamp now, Predicate<Conversation> mayBeRead)
    {
        var hasMore = SweepsWithMore-- > 0;   // before a test that waits for this one goes on, and sets it
        Sweeps.Enqueue(now);
        _swept.Release();
        return hasMore;
    }

    public override void Forget(long sequence)
    {
        if (IsFull)
        {
            throw new IOException("No space left on device");
        }

        lock (_kept)
        {
            _kept.RemoveAll(kept => kept.Sequence > sequence);
        }

        Volatile.Write(ref _position, sequence);
    }

    public override void Belong(string epoch) => _epoch = epoch;

    public override ValueTask<HistoryPage?> ReadAsync(HistoryQuery query) => new((HistoryPage?)null);

    public override ValueTask<HistoryTargets?> ReadAsync(HistoryTargetsQuery query) => new((HistoryTargets?)null);

    protected override void Dispose(bool isDisposing) => _swept.Dispose();
}
