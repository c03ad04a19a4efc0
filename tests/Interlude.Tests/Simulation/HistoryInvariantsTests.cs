using FsCheck;
using FsCheck.Fluent;
using Interlude.Simulation;
using Interlude.Simulation.Invariants;

namespace Interlude.Tests.Simulation;

public sealed class HistoryInvariantsTests
{
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
