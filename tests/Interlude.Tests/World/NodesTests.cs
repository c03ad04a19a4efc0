using Interlude.World;

namespace Interlude.Tests.World;

public sealed class NodesTests
{
    private static readonly Incarnation Node1Again = new(new NodeId(1), 2);
    private static readonly Incarnation Node2 = new(new NodeId(2), 1);

    [Fact]
    public void A_new_life_of_a_node_ends_the_sessions_of_its_earlier_ones_in_order_of_sessions()
    {
        var world = TwoNodes().On("#dev", "cyd", "bob", "ana");

        var events = world.ApplyAsNode(Node1Again, new Command.NodeStarted());

        Assert.Equal(
            [
                "Quit ana 'connection lost in a restart' -> cyd as Peer, bob as Peer, ana as Self",
                "SessionEnded [ana] ana 'connection lost in a restart' -> ana as Self",
                "Quit bob 'connection lost in a restart' -> cyd as Peer, bob as Self",
                "SessionEnded [bob] bob 'connection lost in a restart' -> bob as Self",
            ],
            events);
        Assert.Equal("@cyd", world.Members("#dev"));
    }

    [Fact]
    public void A_channel_of_a_lost_node_alone_ends_and_names_successors_on_the_way()
    {
        var world = TwoNodes().On("#dev", "ana", "bob");

        var events = world.ApplyAsNode(Node1Again, new Command.NodeStarted());

        Assert.Equal("ModesChanged nobody #dev +Operator bob -> bob as Target", events[1]);
        Assert.Null(world.View.Find(Names.Channel("#dev")));
    }

    [Fact]
    public void A_node_that_stops_ends_its_sessions_with_its_reason_and_no_others()
    {
        var world = TwoNodes();

        var events = world.ApplyAsNode(Node2, new Command.NodeStopped(Names.Text("upgrade")));

        Assert.Equal(["Quit cyd 'upgrade' -> cyd as Self", "SessionEnded [cyd] cyd 'upgrade' -> cyd as Self"], events);
        Assert.NotNull(world.View.Find(Names.Nick("ana")));
        Assert.Null(world.View.Find(Names.Nick("cyd")));
    }

    [Theory]
    [InlineData("12345", "12345")]
    [InlineData("123456", "12345")]
    public void A_long_reason_is_cut(string reason, string cut)
    {
        var world = new WorldUnderTest(new WorldPolicy { MaxReasonBytes = 5 }).And("ana");

        var events = world.ApplyAsNode(WorldUnderTest.Node1, new Command.NodeStopped(Names.Text(reason)));

        Assert.Equal($"Quit ana '{cut}' -> ana as Self", events[0]);
    }

    [Fact]
    public void A_node_starts_without_a_word_when_it_has_no_sessions()
    {
        var world = TwoNodes();

        var events = world.ApplyAsNode(new Incarnation(new NodeId(3), 1), new Command.NodeStarted());

        Assert.Empty(events);
    }

    [Fact]
    public void A_wish_that_is_repeated_acts_once()
    {
        var world = WorldUnderTest.With("ana").On("#dev", "ana");
        var wish = world.NewWish(
            WorldUnderTest.Node1,
            world.SessionOf("ana"),
            Wishes.Say("#dev", "hi"));

        var first = world.Apply(wish);
        var second = world.Apply(wish);

        Assert.Equal(["Said ana #dev Plain 'hi' -> ana as Self"], first);
        Assert.Empty(second);
    }

    [Fact]
    public void A_refused_wish_that_is_repeated_is_refused_once()
    {
        var world = WorldUnderTest.With("ana");
        var wish = world.NewWish(
            WorldUnderTest.Node1, world.SessionOf("ana"), new Command.Part(Names.Channel("#dev"), Text.Empty));

        var first = world.Apply(wish);
        var second = world.Apply(wish);

        Assert.Single(first);
        Assert.Empty(second);
    }

    [Fact]
    public void A_wish_that_comes_behind_a_later_one_is_too_late()
    {
        var world = WorldUnderTest.With("ana");
        var early = world.NewWish(WorldUnderTest.Node1, world.SessionOf("ana"), new Command.Join(Names.Channel("#a")));
        world.Apply(early with { Number = early.Number + 1, Command = new Command.Join(Names.Channel("#b")) });

        var events = world.Apply(early);

        Assert.Empty(events);
        Assert.Null(world.View.Find(Names.Channel("#a")));
    }

    [Fact]
    public void Numbers_may_leave_gaps()
    {
        var world = WorldUnderTest.With("ana");
        var wish = world.NewWish(WorldUnderTest.Node1, world.SessionOf("ana"), new Command.Join(Names.Channel("#a")));

        var events = world.Apply(wish with { Number = wish.Number + 1_000 });

        Assert.Equal(["Joined ana #a as Operator -> ana as Self"], events);
    }

    [Fact]
    public void Each_node_counts_its_own_wishes()
    {
        var world = TwoNodes();
        var wish = world.NewWish(WorldUnderTest.Node1, world.SessionOf("ana"), new Command.Join(Names.Channel("#a")));
        world.Apply(wish with { Number = wish.Number + 1_000 });

        var events = world.Apply(
            new Wish(Node2, wish.Number, world.SessionOf("cyd"), default, new Command.Join(Names.Channel("#c"))));

        Assert.Equal(["Joined cyd #c as Operator -> cyd as Self"], events);
    }

    [Fact]
    public void A_node_that_has_not_started_wishes_nothing()
    {
        var world = new WorldUnderTest();
        world.Seat("ana", Node2);

        var events = world.Apply("ana", Wishes.Register("ana"));

        Assert.Empty(events);
        Assert.Null(world.View.Find(Names.Nick("ana")));
    }

    [Fact]
    public void A_wish_of_a_dead_life_comes_too_late()
    {
        var world = TwoNodes();
        world.ApplyAsNode(Node1Again, new Command.NodeStarted());
        world.Seat("dan", WorldUnderTest.Node1);

        var registered = world.Apply("dan", Wishes.Register("dan"));
        var started = world.ApplyAsNode(WorldUnderTest.Node1, new Command.NodeStarted());
        var stopped = world.ApplyAsNode(WorldUnderTest.Node1, new Command.NodeStopped(Text.Empty));
        var configured = world.ApplyAsNode(WorldUnderTest.Node1, new Command.Configured(new WorldPolicy { MaxUsers = 1 }));

        Assert.Empty(registered.Concat(started).Concat(stopped).Concat(configured));
        Assert.Null(world.View.Find(Names.Nick("dan")));
        Assert.Equal(100_000, world.World.Policy.MaxUsers);
    }

    [Fact]
    public void A_start_that_is_repeated_ends_no_session_of_that_life()
    {
        var world = new WorldUnderTest();
        var start = world.NewWish(Node2, default, new Command.NodeStarted());
        world.Apply(start);
        world.Seat("ana", Node2);
        world.And("ana");

        var repeated = world.Apply(start);
        var again = world.ApplyAsNode(Node2, new Command.NodeStarted());

        Assert.Empty(repeated.Concat(again));
        Assert.NotNull(world.View.Find(Names.Nick("ana")));
    }

    [Fact]
    public void A_new_life_counts_its_wishes_from_its_start()
    {
        var world = WorldUnderTest.With("ana");
        world.Apply(new Wish(Node1Again, 1, default, default, new Command.NodeStarted()));
        world.Seat("bob", Node1Again);

        var events = world.Apply(
            new Wish(Node1Again, 2, world.SessionOf("bob"), default, Wishes.Register("bob")));

        Assert.Equal(["Registered [bob] bob -> bob as Self"], events);
    }

    // ana and bob on node 1, cyd on node 2
    private static WorldUnderTest TwoNodes()
    {
        var world = WorldUnderTest.With("ana", "bob");
        world.ApplyAsNode(Node2, new Command.NodeStarted());
        world.Seat("cyd", Node2);
        return world.And("cyd");
    }
}
