using Interlude.World;

namespace Interlude.Tests.World;

public sealed class ViewsTests
{
    [Fact]
    public void The_viewer_sees_itself_with_its_channels_in_order_of_joining()
    {
        var world = WorldUnderTest.With("ana").On("#c", "ana").On("#a", "ana").On("#b", "ana")
            .After("ana", new Command.SetAway(Names.Text("asleep")));

        var ana = world.World.SeenBy(world.UserOf("ana")).Viewer!;

        Assert.Equal("ana", ana.Identity.Nick.Value);
        Assert.Equal("asleep", ana.Away.ToString());
        Assert.Equal(["#c", "#a", "#b"], ana.Channels.Select(channel => channel.Value));
    }

    [Fact]
    public void A_viewer_who_has_left_sees_no_self()
    {
        var world = WorldUnderTest.With("ana");
        var id = world.UserOf("ana");

        world.After("ana", new Command.EndSession(Text.Empty));

        Assert.Null(world.World.SeenBy(id).Viewer);
    }

    [Fact]
    public void Users_are_found_by_any_nick_that_folds_to_theirs()
    {
        var world = WorldUnderTest.With("ana");

        var found = world.View.Find(Names.Nick("ＡＮＡ"));

        Assert.Equal(world.UserOf("ana"), found!.Identity.Id);
        Assert.Null(world.View.Find(Names.Nick("anna")));
    }

    [Fact]
    public void A_channel_shows_its_state_and_members_in_order_of_joining()
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd").On("#Dev", "cyd", "ana").After(
            "cyd",
            new Command.SetTopic(Names.Channel("#dev"), Names.Text("ship it")),
            Wishes.Lock("#dev"),
            new Command.SetAway(Names.Text("asleep")));

        var dev = world.View.Find(Names.Channel("#ＤＥＶ"))!;

        Assert.Equal("#Dev", dev.Name.Value);
        Assert.Equal("ship it", dev.Topic.ToString());
        Assert.True(dev.IsTopicLocked);
        Assert.Equal(2, dev.Count);
        Assert.Equal(
            [("cyd", true, "asleep"), ("ana", false, "")],
            dev.Members.Select(each => (each.Identity.Nick.Value, each.IsOperator, each.Away.ToString())));
        Assert.True(dev.Has(world.UserOf("ana")));
        Assert.False(dev.Has(world.UserOf("bob")));
        Assert.Null(world.View.Find(Names.Channel("#x")));
    }

    [Fact]
    public void Channels_come_in_the_ordinal_order_of_their_folded_names()
    {
        var world = WorldUnderTest.With("ana").On("#b", "ana").On("#я", "ana").On("#Å", "ana").On("#A", "ana").On("#-", "ana");

        var channels = world.View.Channels();

        // #Å folds to a and a ring.
        Assert.Equal(["#-", "#A", "#Å", "#b", "#я"], channels.Select(channel => channel.Name.Value));
    }

    [Fact]
    public void A_world_without_channels_shows_none()
    {
        Assert.Empty(new WorldUnderTest().View.Channels());
    }

    [Fact]
    public void Channels_are_counted_as_far_as_the_viewer_may_know_of_them()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#a", "ana").On("#b", "ana").On("#c", "ana", "bob");
        var secret = new ModeChange.Trait(IsSet: true, ChannelTraits.Secret);

        world.After("ana", new Command.ChangeModes(Names.Channel("#b"), [secret]), new Command.ChangeModes(Names.Channel("#c"), [secret]));

        Assert.Equal(3, world.World.SeenBy(world.UserOf("ana")).Counts.Channels);
        Assert.Equal(2, world.World.SeenBy(world.UserOf("bob")).Counts.Channels);
        Assert.Equal(1, world.World.SeenBy(default).Counts.Channels);

        world.After("ana", new Command.ChangeModes(Names.Channel("#c"), [secret with { IsSet = false }]), new Command.Part(Names.Channel("#b"), Text.Empty));

        Assert.Equal(2, world.World.SeenBy(default).Counts.Channels);
        Assert.Equal(2, world.World.SeenWhole().Counts.Channels);
    }

    [Fact]
    public void Where_a_channel_sends_people_is_told_to_members()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#a", "ana").On("#b", "ana");
        world.After("ana", new Command.ChangeModes(Names.Channel("#a"), [new ModeChange.Forward(IsSet: true, Names.Channel("#b"))]));

        Assert.Equal("#b", world.World.SeenBy(world.UserOf("ana")).Find(Names.Channel("#a"))!.Forward?.Value);
        Assert.Null(world.World.SeenBy(world.UserOf("bob")).Find(Names.Channel("#a"))!.Forward);
    }

    [Fact]
    public void Outsiders_are_not_told_on_which_channels_somebody_invisible_is()
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd").On("#dev", "ana", "bob").After(
            "ana", new Command.ChangeUserModes(UserModes.Invisible, UserModes.None));
        var ana = world.UserOf("ana");

        Assert.Equal(["#dev"], ChannelsSeenBy("ana"));
        Assert.Equal(["#dev"], ChannelsSeenBy("bob"));
        Assert.Empty(ChannelsSeenBy("cyd"));
        Assert.False(world.World.SeenBy(world.UserOf("cyd")).Find(Names.Channel("#dev"))!.Has(ana));

        IEnumerable<string> ChannelsSeenBy(string viewer) =>
            world.World.SeenBy(world.UserOf(viewer)).Find(ana)!.Channels.Select(channel => channel.Value);
    }
}
