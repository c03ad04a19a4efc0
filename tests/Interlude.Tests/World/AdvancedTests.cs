using Interlude.World;

namespace Interlude.Tests.World;

public sealed class AdvancedTests
{
    [Fact]
    public void Who_was_gone_for_too_long_leaves()
    {
        var world = new WorldUnderTest(new WorldPolicy { AlwaysOn = AlwaysOnRule.Always, AloneHours = 2 }).And("ana", "bob")
            .On("#dev", "ana", "bob").After("ana", Wishes.Create("ana"), new Command.EndSession(Text.Empty));

        Assert.Equal(7_201_000, world.World.Deadline?.Milliseconds);
        world.Now = 7_200_999;
        Assert.Empty(world.ApplyAsNode(WorldUnderTest.Node1, new Command.Advanced()));
        world.Now = 7_201_000;
        Assert.Equal(
            ["Quit ana 'away for too long' -> ana as Self, bob as Peer", "ModesChanged nobody #dev +Operator bob -> bob as Target"],
            world.ApplyAsNode(WorldUnderTest.Node1, new Command.Advanced()));
        Assert.Null(world.World.Deadline);
    }
}
