using System.Buffers;
using System.Security.Cryptography;
using Interlude.World;
using Microsoft.Data.Sqlite;

namespace Interlude.Host.Storage;

/// <summary>
/// Keeps the journal short: writes snapshots of a world that follows it, forgets what stands behind the second-last, and moves
/// the WAL into the file. All in small pieces between batches. On the follower's thread.
/// </summary>
/// <param name="journal">The journal.</param>
/// <param name="archive">Who may still need what a snapshot has passed.</param>
/// <param name="last">The newest snapshot there is; 0 for none.</param>
/// <param name="entriesBetween">See <see cref="EntriesBetween"/>.</param>
internal sealed class SnapshotKeeper(
    SqliteJournal journal, Archive archive, long last, int entriesBetween = SnapshotKeeper.EntriesBetween) : IDisposable
{
    /// <summary>Entries from one snapshot to the next: a second or so of replay.</summary>
    public const int EntriesBetween = 200_000;

    private const int ChunkBytes = 128 * 1024;
    private const int RowsAtOnce = 64;
    private const long MaxWalBytes = 8 << 20;

    private readonly SqliteFile _beside = SqliteFile.OpenToRead(journal.Path, JournalFile.Format);   // moves the WAL while others write
    private long _last = last;

    /// <summary>Looks after the file, when a world has applied entries.</summary>
    /// <returns>What failed; null if nothing did. It is tried again later.</returns>
    public SqliteException? Tend(ChatWorld world)
    {
        try
        {
            if (world.Sequence - _last >= entriesBetween)
            {
                Write(world);
            }

            if (journal.WalBytes >= MaxWalBytes)
            {
                MoveWal();
            }

            return null;
        }
        catch (SqliteException failure)
        {
            _last = Math.Max(_last, world.Sequence - entriesBetween + (entriesBetween / 10));
            return failure;
        }
    }

    /// <summary>Writes a snapshot now, and forgets what it makes needless.</summary>
    public void Write(ChatWorld world)
    {
        var snapshot = new ArrayBufferWriter<byte>();
        world.WriteSnapshot(snapshot);
        var (sequence, chunks) = (world.Sequence, 0);
        for (var at = 0; at < snapshot.WrittenCount; at += ChunkBytes)
        {
            var (number, bytes) = (chunks++, snapshot.WrittenSpan.Slice(at, Math.Min(ChunkBytes, snapshot.WrittenCount - at)).ToArray());
            Do(file => file.AddChunk(sequence, number, bytes), bytes.Length);
        }

        var digest = SHA256.HashData(snapshot.WrittenSpan);
        Do(file => file.FinishSnapshot(sequence, chunks, digest), digest.Length);
        _last = sequence;
        Truncate();
    }

    public void Dispose() => _beside.Dispose();

    // The archive may still need what a newer snapshot has passed.
    private void Truncate()
    {
        var newest = Ask(file => file.FindSnapshot(archive.Position));
        var kept = newest == 0 ? 0 : Ask(file => file.FindSnapshot(newest - 1));
        while (kept > 0 && Ask(file => !journal.IsHeld && file.Truncate(kept, RowsAtOnce)))
        {
            journal.CountWal(RowsAtOnce * ChunkBytes / 8);
            if (journal.WalBytes >= MaxWalBytes)
            {
                MoveWal();
            }
        }
    }

    // Most of it beside the commits; the rest, which came meanwhile, between two of them, so that the WAL begins anew.
    private void MoveWal()
    {
        _beside.Checkpoint();
        if (Ask(file => file.File.Checkpoint()))
        {
            journal.ForgetWal();
        }
    }

    private void Do(Action<JournalFile> work, int bytes)
    {
        Ask(file =>
        {
            work(file);
            return true;
        });
        journal.CountWal(bytes);
    }

    private T Ask<T>(Func<JournalFile, T> work) => journal.RunAsync(work).GetAwaiter().GetResult();
}
