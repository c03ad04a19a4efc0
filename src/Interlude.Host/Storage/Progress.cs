using System.IO.MemoryMappedFiles;

namespace Interlude.Host.Storage;

/// <summary>
/// Which entry is being applied, in a file that survives the process: so an entry that ends the process again and again is
/// found out. A mark is one store to memory; a loss of power may forget it.
/// </summary>
/// <remarks><c>progress = server follower last deaths</c>: eight bytes each; 0 is none.</remarks>
internal sealed class Progress : IDisposable
{
    private const int Last = 2;
    private const int Deaths = 3;
    private const int Words = 4;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _marks;

    private Progress(MemoryMappedFile file) => (_file, _marks) = (file, file.CreateViewAccessor());

    /// <summary>Who applies.</summary>
    public enum World
    {
        /// <summary>The server.</summary>
        Server = 0,

        /// <summary>The follower, or recovery, which makes its world.</summary>
        Follower = 1,
    }

    /// <summary>The entry that has ended the process at least twice in a row; null if there is none.</summary>
    public long? Deadly { get; private set; }

    /// <summary>Opens the marks of the process before, and counts how it ended.</summary>
    public static Progress Open(string path)
    {
        var progress = new Progress(MemoryMappedFile.CreateFromFile(path, FileMode.OpenOrCreate, null, Words * sizeof(long)));
        progress.Count();
        return progress;
    }

    /// <summary>This entry is about to be applied.</summary>
    public void Begin(World world, long sequence) => _marks.Write((int)world * sizeof(long), sequence);

    /// <summary>It has been.</summary>
    public void End(World world) => _marks.Write((int)world * sizeof(long), 0L);

    /// <summary>All of the log could be applied: what ended the process before was something else.</summary>
    public void Acquit()
    {
        Write(Last, 0);
        Write(Deaths, 0);
    }

    public void Dispose()
    {
        _marks.Dispose();
        _file.Dispose();
    }

    private void Count()
    {
        var died = Read((int)World.Server) is > 0 and var server ? server : Read((int)World.Follower);
        if (died > 0)
        {
            Write(Deaths, died == Read(Last) ? Read(Deaths) + 1 : 1);
            Write(Last, died);
            Deadly = Read(Deaths) >= 2 ? died : null;
        }

        End(World.Server);
        End(World.Follower);
    }

    private long Read(int word) => _marks.ReadInt64(word * sizeof(long));

    private void Write(int word, long value) => _marks.Write(word * sizeof(long), value);
}
