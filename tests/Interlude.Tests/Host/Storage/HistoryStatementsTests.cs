using Interlude.Host.Storage;
using Interlude.Server;
using Interlude.World;

namespace Interlude.Tests.Host.Storage;

public sealed class HistoryStatementsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly KeptEvents _events = new();
    private readonly HistoryFile _file;

    public HistoryStatementsTests() => _file = HistoryFile.Open(Path.Combine(_folder.Path, "history.db"), Durability.ProcessCrash, Assert.Fail);

    public void Dispose()
    {
        _file.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Each_finds_its_rows_by_an_index_in_their_order()
    {
        using var statements = new HistoryStatements(_file.File);

        foreach (var statement in statements.All)
        {
            Assert.All(QueryPlan.Of(_file.File, statement), step => Assert.Matches("^(SEARCH|SCALAR SUBQUERY) ", step));   // no SCAN, no SORT
        }
    }

    [Fact]
    public async Task As_many_partners_are_looked_at_as_are_asked_for()
    {
        for (var number = 0; number < 5000; number++)
        {
            _events.Tell(_file, 1000 + number, $"nick{number}");
        }

        _file.Commit(_events.Sequence);
        var query = new HistoryTargetsQuery
        {
            Channels = [],
            Keepers = [KeptEvents.With("x").Keeper],
            IsFromEnd = true,
            Limit = 3,
            AsOf = 5000,
        };

        var last = await _file.ReadAsync(query);
        var before = await _file.ReadAsync(query with { Before = HistoryBound.At(new Timestamp(1010)) });
        var asOf = await _file.ReadAsync(query with { AsOf = 4000 });

        Assert.Equal(["nick4997", "nick4998", "nick4999"], last!.Items.Select(target => target.Nick!.Value));
        Assert.Equal(["nick7", "nick8", "nick9"], before!.Items.Select(target => target.Nick!.Value));
        Assert.Equal(["nick3997", "nick3998", "nick3999"], asOf!.Items.Select(target => target.Nick!.Value));
    }
}
