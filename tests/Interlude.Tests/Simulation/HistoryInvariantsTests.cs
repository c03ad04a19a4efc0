using FsCheck;
using FsCheck.Fluent;
using Interlude.Simulation;
using Interlude.Simulation.Invariants;

namespace Interlude.Tests.Simulation;

public sealed class HistoryInvariantsTests
{
    // In this log two users of one account are on a channel, and one says something to a rank that neither has.
    [Fact]
    public void They_hold_where_an_account_has_two_users()
    {
        int[] numbers = [860880998, 1114523319, 793336992, 1372037818, 1863494875, 184274930, 1728671069, 2003515313, 1074472857];

        Assert.True(HistoryInvariants.Check(new WorldHistory().Continue(0, numbers), new Chance((ulong)numbers.Length)) > 0);
    }

    [Fact]
    public void They_hold_of_any_log()
    {
        var read = 0;
        Prop.ForAll(WorldHistory.Arbitrary(), numbers =>
        {
            read += HistoryInvariants.Check(new WorldHistory().Continue(0, numbers), new Chance((ulong)numbers.Length));
        }).QuickCheckThrowOnFailure();

        Assert.True(read > 100, $"Only {read} lines were read.");
    }
}
