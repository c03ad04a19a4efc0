using System.Globalization;
using Interlude.World;

namespace Interlude.Host.Storage;

/// <summary>
/// Looks through a log: its batches, its entries by applying them, its snapshots against what makes them. In pieces, each of which
/// holds what it reads for a moment only, so that the WAL of whoever writes meanwhile does not grow.
/// </summary>
/// <remarks>A server may forget the beginning meanwhile; then it goes on from the oldest snapshot that is left.</remarks>
internal sealed class LogVerification
{
    private readonly JournalFile _file;
    private readonly int _entriesAtOnce;
    private ChatWorld _world = new();
    private int _snapshots;

    /// <summary>Takes the oldest snapshot.</summary>
    /// <param name="file">The log.</param>
    /// <param name="entriesAtOnce">How many entries a piece has.</param>
    public LogVerification(JournalFile file, int entriesAtOnce)
    {
        (_file, _entriesAtOnce) = (file, entriesAtOnce);
        _file.File.Look(() =>
        {
            if (Snapshots() is [.., var oldest])
            {
                GoOnFrom(oldest);
            }
        });
    }

    /// <summary>The first entry that was, or will be, looked at.</summary>
    public long First { get; private set; } = 1;

    /// <summary>Looks at all up to an entry that is there.</summary>
    /// <param name="last">The entry.</param>
    /// <param name="between">Called between two pieces.</param>
    /// <returns>What is there, in a sentence.</returns>
    /// <exception cref="StorageException">What is wrong.</exception>
    public string Run(long last, Action? between)
    {
        while (_world.Sequence < last)
        {
            _file.File.Look(() => LookAtPiece(last));
            between?.Invoke();
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"\"{_file.File.Path}\" is whole: entries {First} to {_world.Sequence}, {_snapshots} snapshots; epoch {_file.Epoch}.");
    }

    private void LookAtPiece(long last)
    {
        var snapshots = Snapshots();
        var skipped = _file.Skipped().ToHashSet();
        var (count, next) = (0, last + 1);
        foreach (var entry in _file.ReadBatches(_world.Sequence + 1).SelectMany(batch => batch).Where(entry => entry.Sequence > _world.Sequence))
        {
            if (entry.Sequence != _world.Sequence + 1 || count == _entriesAtOnce)
            {
                next = entry.Sequence;
                break;
            }

            Look(entry, skipped, snapshots);
            count++;
        }

        if (count > 0)
        {
            return;
        }

        if (snapshots is not [.., var oldest] || oldest <= _world.Sequence)
        {
            throw Damaged($"entries {_world.Sequence + 1} to {next - 1} are missing");
        }

        GoOnFrom(oldest);   // what lies before it was forgotten meanwhile
    }

    private void Look(Entry entry, HashSet<long> skipped, List<long> snapshots)
    {
        if (skipped.Contains(entry.Sequence))
        {
            _world.Skip(entry);
        }
        else
        {
            _world.Apply(entry, []);
        }

        if (snapshots.Contains(entry.Sequence))
        {
            _snapshots++;
            if (!_world.Digest().AsSpan().SequenceEqual(_file.LoadSnapshot(entry.Sequence).Digest()))
            {
                throw Damaged($"the snapshot of entry {entry.Sequence} is not what the entries before it make");
            }
        }
    }

    private void GoOnFrom(long snapshot)
    {
        _world = _file.LoadSnapshot(snapshot);
        First = snapshot + 1;
        _snapshots++;
    }

    // The newest first.
    private List<long> Snapshots()
    {
        var snapshots = new List<long>();
        for (var at = _file.FindSnapshot(long.MaxValue); at > 0; at = _file.FindSnapshot(at - 1))
        {
            snapshots.Add(at);
        }

        return snapshots;
    }

    private StorageException Damaged(FormattableString what) => SqliteFile.Damaged(_file.File.Path, FormattableString.Invariant(what));
}
