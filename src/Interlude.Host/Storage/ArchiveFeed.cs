using Interlude.World;

namespace Interlude.Host.Storage;

/// <summary>Feeds an <see cref="Archive"/> in slices, and keeps each until the archive has it, so that it can be given again.</summary>
internal sealed class ArchiveFeed(Archive archive)
{
    /// <summary>Entries in a slice at most: large enough to be cheap, small enough to be kept.</summary>
    public const int MaxEntries = 2048;

    private readonly List<(Entry Entry, IReadOnlyList<Event> Events)> _slice = [];
    private int _given;   // of the slice, since the archive's last commit

    /// <summary>Entries that the archive does not durably hold yet.</summary>
    public int Count => _slice.Count;

    /// <summary>There is no room for another entry before a commit.</summary>
    public bool IsFull => _slice.Count >= MaxEntries;

    /// <summary>Takes the next entry, unless the archive has it.</summary>
    public void Add(Entry entry, IReadOnlyList<Event> events)
    {
        if (entry.Sequence > archive.Position)
        {
            _slice.Add((entry, events));
        }
    }

    /// <summary>Makes the slice durable.</summary>
    /// <exception cref="IOException">The medium failed; it can be tried again.</exception>
    public void Commit()
    {
        if (_slice.Count == 0)
        {
            return;
        }

        try
        {
            for (; _given < _slice.Count; _given++)
            {
                archive.Add(_slice[_given].Entry, _slice[_given].Events);
            }

            archive.Commit(_slice[^1].Entry.Sequence);
            _slice.Clear();
        }
        finally
        {
            _given = 0;   // a commit that failed has kept nothing
        }
    }
}
