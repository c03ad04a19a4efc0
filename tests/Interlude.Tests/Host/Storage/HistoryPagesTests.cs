using FsCheck;
using FsCheck.Fluent;
using Interlude.Host.Storage;
using Interlude.Server;
using Interlude.World;

namespace Interlude.Tests.Host.Storage;

/// <summary>Clients that read all of a conversation, page by page, in every way: nothing is left out and nothing comes twice.</summary>
public sealed class HistoryPagesTests
{
    private const int Limit = 5;

    [Fact]
    public void From_message_to_message_however_many_share_a_moment() => Check(most: 4 * Limit, (file, all) =>
    {
        Assert.Equal(all, Forwards(file, Query(all), item => HistoryBound.At(item.Sequence, item.Index)));
        Assert.Equal(all, Backwards(file, Query(all), item => HistoryBound.At(item.Sequence, item.Index)));
    });

    // Moments that up to so many messages share, half of them in the file and half of them not yet.
    private static void Check(int most, Action<HistoryFile, HistoryPlace[]> check) =>
        Prop.ForAll(Gen.Choose(1, most).NonEmptyListOf().ToArbitrary(), Gen.Choose(0, 40).ToArbitrary(), (moments, committed) =>
        {
            using var file = HistoryFile.OpenInMemory(Assert.Fail);
            var events = new KeptEvents();
            var all = new List<HistoryPlace>();
            foreach (var (moment, count) in moments.Index())
            {
                for (var number = 0; number < count; number++)
                {
                    events.Say(file, 1000 + (moment * 3), KeptEvents.Channel(1));
                    all.Add(new HistoryPlace(events.Sequence, 0, new Timestamp(1000 + (moment * 3))));
                    if (events.Sequence == committed)
                    {
                        file.Commit(committed);
                    }
                }
            }

            check(file, [.. all]);
        }).QuickCheckThrowOnFailure();

    private static HistoryQuery Query(HistoryPlace[] all) => new()
    {
        Parts = [new(KeptEvents.Channel(1), From: 0)],
        Limit = Limit,
        AsOf = all[^1].Sequence,
    };

    private static List<HistoryPlace> Forwards(HistoryFile file, HistoryQuery query, Func<HistoryPlace, HistoryBound> next)
    {
        var all = new List<HistoryPlace>();
        for (var page = Places(file, query); page.Length > 0; page = Places(file, query with { After = next(page[^1]) }))
        {
            all.AddRange(page);
        }

        return all;
    }

    private static List<HistoryPlace> Backwards(HistoryFile file, HistoryQuery query, Func<HistoryPlace, HistoryBound> next)
    {
        query = query with { IsFromEnd = true };
        var all = new List<HistoryPlace>();
        for (var page = Places(file, query); page.Length > 0; page = Places(file, query with { Before = next(page[0]) }))
        {
            all.InsertRange(0, page);
        }

        return all;
    }

    private static HistoryPlace[] Places(HistoryFile file, HistoryQuery query) =>
        [.. Read(file, query).Items.Select(item => new HistoryPlace(item.Sequence, item.Index, item.Time))];

    private static HistoryPage Read(HistoryFile file, HistoryQuery query) => file.ReadAsync(query).AsTask().GetAwaiter().GetResult()!;

    private sealed record HistoryPlace(long Sequence, int Index, Timestamp Time);
}
