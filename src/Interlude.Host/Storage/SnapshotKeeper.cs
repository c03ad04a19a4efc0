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
    private bool _isUncut;        // whether what the last snapshot makes needless may still be there
    private long _retryAt;        // by the entries that the world has applied
    private string? _unwritten;   // why there is no newer snapshot, or more than it needs
    private string? _unmoved;     // why the WAL is longer than it should be

    /// <summary>Looks after the file, when a world has applied entries.</summary>
    /// <returns>What has failed and not worked since, for people; null for nothing. It is tried again later.</returns>
    /// <exception cref="StorageException">It failed in a way that trying again does not mend.</exception>
    public string? Tend(ChatWorld world)
    {
        var isDue = world.Sequence - _last >= entriesBetween;
        if ((isDue || _isUncut) && world.Sequence >= _retryAt)
        {
            _unwritten = Try(() =>
            {
                if (isDue)
                {
                    Write(world);
                }
                else
                {
                    Truncate();
                }
            });
            _retryAt = _unwritten is null ? 0 : world.Sequence + (entriesBetween / 10);
        }

        _unmoved = journal.WalBytes >= MaxWalBytes ? Try(MoveWal) : null;
        return _unwritten ?? _unmoved;
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
        (_last, _isUncut) = (sequence, true);
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

        _isUncut = journal.IsHeld;   // then it is cut when it is let go
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

    private string? Try(Action work)
    {
        try
        {
            work();
            return null;
        }
        catch (SqliteException failure)
        {
            return SqliteFile.MayPass(failure)
                ? $"\"{journal.Path}\": {SqliteFile.Sentence(failure)}"
                : throw SqliteFile.Explain(journal.Path, failure);
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
