namespace Interlude.Host.Storage;

/// <summary>Keeps the WAL of history short, by the pages that were written into it. On the follower's thread.</summary>
/// <param name="file">The file.</param>
/// <param name="readers">Who reads it: the WAL begins anew only when none of them needs what stands in it.</param>
internal sealed class HistoryWal(SqliteFile file, HistoryReaders readers)
{
    /// <summary>Pages after which the WAL is moved into the file: 4 MiB.</summary>
    public const int MaxPages = 1024;

    /// <summary>Pages after which readers wait for that: when always somebody reads, the WAL would never begin anew.</summary>
    public const int MostPages = 4 * MaxPages;

    private long _pages;

    /// <summary>After a commit.</summary>
    public void Tend()
    {
        _pages += file.TakePagesWritten();
        if (_pages < MaxPages)
        {
            return;
        }

        _pages = 0;
        file.Checkpoint(out var length);
        if (length >= MostPages)
        {
            readers.Exclude(() => file.Checkpoint());
        }
    }
}
