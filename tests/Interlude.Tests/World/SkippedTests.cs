using Interlude.World;

namespace Interlude.Tests.World;

public sealed class SkippedTests
{
    [Fact]
    public void An_entry_that_is_passed_over_has_its_number_and_its_time_and_does_nothing()
    {
        var world = WorldUnderTest.With("ana").On("#a", "ana");
        var before = PartsOf.Of(world.World.SeenBy(default).Counts);
        var life = new Incarnation(new NodeId(1), 1);
        var wish = new Wish(life, 1000, default, default, new Command.NodeStopped(Text.Empty));

        world.World.Skip(new Entry(world.World.Sequence + 1, new Timestamp(long.MaxValue / 2), 99, wish));

        Assert.Equal(long.MaxValue / 2, world.World.Time.Milliseconds);
        Assert.Equal(before, PartsOf.Of(world.World.SeenBy(default).Counts));
    }

    [Fact]
    public void The_same_wish_does_nothing_when_the_log_repeats_it()
    {
        var world = WorldUnderTest.With("ana");
        var wish = new Wish(new Incarnation(new NodeId(1), 1), 1000, default, default, new Command.NodeStopped(Text.Empty));
        world.World.Skip(new Entry(world.World.Sequence + 1, default, 1, wish));

        var events = WorldHistory.Play(world.World, [new Entry(world.World.Sequence + 1, default, 1, wish)]);

        Assert.Empty(events);
    }

    [Fact]
    public void Only_the_next_one_can_be_passed_over()
    {
        var world = new ChatWorld();

        Assert.Throws<InvalidOperationException>(() => world.Skip(new Entry(2, default, 1, new Wish(default, 1, default, default, new Command.NodeStarted()))));
    }
}
