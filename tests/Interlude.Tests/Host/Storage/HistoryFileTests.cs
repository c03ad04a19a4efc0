using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Interlude.Host.Storage;
using Interlude.Server;
using Interlude.Simulation;
using Interlude.World;

namespace Interlude.Tests.Host.Storage;

public sealed class HistoryFileTests
{
    private const HistoryKinds All = HistoryKinds.Messages | HistoryKinds.Tags | HistoryKinds.Changes;

    [Fact]
    public void Any_page_of_any_log_is_that_of_the_simplest_archive()
    {
        Prop.ForAll(WorldHistory.Arbitrary(), Arb.From(Gen.Choose(0, int.MaxValue - 1).ArrayOf(40)), (log, queries) =>
        {
            using var folder = new TemporaryFolder();
            using var kept = new Kept(HistoryFile.Open(Path.Combine(folder.Path, "history.db"), Durability.ProcessCrash, Report));
            CheckPages(kept, log, queries);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void So_it_is_in_memory()
    {
        Prop.ForAll(WorldHistory.Arbitrary(), Arb.From(Gen.Choose(0, int.MaxValue - 1).ArrayOf(40)), (log, queries) =>
        {
            using var kept = new Kept(HistoryFile.OpenInMemory(Report));
            CheckPages(kept, log, queries);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Of_two_with_whom_one_message_is_the_latest_their_names_say_which_is_within_the_limit()
    {
        using var folder = new TemporaryFolder();
        using var kept = new Kept(HistoryFile.Open(Path.Combine(folder.Path, "history.db"), Durability.ProcessCrash, Report));

        CheckPages(
            kept,
            [1305324155, 944209662, 1698779174, 700369534, 1198461133, 280814850, 1225164349, 245380098],
            [
                1651139109, 654953099, 1088259470, 794657268, 234367052, 490759328, 2107514377, 1234074621, 1611391553, 1936491845,
                849608840, 674508326, 522048053, 2061473101, 2080208490, 1843839209, 1647073828, 1821401865, 1300523683, 1705666053,
                2085934833, 1864705368, 2020073157, 51495362, 1510742505, 1885252133, 2098612719, 1275106243, 1050151252, 425189010,
                1402503747, 241863150, 746572131, 369346346, 543367749, 156989480, 1125458879, 1631944893, 1334082081, 839022874,
            ]);
    }

    private static void CheckPages(Kept kept, int[] log, int[] queries)
    {
        kept.Play(new WorldHistory().Continue(0, log), commitEach: 1 + (log.Length % 17));
        foreach (var query in queries.Select(number => new Queries(number, kept)))
        {
            kept.CheckEqual(query.Page());
            kept.CheckEqual(query.Targets());
        }
    }

    [Fact]
    public void What_was_committed_is_there_after_opening_again()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "history.db");
        var talk = Talk(100);
        using (var kept = new Kept(HistoryFile.Open(path, Durability.PowerLoss, Report)))
        {
            kept.Play(talk.Take(60), commitEach: 7);
        }

        using var again = new Kept(HistoryFile.Open(path, Durability.PowerLoss, Report));
        var position = again.File.Position;
        again.Play(talk, commitEach: 7);

        Assert.Equal(60, position);
        again.CheckEqual(PageOf(100, 100));
    }

    [Fact]
    public void What_was_added_can_be_read_before_it_is_committed()
    {
        using var folder = new TemporaryFolder();
        using var kept = new Kept(HistoryFile.Open(Path.Combine(folder.Path, "history.db"), Durability.PowerLoss, Report));

        kept.Play(Talk(50), commitEach: 1000, isLastCommitted: false);

        Assert.Equal(0, kept.File.Position);
        kept.CheckEqual(PageOf(50, 100));
    }

    [Fact]
    public async Task A_page_waits_for_what_it_may_hold()
    {
        using var folder = new TemporaryFolder();
        using var kept = new Kept(HistoryFile.Open(Path.Combine(folder.Path, "history.db"), Durability.PowerLoss, Report));
        var talk = Talk(50);
        kept.Play(talk.Take(20), commitEach: 10);

        var early = kept.File.ReadAsync(PageOf(20, 100));
        var late = kept.File.ReadAsync(PageOf(50, 100)).AsTask();
        Assert.NotNull(await early);
        Assert.False(late.IsCompleted);
        kept.Play(talk, commitEach: 10);

        Assert.Equal(47, (await late)!.Items.Length);   // entries 4 to 50
    }

    [Theory]
    [InlineData(20)]
    [InlineData(25)]   // in the midst of a run
    [InlineData(3)]    // all of it
    public void What_the_log_has_lost_is_taken_back(int left)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "history.db");
        var talk = Talk(50);
        using (var kept = new Kept(HistoryFile.Open(path, Durability.PowerLoss, Report)))
        {
            kept.Play(talk, commitEach: 10);
        }

        var file = HistoryFile.Open(path, Durability.PowerLoss, Report);
        file.Forget(left);
        using var again = new Kept(file);
        again.Play(talk.Take(30), commitEach: 10);

        Assert.Equal(30, file.Position);
        again.CheckEqual(PageOf(30, 100));
    }

    [Fact]
    public async Task Who_waits_at_the_end_is_told()
    {
        using var folder = new TemporaryFolder();
        var file = HistoryFile.Open(Path.Combine(folder.Path, "history.db"), Durability.PowerLoss, Report);

        var page = file.ReadAsync(PageOf(50, 100)).AsTask();
        file.Dispose();

        Assert.Null(await page);
    }

    [Fact]
    public void A_commit_that_fails_loses_nothing_and_reading_goes_on()
    {
        using var folder = new TemporaryFolder();
        using var kept = new Kept(HistoryFile.Open(Path.Combine(folder.Path, "history.db"), Durability.PowerLoss, Report));
        var talk = Talk(3000);
        kept.Play(talk.Take(20), commitEach: 10);
        kept.File.File.Execute($"PRAGMA max_page_count = {kept.File.File.Ask("PRAGMA page_count")}");

        var failure = Assert.Throws<IOException>(() => kept.Play(talk.Take(1500), commitEach: 2000));

        Assert.Equal((20L, true), (kept.File.Position, failure.Message.EndsWith("the disk is full", StringComparison.Ordinal)));
        kept.CheckEqual(PageOf(1500, 100));

        kept.File.File.Execute("PRAGMA max_page_count = 1000000");
        kept.Play(talk, commitEach: 2000);

        Assert.Equal(3000, kept.File.Position);
        kept.CheckEqual(PageOf(3000, 3000));
    }

    [Fact]
    public async Task Only_as_many_are_kept_as_is_said()
    {
        using var folder = new TemporaryFolder();
        using var kept = new Kept(HistoryFile.Open(Path.Combine(folder.Path, "history.db"), Durability.PowerLoss, Report));
        kept.File.Retention = new HistoryRetention(Days: 0, Items: 30);

        kept.Play(Talk(200), commitEach: 10);

        var page = await kept.File.ReadAsync(PageOf(200, 1000));
        Assert.Equal(Enumerable.Range(171, 30).Select(number => (long)number), page!.Items.Select(item => item.Sequence));
    }

    [Fact]
    public async Task Only_as_long_is_kept_as_is_said()
    {
        using var folder = new TemporaryFolder();
        using var kept = new Kept(HistoryFile.Open(Path.Combine(folder.Path, "history.db"), Durability.PowerLoss, Report));
        kept.File.Retention = new HistoryRetention(Days: 7, Items: 0);
        kept.File.Sweep(new Timestamp(long.MaxValue), _ => true);   // the wall clock is not behind

        kept.Play(Talk(100, millisecondsBetween: 24 * 60 * 60 * 1000L), commitEach: 1);   // a day between two

        var page = await kept.File.ReadAsync(PageOf(100, 1000));
        Assert.Equal([93, 94, 95, 96, 97, 98, 99, 100], page!.Items.Select(item => item.Sequence));
        Assert.Equal(8, kept.File.File.Ask("SELECT count(*) FROM item WHERE stream IN (SELECT id FROM stream WHERE what = 1)"));
    }

    [Fact]
    public async Task A_damaged_item_fails_its_page_and_is_reported()
    {
        using var folder = new TemporaryFolder();
        var reports = new List<string>();
        using var kept = new Kept(HistoryFile.Open(Path.Combine(folder.Path, "history.db"), Durability.PowerLoss, reports.Add));
        kept.Play(Talk(20), commitEach: 10);
        kept.File.File.Execute("UPDATE run SET event = x'FF' WHERE id = (SELECT run FROM item WHERE sequence = 4 ORDER BY stream LIMIT 1)");

        var bad = await kept.File.ReadAsync(PageOf(20, 100));
        var good = await kept.File.ReadAsync(PageOf(20, 5));

        Assert.Null(bad);
        Assert.Equal(5, good!.Items.Length);
        Assert.Contains("History could not be read", Assert.Single(reports), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_another_kind_or_of_a_newer_version_is_refused()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "history.db");
        HistoryFile.Open(path, Durability.PowerLoss, Report).Dispose();
        using (var file = SqliteFile.OpenToRead(path, HistoryFile.Format))
        {
            file.Execute("PRAGMA query_only = OFF; PRAGMA user_version = 3;");
        }

        var newer = Assert.Throws<StorageException>(() => HistoryFile.Open(path, Durability.PowerLoss, Report));
        var other = Assert.Throws<StorageException>(() => JournalFile.Open(path, Durability.PowerLoss));

        Assert.Contains("has version 3 of its format, and this program knows version 2", newer.Message, StringComparison.Ordinal);
        Assert.Contains("is no journal of Interlude", other.Message, StringComparison.Ordinal);
    }

    private static void Report(string what) => Assert.Fail(what);

    private static HistoryQuery PageOf(long asOf, int limit) => new()
    {
        Parts = [new HistoryPart(new Conversation.OfChannel(new ChannelId(3)), From: 0)],
        Limit = limit,
        AsOf = asOf,
        IsFromEnd = true,
    };

    // a node that starts, ana who comes, her channel, and what she says there from entry 4 on
    private static IReadOnlyList<Entry> Talk(int count, long millisecondsBetween = 10)
    {
        var life = new Incarnation(new NodeId(1), 1);
        var session = new SessionId(life, 1);
        Command[] first = [new Command.NodeStarted(), Wishes.Register("ana"), new Command.Join(Names.Channel("#a"))];
        return
        [
            .. Enumerable.Range(1, count).Select(number => new Entry(
                number,
                new Timestamp(1_700_000_000_000 + (number * millisecondsBetween)),
                ChatWorld.NewestRules,
                new Wish(life, number, number == 1 ? default : session, default, number <= 3 ? first[number - 1] : Wishes.Say("#a", $"line {number}")))),
        ];
    }

    /// <summary>A history file and the simplest archive beside it, fed by one world.</summary>
    private sealed class Kept(HistoryFile file) : IDisposable
    {
        private readonly MemoryArchive _simplest = new();
        private readonly List<Event> _events = [];

        public HistoryFile File => file;

        public ChatWorld World { get; } = new();

        public List<Conversation> Conversations { get; } = [];

        public void Play(IEnumerable<Entry> entries, int commitEach, bool isLastCommitted = true)
        {
            var sinceCommit = 0;
            foreach (var entry in entries.Where(entry => entry.Sequence > World.Sequence))
            {
                _events.Clear();
                World.Apply(entry, _events);
                Conversations.AddRange(_events.SelectMany(happened => happened.KeptIn).Except(Conversations));
                _simplest.Add(entry.Sequence, World.Time, _events);
                file.Add(entry with { Time = World.Time }, _events);
                if (++sinceCommit == commitEach)
                {
                    file.Commit(entry.Sequence);
                    sinceCommit = 0;
                }
            }

            if (sinceCommit > 0 && isLastCommitted)
            {
                file.Commit(World.Sequence);
            }
        }

        public void CheckEqual(HistoryQuery query)
        {
            var page = file.ReadAsync(query).AsTask().GetAwaiter().GetResult();

            Assert.Equal(_simplest.Read(query).Items.Select(Describe), page!.Items.Select(Describe));
        }

        public void CheckEqual(HistoryTargetsQuery query)
        {
            var targets = file.ReadAsync(query).AsTask().GetAwaiter().GetResult();

            Assert.Equal(_simplest.Read(query).Items.Select(Describe), targets!.Items.Select(Describe));
        }

        public void Dispose() => file.Dispose();

        private static string Describe(HistoryItem item) =>
            $"{item.Sequence}-{item.Index} {item.Time.Milliseconds} {PartsOf.Of(item.Event with { KeptIn = [], Audience = Audience.Nobody })}";

        private static string Describe(HistoryTarget target) => $"{target.Channel} {target.Nick} {target.Latest.Milliseconds}";
    }

    /// <summary>Questions from a number.</summary>
    private sealed class Queries(int number, Kept kept)
    {
        private ulong _state = (ulong)number;

        public HistoryQuery Page() => new()
        {
            Parts = [.. Some(kept.Conversations, 4).Distinct().Select(conversation => new HistoryPart(conversation, Roll(3) == 0 ? Roll(130) : 0))],
            Kinds = Roll(2) == 0 ? All : (HistoryKinds)Roll(8),
            After = Bound(),
            Before = Bound(),
            NotBefore = Oldest(),
            IsFromEnd = Roll(2) == 0,
            Limit = 1 + Roll(Roll(2) == 0 ? 4 : 200),
            AsOf = Roll(3) == 0 ? Roll((int)kept.World.Sequence + 1) : kept.World.Sequence,
        };

        public HistoryTargetsQuery Targets() => new()
        {
            Channels =
            [
                .. Some([.. kept.Conversations.OfType<Conversation.OfChannel>()], 4).GroupBy(channel => channel.Id).Select(group => (
                    group.Key,
                    group.Distinct().Select(channel => new HistoryPart(channel, Roll(3) == 0 ? Roll(130) : 0)).ToImmutableArray())),
            ],
            Keepers = [.. Some([.. kept.Conversations.OfType<Conversation.Private>()], 3).Select(side => side.Keeper).Distinct()],
            After = Bound(),
            Before = Bound(),
            NotBefore = Oldest(),
            IsFromEnd = Roll(2) == 0,
            Limit = 1 + Roll(5),
            AsOf = Roll(3) == 0 ? Roll((int)kept.World.Sequence + 1) : kept.World.Sequence,
        };

        private HistoryBound? Bound() => Roll(4) switch
        {
            0 => HistoryBound.At(new Timestamp(1000 + Roll(300))),
            1 => HistoryBound.At(Roll(130), Roll(4) - 1),
            _ => null,
        };

        private Timestamp Oldest() => new(Roll(4) == 0 ? 1000 + Roll(300) : long.MinValue);

        private List<T> Some<T>(List<T> all, int most) =>
            all.Count == 0 ? [] : [.. Enumerable.Range(0, 1 + Roll(most)).Select(_ => all[Roll(all.Count)])];

        // SplitMix64
        private int Roll(int sides)
        {
            _state = unchecked(_state + 0x9E3779B97F4A7C15);
            var mixed = unchecked((_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9);
            mixed = unchecked((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB);
            return (int)((mixed ^ (mixed >> 31)) % (ulong)sides);
        }
    }
}
