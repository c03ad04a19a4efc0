using Microsoft.Data.Sqlite;

namespace Interlude.Tests.Support;

/// <summary>A file of SQLite and its WAL as they are in the midst of a server's life, to be laid down again as a crash leaves them.</summary>
/// <param name="File">The file.</param>
/// <param name="Wal">Its WAL, whole.</param>
/// <param name="Kept">How many bytes of the WAL stand before the last transaction.</param>
internal sealed record CrashedFile(byte[] File, byte[] Wal, int Kept)
{
    /// <summary>Writes in the file that is open meanwhile, the last transaction last, and takes both.</summary>
    public static CrashedFile Take(string path, Action before, Action last)
    {
        before();
        var kept = Read(path + "-wal").Length;
        last();
        return new CrashedFile(Read(path), Read(path + "-wal"), kept);
    }

    /// <summary>Makes the pages of a file small that nobody has open: fewer bytes to cut at; all else is as ever.</summary>
    public static void UseSmallPages(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = DELETE; PRAGMA page_size = 512; VACUUM; PRAGMA journal_mode = WAL;";
        command.ExecuteNonQuery();
    }

    /// <summary>All lengths at which the WAL ends in its last transaction, or behind it.</summary>
    public IEnumerable<int> Lengths => Enumerable.Range(Kept, Wal.Length - Kept + 1);

    /// <summary>The ends, the bytes beside them, and some between.</summary>
    public IEnumerable<int> SomeLengths =>
        [Kept, Kept + 1, Kept + ((Wal.Length - Kept) / 3), Kept + ((Wal.Length - Kept) * 2 / 3), Wal.Length - 1, Wal.Length];

    /// <summary>Lays both down, the WAL cut.</summary>
    public void Lay(string path, int length) => Lay(path, Wal.AsSpan(0, length));

    /// <summary>Lays both down, with this as the WAL.</summary>
    public void Lay(string path, ReadOnlySpan<byte> wal)
    {
        System.IO.File.Delete(path + "-shm");
        System.IO.File.WriteAllBytes(path, File);
        System.IO.File.WriteAllBytes(path + "-wal", wal);
    }

    private static byte[] Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
