using Interlude.Server;
using Interlude.World;

namespace Interlude.Host.Storage;

/// <summary>
/// History: a projection of the log that is fed behind the server's back and read page by page. It may be behind the log;
/// the journal keeps what it does not hold yet.
/// </summary>
internal abstract class Archive : IDisposable
{
    /// <summary>The sequence number of the last entry that it durably holds; 0 before the first. Any thread.</summary>
    public abstract long Position { get; }

    /// <summary>About how many bytes the slice that is being made brings to the medium. For the follower's thread.</summary>
    public abstract long BytesInSlice { get; }

    /// <summary>How the log is called whose entries it holds; null if it has followed none yet.</summary>
    public abstract string? Epoch { get; }

    /// <summary>Called when somebody waits for an entry that has not been added; on any thread, and it must not wait. Set before anybody reads.</summary>
    public Action? Awaited { get; set; }

    /// <summary>
    /// Takes an entry into the slice that is being made; from here on it can be read. On the follower's thread, in order, and
    /// none twice.
    /// </summary>
    /// <param name="entry">The entry behind the last one added, or behind <see cref="Position"/> after opening.</param>
    /// <param name="events">What came of it. Not kept.</param>
    public abstract void Add(Entry entry, IReadOnlyList<Event> events);

    /// <summary>
    /// Makes the slice durable and raises <see cref="Position"/>. On the follower's thread. If it fails, the slice is kept, and
    /// this is tried again.
    /// </summary>
    /// <param name="sequence">The last entry added but for those of the moment alone, of which nothing is kept.</param>
    /// <exception cref="IOException">The medium failed or is full; it can be tried again.</exception>
    /// <exception cref="StorageException">The file is damaged, or a mistake of ours: nothing may go on from here.</exception>
    public abstract void Commit(long sequence);

    /// <summary>
    /// Removes some of what is kept no longer, or what nobody can read any more. On the follower's thread, when all that was added is durable.
    /// </summary>
    /// <param name="now">By the wall clock.</param>
    /// <param name="mayBeRead">Whether somebody can read a conversation, now or later.</param>
    /// <returns>Whether there may be more to remove at once.</returns>
    /// <exception cref="IOException">The medium failed or is full; it can be tried again.</exception>
    /// <exception cref="StorageException">The file is damaged.</exception>
    public abstract bool Sweep(Timestamp now, Predicate<Conversation> mayBeRead);

    /// <summary>Takes back what it holds of entries behind this one, for the log has lost them. Before the first entry is added.</summary>
    /// <exception cref="IOException">The medium failed or is full.</exception>
    public abstract void Forget(long sequence);

    /// <summary>What it holds is the beginning of this log, which it follows from here on. Before the first entry is added.</summary>
    /// <param name="epoch">How the log is called now.</param>
    /// <exception cref="IOException">The medium failed or is full.</exception>
    public abstract void Belong(string epoch);

    /// <summary>Reads a page, off the caller's thread, once the entry that is asked for has been added. Any thread.</summary>
    /// <returns>The page; null if it could not be read, which was reported where operators look.</returns>
    public abstract ValueTask<HistoryPage?> ReadAsync(HistoryQuery query);

    /// <summary>Finds conversations, in the same way.</summary>
    public abstract ValueTask<HistoryTargets?> ReadAsync(HistoryTargetsQuery query);

    /// <summary>Ends it: who waits is answered with null. After the last call of the follower's thread.</summary>
    public void Dispose()
    {
        Dispose(isDisposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives up what it holds open.</summary>
    protected abstract void Dispose(bool isDisposing);
}
