using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Interlude.Host.Storage;

/// <summary>
/// Which entry a start is applying, in a file that survives the process: so one that ends the process again and again is found out.
/// A mark is one write to the kernel, without a sync: a loss of power may forget it.
/// </summary>
/// <remarks>
/// <para>Only <see cref="Recovery"/> marks, for it applies entries one by one with nothing else under way. While people wait entries are
/// applied many in a row, and to be killed among many would speak against none of them: the next start tells which it was.</para>
/// <para><c>progress = entry last</c>: eight bytes each, the lowest first; 0 is none. The entry in the midst of which the process is, and
/// that in the midst of which it ended last. Not mapped into memory: where a file system needs room even to write over what is there, a
/// store to a mapped page of a full one ends the process.</para>
/// </remarks>
internal sealed class Progress : IDisposable
{
    private readonly SafeFileHandle _file;

    private Progress(SafeFileHandle file) => _file = file;

    /// <summary>The entry in the midst of which the process ended the last two times that it was in the midst of one; null if there is none.</summary>
    public long? Deadly { get; private set; }

    /// <summary>Opens the marks of the process before, and looks how it ended.</summary>
    /// <exception cref="StorageException">The file cannot be used.</exception>
    public static Progress Open(string path)
    {
        try
        {
            var progress = new Progress(File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite));
            progress.Look();
            return progress;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"the file \"{path}\" cannot be used: {failure.Message}", failure);
        }
    }

    /// <summary>An entry is about to be applied, and no other until another is marked or this one has ended.</summary>
    public void Begin(long sequence) => Mark(sequence);

    /// <summary>No entry is being applied; need not be said between two.</summary>
    public void End() => Mark(0);

    /// <summary>All of the log could be applied: what ended the process before was something else.</summary>
    public void Acquit() => Mark(0, 0);

    public void Dispose() => _file.Dispose();

    private void Look()
    {
        Span<byte> bytes = stackalloc byte[2 * sizeof(long)];
        bytes.Clear();   // there is nothing in a new file
        if (RandomAccess.GetLength(_file) > bytes.Length)
        {
            RandomAccess.SetLength(_file, 0);   // of a program that marked other things there
        }

        RandomAccess.Read(_file, bytes, 0);
        var (entry, last) = (BinaryPrimitives.ReadInt64LittleEndian(bytes), BinaryPrimitives.ReadInt64LittleEndian(bytes[sizeof(long)..]));
        if (entry != 0)
        {
            Deadly = entry == last ? entry : null;
            Write(0, entry);   // in one write: an end between two would count this one again
        }
    }

    // A full disk may not take it. Then an entry that ends the process is not found out this time, and nothing else depends on it.
    private void Mark(params ReadOnlySpan<long> words)
    {
        try
        {
            Write(words);
        }
        catch (IOException)
        {
        }
    }

    private void Write(params ReadOnlySpan<long> words)
    {
        Span<byte> bytes = stackalloc byte[2 * sizeof(long)];
        for (var word = 0; word < words.Length; word++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes[(word * sizeof(long))..], words[word]);
        }

        RandomAccess.Write(_file, bytes[..(words.Length * sizeof(long))], 0);
    }
}
