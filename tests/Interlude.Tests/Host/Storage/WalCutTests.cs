using Interlude.Host.Storage;
using Interlude.World;
using Microsoft.Data.Sqlite;

namespace Interlude.Tests.Host.Storage;

/// <summary>What a loss of power can leave of a commit: any beginning of what it wrote. It counts whole or not at all.</summary>
public sealed class WalCutTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_log_that_was_cut_anywhere_in_its_last_transaction_ends_before_it()
    {
        var path = Path.Combine(_folder.Path, "journal.db");
        var entries = new WorldHistory().Continue(0, Enumerable.Range(0, 60));
        var (before, after) = (new ChatWorld(), new ChatWorld());
        WorldHistory.Play(before, entries.Take(40));
        WorldHistory.Play(after, entries);

        MakeWithSmallPages(path);
        byte[] file, wal;
        int kept;
        using (var journal = JournalFile.Open(path, Durability.PowerLoss))
        {
            journal.Append([.. entries.Take(20)]);
            journal.Append([.. entries.Skip(20).Take(20)]);
            kept = Copy(path + "-wal").Length;
            journal.Append([.. entries.Skip(40)]);
            (file, wal) = (Copy(path), Copy(path + "-wal"));
        }

        Assert.InRange(wal.Length - kept, 1000, 10_000);
        for (var length = kept; length <= wal.Length; length++)
        {
            Assert.Equal(length == wal.Length ? 60 : 40, Reopen(file, wal.AsSpan(0, length)));
        }

        Assert.Equal(before.Digest(), Recover(file, wal.AsSpan(0, wal.Length - 1)));
        Assert.Equal(after.Digest(), Recover(file, wal));
    }

    [Fact]
    public void A_log_of_whose_last_transaction_any_byte_is_wrong_ends_before_it()
    {
        var path = Path.Combine(_folder.Path, "journal.db");
        var entries = new WorldHistory().Continue(0, Enumerable.Range(0, 30));
        MakeWithSmallPages(path);
        byte[] file, wal;
        int kept;
        using (var journal = JournalFile.Open(path, Durability.PowerLoss))
        {
            journal.Append([.. entries.Take(20)]);
            kept = Copy(path + "-wal").Length;
            journal.Append([.. entries.Skip(20)]);
            (file, wal) = (Copy(path), Copy(path + "-wal"));
        }

        for (var at = kept; at < wal.Length; at += 7)
        {
            var changed = wal.ToArray();
            changed[at] ^= 0x10;
            Assert.Equal(20, Reopen(file, changed));
        }
    }

    // Fewer bytes to cut at; all else is as ever.
    private static void MakeWithSmallPages(string path)
    {
        JournalFile.Open(path, Durability.PowerLoss).Dispose();
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = DELETE; PRAGMA page_size = 512; VACUUM; PRAGMA journal_mode = WAL;";
        command.ExecuteNonQuery();
    }

    // While it is open, as a crash finds it.
    private static byte[] Copy(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private long Reopen(byte[] file, ReadOnlySpan<byte> wal)
    {
        var path = Lay(file, wal);
        using var reopened = JournalFile.OpenToRead(path);
        Assert.Equal(reopened.LastSequence, reopened.ReadBatches(1).Sum(batch => batch.Count));
        return reopened.LastSequence;
    }

    private byte[] Recover(byte[] file, ReadOnlySpan<byte> wal)
    {
        using var reopened = JournalFile.Open(Lay(file, wal), Durability.PowerLoss);
        return Recovery.Run(reopened, new RecordingArchive()).Digest();
    }

    private string Lay(byte[] file, ReadOnlySpan<byte> wal)
    {
        var path = Path.Combine(_folder.Path, "cut.db");
        File.Delete(path + "-shm");
        File.WriteAllBytes(path, file);
        File.WriteAllBytes(path + "-wal", wal);
        return path;
    }
}
