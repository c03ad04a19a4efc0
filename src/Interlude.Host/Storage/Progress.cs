using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Interlude.Host.Storage;

/// <summary>
/// Which entry is being applied, in a file that survives the process: so an entry that ends the process again and again is
/// found out. A mark is one write to the kernel, without a sync: a loss of power may forget it.
/// </summary>
/// <remarks>
/// <c>progress = server follower last deaths</c>: eight bytes each, the lowest first; 0 is none. Not mapped into memory: where a file
/// system needs room even to write over what is there, a store to a mapped page of a full one ends the process.
/// </remarks>
internal sealed class Progress : IDisposable
{
    private const int Last = 2;
    private const int Deaths = 3;

    private readonly SafeFileHandle _file;

    private Progress(SafeFileHandle file) => _file = file;

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
    /// <exception cref="StorageException">The file cannot be used.</exception>
    public static Progress Open(string path)
    {
        try
        {
            var progress = new Progress(File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite));
            progress.Count();
            return progress;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"the file \"{path}\" cannot be used: {failure.Message}", failure);
        }
    }

    /// <summary>This entry is about to be applied.</summary>
    public void Begin(World world, long sequence) => Mark((int)world, sequence);

    /// <summary>No entry is being applied; need not be said between two.</summary>
    public void End(World world) => Mark((int)world, 0);

    /// <summary>All of the log could be applied: what ended the process before was something else.</summary>
    public void Acquit()
    {
        Mark(Last, 0);
        Mark(Deaths, 0);
    }

    public void Dispose() => _file.Dispose();

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

    // A full disk may not take it. Then an entry that ends the process is not found out this time, and nothing else depends on it.
    private void Mark(int word, long value)
    {
        try
        {
            Write(word, value);
        }
        catch (IOException)
        {
        }
    }

    private long Read(int word)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        bytes.Clear();   // there is nothing in a new file
        RandomAccess.Read(_file, bytes, word * sizeof(long));
        return BinaryPrimitives.ReadInt64LittleEndian(bytes);
    }

    private void Write(int word, long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        RandomAccess.Write(_file, bytes, word * sizeof(long));
    }
}
