using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using Interlude.Server;
using Interlude.World;
using Microsoft.Data.Sqlite;

namespace Interlude.Host.Storage;

/// <summary>The file of the log: a blob for each batch, snapshots, and what is said once of all. Owned by one thread at a time.</summary>
/// <remarks>
/// A checksum stands beside each blob: what SQLite does not notice is noticed when it is read. Methods throw
/// <see cref="SqliteException"/> where the medium fails, <see cref="StorageException"/> where what is there is not what was written.
/// </remarks>
internal sealed class JournalFile : IDisposable
{
    /// <summary>How such a file is laid out.</summary>
    public static SqliteFormat Format { get; } = new("journal", 0x494C4A31, """
        CREATE TABLE meta (name TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE batch (first INTEGER PRIMARY KEY, last INTEGER NOT NULL, checksum INTEGER NOT NULL, entries BLOB NOT NULL) STRICT;
        CREATE TABLE snapshot (sequence INTEGER PRIMARY KEY, chunks INTEGER NOT NULL, digest BLOB NOT NULL) STRICT;
        CREATE TABLE chunk (sequence INTEGER NOT NULL, number INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (sequence, number)) STRICT;
        CREATE TABLE skipped (sequence INTEGER PRIMARY KEY, is_known INTEGER NOT NULL) STRICT;
        """);

    private readonly SqliteFile _file;
    private readonly SqliteStatement _append;
    private readonly ArrayBufferWriter<byte> _bytes = new();

    private JournalFile(SqliteFile file)
    {
        _file = file;
        _append = new SqliteStatement(file, "INSERT INTO batch (first, last, checksum, entries) VALUES (?1, ?2, ?3, ?4)");
    }

    /// <summary>The random name of this log, new after every restore and wherever entries that people have seen may be lost.</summary>
    public string Epoch { get; private set; } = string.Empty;

    /// <summary>The names that it had before, and the last entry of each.</summary>
    public ImmutableArray<FormerEpoch> FormerEpochs { get; private set; } = [];

    /// <summary>The key of cloaks where the configuration has none: as long as the data live, so do cloaks.</summary>
    public ReadOnlyMemory<byte> CloakKey { get; private set; }

    /// <summary>The file beneath.</summary>
    public SqliteFile File => _file;

    /// <summary>The number of the last entry; 0 before the first.</summary>
    public long LastSequence => _file.Ask("SELECT max(coalesce((SELECT max(last) FROM batch), 0), coalesce((SELECT max(sequence) FROM snapshot), 0))") ?? 0;

    /// <summary>The number of the first entry that is still there; one more than the last if none is.</summary>
    public long FirstSequence => _file.Ask("SELECT min(first) FROM batch") ?? LastSequence + 1;

    /// <summary>
    /// Opens the file of a server, or makes it. If the machine was booted anew since it was written by one whose commits need not survive
    /// that, its end may be lost, and it gets another epoch.
    /// </summary>
    /// <param name="path">Where it is.</param>
    /// <param name="durability">What a commit survives.</param>
    /// <param name="boot">Which boot of the machine this is; null: what the system says.</param>
    public static JournalFile Open(string path, Durability durability, string? boot = null)
    {
        var file = SqliteFile.Open(path, Format, durability);
        try
        {
            file.Execute(string.Create(CultureInfo.InvariantCulture, $"INSERT OR IGNORE INTO meta VALUES ('epoch', '{NewEpoch()}'), ('incarnation', 0)"));
            using var key = file.Prepare("INSERT OR IGNORE INTO meta VALUES ('cloak key', $key)", "$key");
            key.Parameters[0].Value = RandomNumberGenerator.GetBytes(32);
            key.ExecuteNonQuery();
            var journal = Read(file);
            journal.CountBoot(durability, boot ?? Boot.Id);
            return journal;
        }
        catch (SqliteException failure)
        {
            file.Dispose();
            throw SqliteFile.Explain(path, failure);
        }
    }

    /// <summary>Opens a file that is there, to look at it.</summary>
    public static JournalFile OpenToRead(string path)
    {
        var file = SqliteFile.OpenToRead(path, Format);
        try
        {
            return Read(file);
        }
        catch (SqliteException failure)
        {
            file.Dispose();
            throw SqliteFile.Explain(path, failure);
        }
    }

    /// <summary>A name for a log that no other has.</summary>
    public static string NewEpoch() => RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz0123456789", 8);

    /// <summary>
    /// Gives the log another name, so that no entry to come is taken for one of before. It survives a loss of power: a history that goes
    /// by the name is this log's.
    /// </summary>
    public void BeginEpoch()
    {
        _file.TransactSynced(NameAnew);
        ReadNames();
    }

    /// <summary>How far whoever has followed a log has followed this one.</summary>
    /// <param name="epoch">What the log was called then; null: nothing was followed yet.</param>
    /// <returns>The last entry that both have, whether or not this one has come so far; null if it is another log.</returns>
    public long? SharedWith(string? epoch)
    {
        if (epoch is null || epoch == Epoch)
        {
            return LastSequence;
        }

        // What was lost since is no longer shared with those of before.
        var since = FormerEpochs.SkipWhile(former => former.Name != epoch).ToList();
        return since.Count == 0 ? null : since.Min(former => former.Last);
    }

    /// <summary>Begins the next life of the node, which nothing that comes later takes back.</summary>
    public int BeginIncarnation()
    {
        _file.Execute("UPDATE meta SET value = value + 1 WHERE name = 'incarnation'");
        return (int)_file.Ask("SELECT value FROM meta WHERE name = 'incarnation'")!.Value;
    }

    /// <summary>Adds the entries of a batch, all or none. If all are transient, they are on the device when the next other batch is.</summary>
    /// <returns>How many bytes they are.</returns>
    public int Append(IReadOnlyList<Entry> entries)
    {
        _bytes.ResetWrittenCount();
        EntryCodec.Write(_bytes, entries);
        _append.Bind(1, entries[0].Sequence);
        _append.Bind(2, entries[^1].Sequence);
        _append.Bind(3, Checksum(_bytes.WrittenSpan));
        _append.Bind(4, _bytes.WrittenSpan);
        if (entries.All(entry => entry.Wish.Command.IsTransient))
        {
            _file.WithoutSync(() => _append.Run());
        }
        else
        {
            _append.Run();
        }

        return _bytes.WrittenCount;
    }

    /// <summary>Has an entry passed over whenever the log is replayed.</summary>
    public void Skip(long sequence) =>
        _file.Execute(string.Create(CultureInfo.InvariantCulture, $"INSERT OR IGNORE INTO skipped VALUES ({sequence}, 0)"));

    /// <summary>The log itself says now that an entry is passed over.</summary>
    public void Know(long sequence) =>
        _file.Execute(string.Create(CultureInfo.InvariantCulture, $"UPDATE skipped SET is_known = 1 WHERE sequence = {sequence}"));

    /// <summary>The entries that are passed over, in order.</summary>
    /// <param name="areUnknown">Only those of which the log does not say so yet.</param>
    public IReadOnlyList<long> Skipped(bool areUnknown = false)
    {
        using var query = _file.Prepare("SELECT sequence FROM skipped WHERE is_known <= $known ORDER BY sequence", "$known");
        query.Parameters[0].Value = areUnknown ? 0 : 1;
        using var row = query.ExecuteReader();
        var skipped = new List<long>();
        while (row.Read())
        {
            skipped.Add(row.GetInt64(0));
        }

        return skipped;
    }

    /// <summary>The entries of a batch that begins with this number, if there is one.</summary>
    public IReadOnlyList<Entry>? Find(long first) => ReadBatches(first).FirstOrDefault(batch => batch[0].Sequence == first);

    /// <summary>The batches that hold entries from this number on, in order, each checked.</summary>
    /// <exception cref="StorageException">A batch is damaged or missing.</exception>
    public IEnumerable<IReadOnlyList<Entry>> ReadBatches(long from)
    {
        using var query = _file.Prepare("""
            SELECT first, last, checksum, entries FROM batch
            WHERE first >= coalesce((SELECT max(first) FROM batch WHERE first <= $from), $from) AND last >= $from ORDER BY first
            """, "$from");
        query.Parameters[0].Value = from;
        using var row = query.ExecuteReader();
        long? next = null;
        while (row.Read())
        {
            var (first, last) = (row.GetInt64(0), row.GetInt64(1));
            if (next is not null && first != next)
            {
                throw Damaged($"entries {next} to {first - 1} are missing");
            }

            next = last + 1;
            yield return ReadBatch(first, last, row.GetInt64(2), (byte[])row.GetValue(3));
        }
    }

    /// <summary>The newest snapshot up to an entry; 0 if there is none.</summary>
    public long FindSnapshot(long atMost) =>
        _file.Ask(string.Create(CultureInfo.InvariantCulture, $"SELECT max(sequence) FROM snapshot WHERE sequence <= {atMost}")) ?? 0;

    /// <summary>Loads a snapshot that is there.</summary>
    /// <exception cref="StorageException">It is damaged.</exception>
    public ChatWorld LoadSnapshot(long sequence)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var query = _file.Prepare("SELECT bytes FROM chunk WHERE sequence = $sequence ORDER BY number", "$sequence"))
        {
            query.Parameters[0].Value = sequence;
            using var row = query.ExecuteReader();
            while (row.Read())
            {
                bytes.Write((byte[])row.GetValue(0));
            }
        }

        using var stored = _file.Prepare("SELECT digest FROM snapshot WHERE sequence = $sequence", "$sequence");
        stored.Parameters[0].Value = sequence;
        if (stored.ExecuteScalar() is not byte[] digest || !SHA256.HashData(bytes.WrittenSpan).AsSpan().SequenceEqual(digest))
        {
            throw Damaged($"the snapshot of entry {sequence} is not as it was written");
        }

        try
        {
            return ChatWorld.LoadSnapshot(bytes.WrittenSpan);
        }
        catch (FormatException fault)
        {
            throw Damaged($"the snapshot of entry {sequence}: {fault.Message}", fault);
        }
    }

    /// <summary>Adds a piece of a snapshot that is being made.</summary>
    public void AddChunk(long sequence, int number, byte[] bytes)
    {
        using var insert = _file.Prepare("INSERT OR REPLACE INTO chunk VALUES ($sequence, $number, $bytes)", "$sequence", "$number", "$bytes");
        insert.Parameters[0].Value = sequence;
        insert.Parameters[1].Value = number;
        insert.Parameters[2].Value = bytes;
        insert.ExecuteNonQuery();
    }

    /// <summary>Makes a snapshot count, all of whose pieces are there.</summary>
    public void FinishSnapshot(long sequence, int chunks, byte[] digest)
    {
        using var insert = _file.Prepare("INSERT OR REPLACE INTO snapshot VALUES ($sequence, $chunks, $digest)", "$sequence", "$chunks", "$digest");
        insert.Parameters[0].Value = sequence;
        insert.Parameters[1].Value = chunks;
        insert.Parameters[2].Value = digest;
        insert.ExecuteNonQuery();
    }

    /// <summary>Forgets some of what stands behind a snapshot: older snapshots, and entries up to its own.</summary>
    /// <param name="snapshot">The oldest snapshot that is kept.</param>
    /// <param name="most">How many rows at most, so that nobody waits long.</param>
    /// <returns>Whether there is more.</returns>
    public bool Truncate(long snapshot, int most)
    {
        using var delete = _file.Prepare("""
            DELETE FROM batch WHERE first IN (SELECT first FROM batch WHERE last <= $snapshot ORDER BY first LIMIT $most);
            """, "$snapshot", "$most");
        using var chunks = _file.Prepare("""
            DELETE FROM chunk WHERE (sequence, number) IN (
                SELECT sequence, number FROM chunk
                WHERE sequence < $snapshot OR (sequence > $snapshot AND sequence NOT IN (SELECT sequence FROM snapshot)) LIMIT $most);
            """, "$snapshot", "$most");
        delete.Parameters[0].Value = chunks.Parameters[0].Value = snapshot;
        delete.Parameters[1].Value = chunks.Parameters[1].Value = most;
        var count = 0;
        _file.Transact(() =>
        {
            _file.Execute(string.Create(CultureInfo.InvariantCulture, $"DELETE FROM snapshot WHERE sequence < {snapshot}"));
            count = delete.ExecuteNonQuery() + chunks.ExecuteNonQuery();
        });
        return count > 0;
    }

    public void Dispose()
    {
        _append.Dispose();
        _file.Dispose();
    }

    private static JournalFile Read(SqliteFile file)
    {
        var journal = new JournalFile(file);
        journal.ReadNames();
        return journal;
    }

    private void ReadNames()
    {
        using var query = _file.Prepare("""
            SELECT (SELECT value FROM meta WHERE name = 'epoch'), (SELECT value FROM meta WHERE name = 'cloak key'),
                (SELECT value FROM meta WHERE name = 'former epochs')
            """);
        using var row = query.ExecuteReader();
        (Epoch, CloakKey, FormerEpochs) = row.Read() && row.GetValue(0) is string epoch && row.GetValue(1) is byte[] key
            ? (epoch, key, FormerEpochsOf(_file, row.GetValue(2) as string ?? string.Empty))
            : throw Damaged("it does not say which log it is");
    }

    private void NameAnew() => _file.Execute(string.Create(CultureInfo.InvariantCulture, $"""
        INSERT INTO meta SELECT 'former epochs', '' WHERE NOT EXISTS (SELECT 1 FROM meta WHERE name = 'former epochs');
        UPDATE meta SET value = value || (SELECT value FROM meta WHERE name = 'epoch') || ':{LastSequence} ' WHERE name = 'former epochs';
        UPDATE meta SET value = '{NewEpoch()}' WHERE name = 'epoch';
        """));

    // A loss of power leaves no trace of what it took: only that the machine was booted since tells of it.
    private void CountBoot(Durability durability, string boot)
    {
        using var written = _file.Prepare("SELECT value FROM meta WHERE name = 'boot'");
        var (before, now) = (written.ExecuteScalar() as string, durability == Durability.PowerLoss ? null : boot);
        if (before == now)
        {
            return;
        }

        using var write = _file.Prepare("INSERT OR REPLACE INTO meta SELECT 'boot', $boot WHERE $boot IS NOT NULL", "$boot");
        write.Parameters[0].Value = (object?)now ?? DBNull.Value;
        _file.TransactSynced(() =>
        {
            if (before is not null && before != boot)
            {
                NameAnew();
            }

            _file.Execute("DELETE FROM meta WHERE name = 'boot'");
            write.ExecuteNonQuery();
        });
        ReadNames();
    }

    // *(name ":" sequence SP)
    private static ImmutableArray<FormerEpoch> FormerEpochsOf(SqliteFile file, string text)
    {
        var epochs = ImmutableArray.CreateBuilder<FormerEpoch>();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            epochs.Add(word.Split(':') is [var name, var last] && long.TryParse(last, CultureInfo.InvariantCulture, out var sequence)
                ? new FormerEpoch(name, sequence)
                : throw SqliteFile.Damaged(file.Path, "it does not say how the log was called before"));
        }

        return epochs.ToImmutable();
    }

    private List<Entry> ReadBatch(long first, long last, long checksum, byte[] bytes)
    {
        if (Checksum(bytes) != checksum)
        {
            throw Damaged($"entries {first} to {last} are not as they were written");
        }

        try
        {
            var entries = (List<Entry>)EntryCodec.Read(bytes);
            return entries.Count == last - first + 1 && entries.Index().All(each => each.Item.Sequence == first + each.Index)
                ? entries
                : throw Damaged($"the batch of entries {first} to {last} holds others");
        }
        catch (FormatException fault)
        {
            throw Damaged($"entries {first} to {last}: {fault.Message}", fault);
        }
    }

    private StorageException Damaged(string what, Exception? cause = null) => SqliteFile.Damaged(_file.Path, what, cause);

    // The first eight bytes of SHA-256: against accidents, not against people who can write the file.
    private static long Checksum(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return BinaryPrimitives.ReadInt64BigEndian(hash);
    }
}
