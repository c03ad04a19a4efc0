using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Interlude.Host.Storage;

/// <summary>
/// Which entries are being applied, in a file that survives the process: so an entry that ends the process again and again is
/// found out. A mark is one write to the kernel, without a sync: a loss of power may forget it.
/// </summary>
/// <remarks>
/// <para>While people wait, what is applied in a row has one mark. The next start applies it again, each entry with a mark of its own
/// (<see cref="Recovery"/>), and what is deadly is what both have in common.</para>
/// <para><c>progress = server follower last deaths</c>: eight bytes each, the lowest first. A mark is the number of the first entry, and in the
/// highest 16 bits how many come behind it; 0 is none. Not mapped into memory: where a file system needs room even to write over what is
/// there, a store to a mapped page of a full one ends the process.</para>
/// </remarks>
internal sealed class Progress : IDisposable
{
    /// <summary>Entries that one mark can be of.</summary>
    public const int MaxAtOnce = 1 << (64 - SequenceBits);

    private const int Last = 2;
    private const int Deaths = 3;
    private const int SequenceBits = 48;

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

    /// <summary>Some entries are about to be applied.</summary>
    /// <param name="world">Where.</param>
    /// <param name="first">The first.</param>
    /// <param name="count">How many, in a row; at most <see cref="MaxAtOnce"/>.</param>
    public void Begin(World world, long first, int count = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaxAtOnce);
        Mark((int)world, first | ((count - 1L) << SequenceBits));
    }

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
        var died = Read((int)World.Server) is not 0 and var server ? server : Read((int)World.Follower);
        if (died != 0)
        {
            var common = Common(died, Read(Last));
            Write(Deaths, common != 0 ? Read(Deaths) + 1 : 1);
            Write(Last, common != 0 ? common : died);
            Deadly = Read(Deaths) >= 2 && CountOf(common) == 1 ? FirstOf(common) : null;
        }

        End(World.Server);
        End(World.Follower);
    }

    private static long FirstOf(long mark) => mark & ((1L << SequenceBits) - 1);

    private static long CountOf(long mark) => mark == 0 ? 0 : (mark >>> SequenceBits) + 1;

    // The entries that are in both; 0 if none are.
    private static long Common(long one, long other)
    {
        var first = Math.Max(FirstOf(one), FirstOf(other));
        var end = Math.Min(FirstOf(one) + CountOf(one), FirstOf(other) + CountOf(other));
        return first < end ? first | ((end - first - 1) << SequenceBits) : 0;
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
