using Interlude.Server;
using Interlude.World;

namespace Interlude.Host.Serving;

/// <summary>The log as the server loop sees it: batches go in, entries come back in one total order.</summary>
internal abstract class Journal
{
    /// <summary>Whether a batch costs so much, however small it is, that what is asked for in a round should be one.</summary>
    public virtual bool WantsFew => false;

    /// <summary>
    /// Appends a batch as a whole. One is under way at a time. Called on a thread that may poll sockets, so whatever
    /// waits for a device does so on another one, and this returns before.
    /// </summary>
    /// <returns>What became of it, and the entries that the log holds from it now, in order.</returns>
    public abstract ValueTask<Appended> AppendAsync(Batch batch);

    /// <summary>The outcome of one append.</summary>
    /// <param name="Result">What became of it.</param>
    /// <param name="Entries">The entries that the log holds from it now, in order; the list is the journal's, until the next append.</param>
    /// <param name="Trouble">Why it was not appended, for operators.</param>
    public readonly record struct Appended(AppendResult Result, IReadOnlyList<Entry> Entries, string? Trouble = null);
}
