using Interlude.World;

namespace Interlude.Tests.World;

public sealed class ConfiguredTests
{
    [Fact]
    public void A_policy_holds_from_its_entry_on_and_nobody_is_told()
    {
        var world = WorldUnderTest.With("ana");
        var policy = new WorldPolicy { MaxAwayBytes = 3 };

        var events = world.ApplyAsNode(WorldUnderTest.Node1, new Command.Configured(policy));

        Assert.Empty(events);
        Assert.Same(policy, world.World.Policy);
        Assert.Equal(
            ["Refused [ana] TextTooLong 3 -> ana as Self"],
            world.Apply("ana", new Command.SetAway(Names.Text("away"))));
    }

    [Fact]
    public void Smaller_limits_throw_nobody_out_and_shorten_nothing()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#a", "ana", "bob").On("#b", "ana").After(
            "ana",
            new Command.SetTopic(Names.Channel("#a"), Names.Text("ship it")),
            new Command.SetAway(Names.Text("asleep")));

        world.ApplyAsNode(WorldUnderTest.Node1, new Command.Configured(new WorldPolicy
        {
            MaxUsers = 1,
            MaxChannels = 1,
            MaxChannelsPerUser = 1,
            MaxMembersPerChannel = 1,
            MaxTopicBytes = 1,
            MaxAwayBytes = 1,
        }));

        Assert.Equal(("@ana bob", "@ana"), (world.Members("#a"), world.Members("#b")));
        Assert.Equal("ship it", world.View.Find(Names.Channel("#a"))!.Topic.ToString());
        Assert.Equal("asleep", world.View.Find(Names.Nick("ana"))!.Away.ToString());
    }

    [Fact]
    public void Above_a_smaller_limit_the_next_wish_is_refused()
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd").On("#a", "ana", "bob").On("#b", "ana");
        world.ApplyAsNode(WorldUnderTest.Node1, new Command.Configured(
            new WorldPolicy { MaxUsers = 1, MaxChannels = 1, MaxMembersPerChannel = 1 }));

        var user = world.Apply("dan", Wishes.Register("dan"));
        var channel = world.Apply("cyd", new Command.Join(Names.Channel("#c")));
        var member = world.Apply("cyd", new Command.Join(Names.Channel("#a")));

        Assert.Equal(["Refused [dan] TooManyUsers 1 -> nobody"], user);
        Assert.Equal(["Refused [cyd] TooManyChannelsInAll #c 1 -> cyd as Self"], channel);
        Assert.Equal(["Refused [cyd] ChannelFull #a 1 -> cyd as Self"], member);
    }

    [Fact]
    public void A_channel_that_becomes_the_lobby_keeps_its_operators_and_gets_no_more()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#dev", "ana", "bob");

        world.ApplyAsNode(
            WorldUnderTest.Node1, new Command.Configured(new WorldPolicy { Lobby = Names.Channel("#DEV") }));
        var before = world.Members("#dev");
        var events = world.Apply("ana", new Command.Part(Names.Channel("#dev"), Text.Empty));

        Assert.Equal("@ana bob", before);
        Assert.Equal(["Parted ana #dev '' -> ana as Self, bob as Member"], events);
        Assert.Equal("bob", world.Members("#dev"));
    }

    [Fact]
    public void A_channel_that_is_the_lobby_no_more_gets_an_operator_when_somebody_leaves()
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd").On("#lobby", "ana", "bob", "cyd");

        world.ApplyAsNode(WorldUnderTest.Node1, new Command.Configured(new WorldPolicy { Lobby = null }));
        var before = world.Members("#lobby");
        var events = world.Apply("bob", new Command.Part(Names.Channel("#lobby"), Text.Empty));

        Assert.Equal("ana bob cyd", before);
        Assert.Equal("ModesChanged nobody #lobby +Operator ana -> ana as Target, cyd as Member", events[1]);
    }

    [Fact]
    public void A_policy_needs_no_user()
    {
        var world = new WorldUnderTest();

        var events = world.Apply("ana", new Command.Configured(new WorldPolicy { MaxUsers = 0 }));

        Assert.Empty(events);
        Assert.Equal(
            ["Refused [ana] TooManyUsers -> nobody"], world.Apply("ana", Wishes.Register("ana")));
    }

    [Fact]
    public void No_limit_is_below_0()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new WorldPolicy { MaxReasonBytes = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new WorldPolicy() with { MaxUsers = -1 });
    }

    [Fact]
    public void A_limit_of_0_lets_nothing_through()
    {
        var world = new WorldUnderTest(new WorldPolicy { MaxReasonBytes = 0, MaxTopicBytes = 0 }).And("ana")
            .On("#dev", "ana");

        var topic = world.Apply("ana", new Command.SetTopic(Names.Channel("#dev"), Names.Text("x")));
        var events = world.Apply("ana", new Command.Part(Names.Channel("#dev"), Names.Text("lunch")));

        Assert.Equal(["Refused [ana] TextTooLong #dev -> ana as Self"], topic);
        Assert.Equal(["Parted ana #dev '' -> ana as Self"], events);
    }
}
