using Interlude.Host.Storage;
using Interlude.Server;

namespace Interlude.Tests.Host.Storage;

public sealed class HistoryWalTests : IDisposable
{
    private const long PageBytes = 4096 + 24;

    private readonly TemporaryFolder _folder = new();
    private readonly KeptEvents _events = new();
    private readonly HistoryFile _file;

    public HistoryWalTests() => _file = HistoryFile.Open(PathOf(_folder), Durability.ProcessCrash, Assert.Fail);

    private long WalBytes => new FileInfo(PathOf(_folder) + "-wal").Length;

    public void Dispose()
    {
        _file.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Small_slices_in_many_places_do_not_let_it_grow()
    {
        for (var slice = 0; slice < 400; slice++)
        {
            SayEverywhere();
        }

        Assert.InRange(WalBytes, 1, (HistoryWal.MaxPages + 512) * PageBytes);
    }

    [Fact]
    public async Task Nor_does_it_while_somebody_always_reads()
    {
        using var ended = new CancellationTokenSource();
        SayEverywhere();
        var readers = Enumerable.Range(0, 4).Select(async _ =>
        {
            while (!ended.IsCancellationRequested)
            {
                var query = new HistoryQuery { Parts = [new(KeptEvents.Channel(7), From: 0)], Limit = 100, AsOf = _file.Position };
                Assert.NotNull(await _file.ReadAsync(query));
            }
        }).ToArray();

        for (var slice = 0; slice < 400; slice++)
        {
            SayEverywhere();
        }

        await ended.CancelAsync();
        await Task.WhenAll(readers);
        Assert.InRange(WalBytes, 1, (HistoryWal.MostPages + HistoryWal.MaxPages + 512) * PageBytes);
    }

    [Fact]
    public void What_grew_beside_a_copy_begins_anew_after_it()
    {
        using (var copy = SqliteFile.OpenToRead(PathOf(_folder), HistoryFile.Format))
        {
            SayEverywhere();
            copy.Execute("BEGIN; SELECT count(*) FROM item;");
            copy.Ask("SELECT count(*) FROM item");
            for (var slice = 0; slice < 200; slice++)
            {
                SayEverywhere();
            }
        }

        var beside = WalBytes;
        for (var slice = 0; slice < 400; slice++)
        {
            SayEverywhere();
        }

        Assert.InRange(beside, 2 * HistoryWal.MaxPages * PageBytes, long.MaxValue);
        Assert.InRange(WalBytes, 1, Math.Max(beside, 16 << 20));
        Assert.Equal("1", KeptEvents.Read(_file, KeptEvents.Channel(1), query => query with { Limit = 1 }));
    }

    private static string PathOf(TemporaryFolder folder) => Path.Combine(folder.Path, "history.db");

    // Little in each of many channels: some hundred bytes of events change a page each.
    private void SayEverywhere()
    {
        for (var channel = 1; channel <= 150; channel++)
        {
            _events.Say(_file, 1000, KeptEvents.Channel(channel));
        }

        _file.Commit(_events.Sequence);
    }
}
