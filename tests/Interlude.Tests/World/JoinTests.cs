using Interlude.World;

namespace Interlude.Tests.World;

public sealed class JoinTests
{
    [Fact]
    public void The_first_to_arrive_operates_the_channel()
    {
        var world = WorldUnderTest.With("ana");

        var events = world.Apply("ana", new Command.Join(Names.Channel("#dev")));

        Assert.Equal(["Joined ana #dev as Operator -> ana as Self"], events);
        Assert.Equal("@ana", world.Members("#dev"));
    }

    [Fact]
    public void Joining_tells_every_member_in_order_of_joining()
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd").On("#dev", "cyd", "ana");

        var events = world.Apply("bob", new Command.Join(Names.Channel("#dev")));

        Assert.Equal(["Joined bob #dev -> cyd as Member, ana as Member, bob as Self"], events);
        Assert.Equal("@cyd ana bob", world.Members("#dev"));
    }

    [Fact]
    public void Nobody_comes_to_operate_the_lobby_by_arriving()
    {
        var world = WorldUnderTest.With("ana");

        var events = world.Apply("ana", new Command.Join(Names.Channel("#Lobby")));

        Assert.Equal(["Joined ana #Lobby -> ana as Self"], events);
        Assert.Equal("ana", world.Members("#lobby"));
    }

    [Fact]
    public void Without_a_lobby_every_channel_is_operated_by_its_first_member()
    {
        var world = new WorldUnderTest(new WorldPolicy { Lobby = null }).And("ana");

        var events = world.Apply("ana", new Command.Join(Names.Channel("#lobby")));

        Assert.Equal(["Joined ana #lobby as Operator -> ana as Self"], events);
    }

    [Fact]
    public void A_channel_keeps_the_name_that_its_creator_wrote()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#Dev", "ana");

        var events = world.Apply("bob", new Command.Join(Names.Channel("#ＤＥＶ")));

        Assert.Equal(["Joined bob #Dev -> ana as Member, bob as Self"], events);
        Assert.Equal("#Dev", Assert.Single(world.View.Find(Names.Nick("bob"))!.Channels).Value);
    }

    [Theory]
    [InlineData("#dev")]
    [InlineData("#DEV")]
    public void A_member_cannot_join_again(string name)
    {
        var world = WorldUnderTest.With("ana").On("#dev", "ana");

        var events = world.Apply("ana", new Command.Join(Names.Channel(name)));

        Assert.Equal(["Refused [ana] AlreadyOnChannel #dev -> ana as Self"], events);
    }

    [Fact]
    public void As_many_channels_as_the_limit_are_joined_and_one_more_is_refused()
    {
        var world = new WorldUnderTest(new WorldPolicy { MaxChannelsPerUser = 2 }).And("ana", "bob")
            .On("#a", "ana").On("#c", "bob");

        var second = world.Apply("ana", new Command.Join(Names.Channel("#b")));
        var third = world.Apply("ana", new Command.Join(Names.Channel("#c")));

        Assert.Equal(["Joined ana #b as Operator -> ana as Self"], second);
        Assert.Equal(["Refused [ana] TooManyChannels #c 2 -> ana as Self"], third);
    }

    [Fact]
    public void Leaving_a_channel_makes_room_for_another()
    {
        var world = new WorldUnderTest(new WorldPolicy { MaxChannelsPerUser = 1, MaxChannels = 1 }).And("ana")
            .On("#a", "ana").After("ana", new Command.Part(Names.Channel("#a"), Text.Empty));

        var events = world.Apply("ana", new Command.Join(Names.Channel("#b")));

        Assert.Equal(["Joined ana #b as Operator -> ana as Self"], events);
    }

    [Fact]
    public void As_many_channels_in_all_as_the_limit_are_created_and_one_more_is_refused()
    {
        var world = new WorldUnderTest(new WorldPolicy { MaxChannels = 2 }).And("ana", "bob").On("#a", "ana");

        var second = world.Apply("bob", new Command.Join(Names.Channel("#b")));
        var third = world.Apply("bob", new Command.Join(Names.Channel("#c")));
        var existing = world.Apply("bob", new Command.Join(Names.Channel("#a")));

        Assert.Equal(["Joined bob #b as Operator -> bob as Self"], second);
        Assert.Equal(["Refused [bob] TooManyChannelsInAll #c 2 -> bob as Self"], third);
        Assert.Equal(["Joined bob #a -> ana as Member, bob as Self"], existing);
    }

    [Fact]
    public void As_many_members_as_the_limit_join_and_one_more_is_refused()
    {
        var world = new WorldUnderTest(new WorldPolicy { MaxMembersPerChannel = 2 }).And("ana", "bob", "cyd")
            .On("#dev", "ana");

        var second = world.Apply("bob", new Command.Join(Names.Channel("#dev")));
        var third = world.Apply("cyd", new Command.Join(Names.Channel("#DEV")));

        Assert.Equal(["Joined bob #dev -> ana as Member, bob as Self"], second);
        Assert.Equal(["Refused [cyd] ChannelFull #dev 2 -> cyd as Self"], third);
    }

    [Fact]
    public void Being_there_is_said_before_any_limit_and_ones_own_limit_before_the_others()
    {
        var policy = new WorldPolicy { MaxChannelsPerUser = 1, MaxChannels = 1, MaxMembersPerChannel = 1 };
        var world = new WorldUnderTest(policy).And("ana", "bob").On("#a", "ana");

        var again = world.Apply("ana", new Command.Join(Names.Channel("#a")));
        var another = world.Apply("ana", new Command.Join(Names.Channel("#b")));
        var full = world.Apply("bob", new Command.Join(Names.Channel("#a")));

        Assert.Equal(["Refused [ana] AlreadyOnChannel #a -> ana as Self"], again);
        Assert.Equal(["Refused [ana] TooManyChannels #b 1 -> ana as Self"], another);
        Assert.Equal(["Refused [bob] ChannelFull #a 1 -> bob as Self"], full);
    }
}
