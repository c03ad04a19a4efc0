using System.Collections.Immutable;
using Interlude.Host.Storage;
using Interlude.Server;
using Interlude.Simulation;
using Interlude.World;
using Recovery = Interlude.Host.Storage.Recovery;

namespace Interlude.Tests.Host.Storage;

/// <summary>
/// What a loss of power can leave of a commit to the history, and of one to the log beside it: recovery makes of it what the entries make
/// that are in the log.
/// </summary>
public sealed class PairCutTests : IDisposable
{
    private const int Before = 180;
    private const int All = 200;

    private readonly TemporaryFolder _folder = new();
    private readonly IReadOnlyList<Entry> _entries = SmallTalk.Of(All);
    private readonly CrashedFile _log;
    private readonly CrashedFile _history;
    private readonly string _epoch;

    public PairCutTests()
    {
        var (journalPath, historyPath) = (Path.Combine(_folder.Path, "journal.db"), Path.Combine(_folder.Path, "history.db"));
        var world = new ChatWorld();
        using (var journal = JournalFile.Open(journalPath, Durability.PowerLoss))
        using (var history = HistoryFile.Open(historyPath, Durability.PowerLoss, Assert.Fail))
        {
            journal.Append([.. _entries.Take(Before)]);
            Feed(history, world, Before);
        }

        CrashedFile.UseSmallPages(journalPath);
        CrashedFile.UseSmallPages(historyPath);
        using var log = JournalFile.Open(journalPath, Durability.PowerLoss);
        using var archive = HistoryFile.Open(historyPath, Durability.PowerLoss, Assert.Fail);
        _epoch = log.Epoch;
        _log = CrashedFile.Take(journalPath, () => log.BeginIncarnation(), () => log.Append([.. _entries.Skip(Before)]));
        _history = CrashedFile.Take(historyPath, () => archive.Belong(_epoch), () => Feed(archive, world, All));
        Assert.InRange(_history.Wal.Length - _history.Kept, 1000, 20_000);
    }

    private string CutLog => Path.Combine(_folder.Path, "cut", "journal.db");

    private string CutHistory => Path.Combine(_folder.Path, "cut", "history.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_history_that_was_cut_anywhere_in_its_last_transaction_ends_before_it()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(CutHistory)!);
        foreach (var length in _history.Lengths)
        {
            _history.Lay(CutHistory, length);
            using var file = SqliteFile.OpenToRead(CutHistory, HistoryFile.Format);
            Assert.Equal(length == _history.Wal.Length ? All : Before, file.Ask("SELECT value FROM meta WHERE name = 'position'"));
            Assert.Equal(length == _history.Wal.Length, file.Ask($"SELECT max(sequence) FROM item") > Before);
        }
    }

    [Fact]
    public async Task Whatever_is_left_of_both_recovery_makes_of_it_what_the_log_holds()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(CutLog)!);
        foreach (var (ofLog, ofHistory) in _log.SomeLengths.SelectMany(_ => _history.SomeLengths, (ofLog, ofHistory) => (ofLog, ofHistory)))
        {
            _log.Lay(CutLog, ofLog);
            _history.Lay(CutHistory, ofHistory);
            using var journal = JournalFile.Open(CutLog, Durability.PowerLoss);
            using var history = HistoryFile.Open(CutHistory, Durability.PowerLoss, Assert.Fail);
            var isAhead = ofHistory == _history.Wal.Length && ofLog < _log.Wal.Length;

            var world = Recovery.Run(journal, history, mayLose: isAhead);

            var last = ofLog == _log.Wal.Length ? All : Before;
            Assert.Equal((last, last, !isAhead), (world.Sequence, history.Position, journal.Epoch == _epoch));
            await CheckAsync(world, history, last);
        }
    }

    // Feeds what comes behind the world's last entry, in one transaction.
    private void Feed(HistoryFile history, ChatWorld world, int last)
    {
        var feed = new ArchiveFeed(history);
        foreach (var entry in _entries.Take(last).Skip((int)world.Sequence))
        {
            var events = new List<Event>();
            world.Apply(entry, events);
            feed.Add(entry, events);
        }

        feed.Commit();
    }

    private async Task CheckAsync(ChatWorld world, HistoryFile history, int last)
    {
        var (lived, simplest, conversations) = (new ChatWorld(), new MemoryArchive(), new HashSet<Conversation>());
        foreach (var entry in _entries.Take(last))
        {
            var events = new List<Event>();
            lived.Apply(entry, events);
            simplest.Add(entry.Sequence, lived.Time, events);
            conversations.UnionWith(events.SelectMany(happened => happened.KeptIn));
        }

        Assert.Equal(Convert.ToHexString(lived.Digest()), Convert.ToHexString(world.Digest()));
        Assert.InRange(conversations.Count, 20, All);
        foreach (var conversation in conversations)
        {
            var query = new HistoryQuery
            {
                Parts = [new HistoryPart(conversation, From: 0)],
                Kinds = HistoryKinds.Messages | HistoryKinds.Tags | HistoryKinds.Changes,
                IsFromEnd = true,
                Limit = All,
                AsOf = last,
            };
            Assert.Equal(simplest.Read(query).Items.Select(Describe), (await history.ReadAsync(query))!.Items.Select(Describe));
        }

        var targets = new HistoryTargetsQuery
        {
            Channels =
            [
                .. conversations.OfType<Conversation.OfChannel>().OrderBy(channel => channel.Id.Sequence).GroupBy(channel => channel.Id)
                    .Select(group => (group.Key, group.Select(channel => new HistoryPart(channel, From: 0)).ToImmutableArray())),
            ],
            Keepers = [.. conversations.OfType<Conversation.Private>().Select(side => side.Keeper).Distinct()],
            After = HistoryBound.At(new Timestamp(0)),
            Before = HistoryBound.At(new Timestamp(1_000_000)),
            IsFromEnd = true,
            Limit = All,
            AsOf = last,
        };
        Assert.Equal(simplest.Read(targets).Items.Select(Describe), (await history.ReadAsync(targets))!.Items.Select(Describe));
    }

    private static string Describe(HistoryTarget target) => $"{target.Channel} {target.Nick} {target.Latest.Milliseconds}";

    private static string Describe(HistoryItem item) =>
        $"{item.Sequence}-{item.Index} {item.Time.Milliseconds} {PartsOf.Of(item.Event with { KeptIn = [], Audience = Audience.Nobody })}";
}
