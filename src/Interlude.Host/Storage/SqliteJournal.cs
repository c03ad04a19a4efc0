using Interlude.Host.Serving;
using Interlude.Server;
using Interlude.World;
using Microsoft.Data.Sqlite;

namespace Interlude.Host.Storage;

/// <summary>The log in a file: batches are committed one at a time, on a thread of its own.</summary>
/// <remarks>
/// A commit that need not reach the device is a few writes into the kernel's memory, which cost less than the way to that
/// thread and back: it is made by whoever appends. If one takes long none the less, or the thread is at a chore, the next is made there.
/// </remarks>
internal sealed class SqliteJournal : Journal, IDisposable
{
    private const int PagesBeside = 3 * 4096;   // those that lead to it

    // What those who poll sockets may wait, once: then the disk is slow.
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(20);

    private readonly JournalFile _file;
    private readonly DeviceThread _thread = new("journal");
    private readonly TimeProvider _clock;
    private long _sequence;
    private Timestamp _time;
    private bool _isUnsure;   // whether the file holds what was tried last
    private long _walBytes;
    private int _holders;
    private volatile bool _isQuick;   // the last commit was, and need not reach the device

    /// <param name="file">The journal's from here on.</param>
    /// <param name="sequence">The last entry in it.</param>
    /// <param name="time">When that was.</param>
    /// <param name="clock">By which commits are slow; null: the system's.</param>
    public SqliteJournal(JournalFile file, long sequence, Timestamp time, TimeProvider? clock = null)
    {
        (_file, _sequence, _time, _clock) = (file, sequence, time, clock ?? TimeProvider.System);
        _isQuick = file.File.Durability != Durability.PowerLoss;
    }

    public override bool WantsFew => true;

    /// <summary>Where the file is.</summary>
    public string Path => _file.File.Path;

    /// <summary>About how many bytes wait in the WAL.</summary>
    public long WalBytes => Interlocked.Read(ref _walBytes);

    /// <summary>Whether nothing may be forgotten at the moment, because a copy is made.</summary>
    public bool IsHeld => Volatile.Read(ref _holders) > 0;

    /// <summary>Has nothing forgotten until it is released, from the end of this call on.</summary>
    public async Task HoldAsync()
    {
        Interlocked.Increment(ref _holders);
        await RunAsync(_ => true);   // what had begun is over
    }

    /// <summary>The end of a <see cref="HoldAsync"/>.</summary>
    public void Release() => Interlocked.Decrement(ref _holders);

    /// <summary>Something was written.</summary>
    /// <param name="bytes">Of content; SQLite writes whole pages.</param>
    public void CountWal(int bytes) => Interlocked.Add(ref _walBytes, bytes + PagesBeside);

    /// <summary>The WAL begins anew.</summary>
    public void ForgetWal() => Interlocked.Exchange(ref _walBytes, 0);

    public override ValueTask<Appended> AppendAsync(Batch batch) =>
        _isQuick && _thread.TryRun(() => AppendTimed(batch), out var appended) ? new(appended)
        : new(_thread.RunAsync(() => AppendTimed(batch), isUrgent: true));

    /// <summary>Does something with the file between two batches. It should be short: the next batch waits for it.</summary>
    public Task<T> RunAsync<T>(Func<JournalFile, T> chore) => _thread.RunAsync(() =>
    {
        _isQuick = false;   // it may have the WAL begin anew, whose first commit reaches the device
        return chore(_file);
    });

    /// <summary>Ends it, when what was asked for is done.</summary>
    public void Dispose()
    {
        _thread.Dispose();
        _file.Dispose();
    }

    private Appended AppendTimed(Batch batch)
    {
        var begun = _clock.GetTimestamp();
        var appended = Append(batch);
        _isQuick = _file.File.Durability != Durability.PowerLoss && !_isUnsure && _clock.GetElapsedTime(begun) < Slow;
        return appended;
    }

    private Appended Append(Batch batch)
    {
        var time = Timestamp.Later(_time, batch.Time);
        IReadOnlyList<Entry> entries = [.. batch.Wishes.Select((wish, i) => new Entry(_sequence + 1 + i, time, ChatWorld.NewestRules, wish))];
        try
        {
            // The try before may be in the file after all: a sync that failed says nothing of what the device has.
            if (_isUnsure && _file.Find(_sequence + 1) is { } found)
            {
                entries = found;
            }
            else
            {
                Reassure();
                Append(entries, [.. batch.Wishes.Select(wish => wish.Command).OfType<Command.Skipped>()]);
            }
        }
        catch (SqliteException failure)
        {
            return Explain(failure);
        }

        _isUnsure = false;
        (_sequence, _time) = (entries[^1].Sequence, entries[^1].Time);
        return new Appended(AppendResult.Appended, entries);
    }

    private void Append(IReadOnlyList<Entry> entries, List<Command.Skipped> skips)
    {
        if (skips.Count == 0)
        {
            CountWal(_file.Append(entries));
            return;
        }

        _file.File.Transact(() =>
        {
            _file.Append(entries);
            skips.ForEach(skipped => _file.Know(skipped.Sequence));
        });
    }

    // Of pages that a sync has failed on once, the next says nothing, and what was committed without one may be among them: a hole
    // in the WAL, behind which nothing counts after a loss of power. So they go into the file before anything else is written.
    private void Reassure()
    {
        if (_isUnsure && !_file.File.Checkpoint())
        {
            throw new SqliteException("The pages before cannot be moved from the WAL.", SQLitePCL.raw.SQLITE_BUSY);
        }
    }

    private Appended Explain(SqliteException failure)
    {
        if (!SqliteFile.MayPass(failure))
        {
            throw SqliteFile.Explain(_file.File.Path, failure);   // damaged, or a mistake of ours: nothing may go on from here
        }

        _file.File.RollBack();
        _isUnsure |= IsOfWhatIsWritten(failure);
        return new Appended(_isUnsure ? AppendResult.Unknown : AppendResult.Failed, [], $"\"{Path}\": {SqliteFile.Sentence(failure)}");
    }

    /// <summary>
    /// Whether a commit failed when all of it stood in the WAL: when that was synced, or when its index grew. A crash may yet bring back what
    /// the process holds for undone.
    /// </summary>
    public static bool IsOfWhatIsWritten(SqliteException failure) => failure.SqliteExtendedErrorCode is
        SQLitePCL.raw.SQLITE_IOERR_FSYNC or SQLitePCL.raw.SQLITE_IOERR_DIR_FSYNC
        or SQLitePCL.raw.SQLITE_IOERR_SHMSIZE or SQLitePCL.raw.SQLITE_IOERR_SHMMAP;
}
