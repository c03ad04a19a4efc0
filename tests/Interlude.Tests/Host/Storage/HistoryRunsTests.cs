using FsCheck;
using FsCheck.Fluent;
using Interlude.Host.Storage;

namespace Interlude.Tests.Host.Storage;

/// <summary>Runs beside a list of events, whatever is added to them and taken from either end.</summary>
public sealed class HistoryRunsTests : IDisposable
{
    private const long Stream = 7;

    private readonly SqliteFile _file = SqliteFile.OpenInMemory(HistoryFile.Format);
    private readonly HistoryRuns _runs;

    public HistoryRunsTests()
    {
        _runs = new HistoryRuns(_file);
        _runs.Append(Stream - 1, [Row(1, 0, 1, 10)]);   // its neighbors stay as they are
        _runs.Append(Stream + 1, [Row(1, 0, 1, 10)]);
    }

    public void Dispose()
    {
        _runs.Dispose();
        _file.Dispose();
    }

    [Fact]
    public void They_are_what_was_added_without_what_was_removed() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ArrayOf().ToArbitrary(), numbers =>
        {
            _runs.RemoveFirst(Stream, long.MaxValue, long.MaxValue);
            Assert.Equal((2, 0), (KeptHistory.In(_file).Count, _file.Ask("SELECT count(*) FROM run")));
            var (all, last) = (new List<HistoryRow>(), Row(10, 0, 1000, 0));
            foreach (var random in numbers.Select(number => new Random(number)))
            {
                switch (random.Next(4))
                {
                    case 0:
                        var before = last.Time - random.Next(20);
                        var most = random.Next(1, 60);
                        var first = all.TakeWhile(row => row.Time < before).Take(most).Count();
                        Assert.Equal(first, _runs.RemoveFirst(Stream, before, most));
                        all.RemoveRange(0, first);
                        break;
                    case 1 when random.Next(3) == 0:
                        var behind = last.Sequence - random.Next(20);
                        var stay = all.Count(row => row.Sequence <= behind);
                        var (removed, latest) = _runs.RemoveBehind(Stream, behind);
                        Assert.Equal(all.Count - stay, removed);
                        all.RemoveRange(stay, all.Count - stay);
                        Assert.Equal(all.Count == 0 ? null : Describe(all[^1]), latest is { } row ? Describe(row) : null);
                        break;
                    default:
                        var added = Enumerable.Range(0, random.Next(1, 80)).Select(_ => last = Next(last, random)).ToArray();
                        _runs.Append(Stream, added);
                        all.AddRange(added);
                        break;
                }

                Assert.Equal(all.Select(Describe), KeptHistory.In(_file).Where(each => each.Stream == Stream).Select(each => Describe(each.Row)));
            }

            Assert.Equal(2, KeptHistory.In(_file).Count(each => each.Stream != Stream));
            Assert.Equal(_file.Ask("SELECT count(DISTINCT run) FROM item"), _file.Ask("SELECT count(*) FROM run"));   // and no run is left that nobody can read
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Many_small_events_are_few_rows_and_large_ones_stand_alone()
    {
        _runs.Append(Stream, [.. Enumerable.Range(1, 1000).Select(number => Row(number, 0, number, 100))]);
        Assert.InRange(Rows(), 10, 15);

        _runs.Append(Stream, [.. Enumerable.Range(2001, 10).Select(number => Row(number, 0, number, 6000))]);
        Assert.Equal(10, _file.Ask($"SELECT count(*) FROM item WHERE stream = {Stream} AND sequence > 2000 AND length(event) = 6000 AND run IS NULL"));
    }

    [Fact]
    public void Runs_of_many_streams_leave_no_pages_half_empty()
    {
        for (var stream = 1000; stream < 1200; stream++)
        {
            _runs.Append(stream, [.. Enumerable.Range(1, 25).Select(number => Row(number, 0, number, 100))]);   // 2.5 KB: a page and a half for two
        }

        Assert.InRange(_file.Ask("PRAGMA page_count")!.Value * 4096, 200 * 2500, 200 * 2500 * 13 / 10);
    }

    [Fact]
    public void One_event_is_a_row_as_version_1_had_it()
    {
        _file.Execute($"INSERT INTO item (stream, sequence, number, time, event) VALUES ({Stream}, 3, 1, 1000, x'0102')");
        _runs.Append(Stream, [new HistoryRow(4, 0, 1001, new byte[] { 3 })]);

        Assert.Equal(["3-1 1000 0102", "4-0 1001 03"], KeptHistory.In(_file).Where(each => each.Stream == Stream).Select(each => Describe(each.Row)));
        Assert.Equal(2, _file.Ask($"SELECT count(*) FROM item WHERE stream = {Stream} AND run IS NULL"));
    }

    private long Rows() => _file.Ask($"SELECT count(*) FROM item WHERE stream = {Stream}")!.Value;

    private static HistoryRow Next(HistoryRow last, Random random)
    {
        var isOfTheSame = random.Next(4) == 0;
        return Row(
            last.Sequence + (isOfTheSame ? 0 : random.Next(1, 300)),
            isOfTheSame ? last.Index + random.Next(1, 3) : random.Next(3),
            last.Time + (isOfTheSame ? 0 : random.Next(3) * random.Next(3)),
            random.Next(50) == 0 ? 7000 : random.Next(300));
    }

    private static HistoryRow Row(long sequence, int index, long time, int length) =>
        new(sequence, index, time, Enumerable.Range(0, length).Select(each => (byte)(sequence + index + each)).ToArray());

    private static string Describe(HistoryRow row) => $"{row.Sequence}-{row.Index} {row.Time} {Convert.ToHexString(row.Event.Span)}";
}
