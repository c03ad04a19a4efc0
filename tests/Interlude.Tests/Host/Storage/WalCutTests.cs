using Interlude.Host.Storage;
using Interlude.World;

namespace Interlude.Tests.Host.Storage;

/// <summary>What a loss of power can leave of a commit to the log: any beginning of what it wrote. It counts whole or not at all.</summary>
public sealed class WalCutTests : IDisposable
{
    private const int Before = 40;
    private const int All = 60;

    private readonly TemporaryFolder _folder = new();
    private readonly IReadOnlyList<Entry> _entries = new WorldHistory().Continue(0, Enumerable.Range(0, All));
    private readonly CrashedFile _log;

    public WalCutTests()
    {
        var path = Path.Combine(_folder.Path, "journal.db");
        JournalFile.Open(path, Durability.PowerLoss).Dispose();
        CrashedFile.UseSmallPages(path);
        using var journal = JournalFile.Open(path, Durability.PowerLoss);
        _log = CrashedFile.Take(
            path,
            () =>
            {
                journal.Append([.. _entries.Take(20)]);
                journal.Append([.. _entries.Take(Before).Skip(20)]);
            },
            () => journal.Append([.. _entries.Skip(Before)]));
        Assert.InRange(_log.Wal.Length - _log.Kept, 1000, 10_000);
    }

    private string Cut => Path.Combine(_folder.Path, "cut.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_log_that_was_cut_anywhere_in_its_last_transaction_ends_before_it()
    {
        var (before, after) = (DigestOf(_entries.Take(Before)), DigestOf(_entries));
        foreach (var length in _log.Lengths)
        {
            _log.Lay(Cut, length);
            Assert.Equal(length == _log.Wal.Length ? (All, after) : (Before, before), Read());
        }

        foreach (var length in _log.SomeLengths)
        {
            _log.Lay(Cut, length);
            using var file = JournalFile.Open(Cut, Durability.PowerLoss);
            Assert.Equal(length == _log.Wal.Length ? after : before, Convert.ToHexString(Recovery.Run(file, new RecordingArchive()).Digest()));
        }
    }

    [Fact]
    public void A_log_of_whose_last_transaction_any_byte_is_wrong_ends_before_it()
    {
        var before = DigestOf(_entries.Take(Before));
        for (var at = _log.Kept; at < _log.Wal.Length; at += 7)
        {
            var changed = _log.Wal.ToArray();
            changed[at] ^= 0x10;
            _log.Lay(Cut, changed);
            Assert.Equal((Before, before), Read());
        }
    }

    private static string DigestOf(IEnumerable<Entry> entries)
    {
        var world = new ChatWorld();
        WorldHistory.Play(world, entries);
        return Convert.ToHexString(world.Digest());
    }

    private (long Last, string Digest) Read()
    {
        using var file = JournalFile.OpenToRead(Cut);
        return (file.LastSequence, DigestOf(file.ReadBatches(1).SelectMany(batch => batch)));
    }
}
