using Interlude.World;

namespace Interlude.Host.Storage;

/// <summary>Feeds an <see cref="Archive"/> in slices.</summary>
internal sealed class ArchiveFeed(Archive archive)
{
    /// <summary>Entries in a slice at most: large enough to be cheap, small enough to be kept until the medium takes it.</summary>
    public const int MaxEntries = 8192;

    /// <summary>
    /// Bytes that a slice brings to the medium at most, but for what the last entry adds: an entry may be kept in very many conversations.
    /// </summary>
    public const int MaxBytes = 8 << 20;

    private long _last;

    /// <summary>Entries that the archive does not durably hold yet.</summary>
    public int Count { get; private set; }

    /// <summary>There is no room for another entry before a commit.</summary>
    public bool IsFull => Count >= MaxEntries || (Count > 0 && archive.BytesInSlice >= MaxBytes);

    /// <summary>Gives the archive the next entry, unless it has it.</summary>
    /// <remarks>
    /// One that is transient counts only when another follows: the log may lose it yet, and an archive must not be ahead of the log. Nor
    /// is there anything in it to be made durable.
    /// </remarks>
    public void Add(Entry entry, IReadOnlyList<Event> events)
    {
        if (entry.Sequence > archive.Position)
        {
            archive.Add(entry, events);
            if (!entry.Wish.Command.IsTransient)
            {
                _last = entry.Sequence;
                Count++;
            }
        }
    }

    /// <summary>Makes the slice durable.</summary>
    /// <exception cref="IOException">The medium failed; it can be tried again.</exception>
    public void Commit()
    {
        if (Count > 0)
        {
            try
            {
                archive.Commit(_last);
            }
            finally
            {
                Count = archive.Position >= _last ? 0 : Count;   // what it does behind the commit may fail alone
            }
        }
    }
}
