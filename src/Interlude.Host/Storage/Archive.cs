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

    /// <summary>To be called when somebody begins to wait for more than <see cref="Position"/>. Any thread; it does not wait.</summary>
    public Action? Awaited { get; set; }

    /// <summary>Takes an entry into the slice that is being made. On the follower's thread, in order, and none twice.</summary>
    /// <param name="entry">The entry behind the last one added, or behind <see cref="Position"/> after opening.</param>
    /// <param name="events">What came of it. Not kept.</param>
    public abstract void Add(Entry entry, IReadOnlyList<Event> events);

    /// <summary>
    /// Makes the slice durable, raises <see cref="Position"/> and wakes who waits for it. On the follower's thread. If it
    /// fails, nothing of the slice is kept and what is to be added next is the entry behind <see cref="Position"/>.
    /// </summary>
    /// <param name="sequence">The last entry added.</param>
    /// <exception cref="IOException">The medium failed or is full; it can be tried again from <see cref="Position"/>.</exception>
    public abstract void Commit(long sequence);

    /// <summary>Reads a page, off the caller's thread, once <see cref="Position"/> has reached what is asked for. Any thread.</summary>
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
