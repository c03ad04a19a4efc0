using Interlude.World;

namespace Interlude.Tests.World;

public sealed class PartTests
{
    [Fact]
    public void Who_leaves_and_who_stays_are_told_in_order_of_joining()
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd").On("#dev", "ana", "bob", "cyd");

        var events = world.Apply("bob", new Command.Part(Names.Channel("#DEV"), Names.Text("lunch")));

        Assert.Equal(["Parted bob #dev 'lunch' -> ana as Member, bob as Self, cyd as Member"], events);
        Assert.Equal("@ana cyd", world.Members("#dev"));
        Assert.Empty(world.View.Find(Names.Nick("bob"))!.Channels);
    }

    [Fact]
    public void The_longest_member_operates_when_the_last_operator_leaves()
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd").On("#dev", "ana", "cyd", "bob");

        var events = world.Apply("ana", new Command.Part(Names.Channel("#dev"), Text.Empty));

        Assert.Equal(
            [
                "Parted ana #dev '' -> ana as Self, cyd as Member, bob as Member",
                "ModesChanged nobody #dev +Operator cyd -> cyd as Target, bob as Member",
            ],
            events);
        Assert.Equal("@cyd bob", world.Members("#dev"));
    }

    [Fact]
    public void Nobody_succeeds_while_an_operator_is_left()
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd").On("#dev", "ana", "bob", "cyd")
            .After("ana", Wishes.MakeOperator("cyd", "#dev"));

        var events = world.Apply("ana", new Command.Part(Names.Channel("#dev"), Text.Empty));

        Assert.Equal(["Parted ana #dev '' -> ana as Self, bob as Member, cyd as Member"], events);
        Assert.Equal("bob @cyd", world.Members("#dev"));
    }

    [Fact]
    public void Who_comes_back_is_the_youngest_member()
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd").On("#dev", "ana", "bob", "cyd")
            .After("bob", new Command.Part(Names.Channel("#dev"), Text.Empty), new Command.Join(Names.Channel("#dev")));

        var events = world.Apply("ana", new Command.Part(Names.Channel("#dev"), Text.Empty));

        Assert.Equal("ModesChanged nobody #dev +Operator cyd -> cyd as Target, bob as Member", events[1]);
    }

    [Fact]
    public void Nobody_succeeds_in_the_lobby()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#lobby", "ana", "bob");

        var events = world.Apply("ana", new Command.Part(Names.Channel("#lobby"), Text.Empty));

        Assert.Equal(["Parted ana #lobby '' -> ana as Self, bob as Member"], events);
        Assert.Equal("bob", world.Members("#lobby"));
    }

    [Fact]
    public void A_channel_ends_with_its_last_member_and_a_new_one_begins_from_nothing()
    {
        var world = WorldUnderTest.With("ana").On("#dev", "ana").After(
            "ana",
            new Command.SetTopic(Names.Channel("#dev"), Names.Text("ship it")),
            Wishes.Lock("#dev"));

        var events = world.Apply("ana", new Command.Part(Names.Channel("#dev"), Text.Empty));
        var ended = world.View.Find(Names.Channel("#dev"));
        world.On("#DEV", "ana");

        Assert.Equal(["Parted ana #dev '' -> ana as Self"], events);
        Assert.Null(ended);
        var begun = world.View.Find(Names.Channel("#dev"))!;
        Assert.Equal(("#DEV", "", false), (begun.Name.Value, begun.Topic.ToString(), begun.IsTopicLocked));
    }

    [Theory]
    [InlineData("12345", "12345")]
    [InlineData("123456", "12345")]
    public void A_long_reason_is_cut(string reason, string cut)
    {
        var world = new WorldUnderTest(new WorldPolicy { MaxReasonBytes = 5 }).And("ana").On("#dev", "ana");

        var events = world.Apply("ana", new Command.Part(Names.Channel("#dev"), Names.Text(reason)));

        Assert.Equal([$"Parted ana #dev '{cut}' -> ana as Self"], events);
    }

    [Fact]
    public void A_channel_that_is_not_there_cannot_be_left()
    {
        var world = WorldUnderTest.With("ana");

        var events = world.Apply("ana", new Command.Part(Names.Channel("#dev"), Text.Empty));

        Assert.Equal(["Refused [ana] NoSuchChannel #dev -> ana as Self"], events);
    }

    [Fact]
    public void Only_members_leave()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#dev", "ana");

        var events = world.Apply("bob", new Command.Part(Names.Channel("#DEV"), Text.Empty));

        Assert.Equal(["Refused [bob] NotOnChannel #dev -> bob as Self"], events);
    }

    [Fact]
    public void In_an_auditorium_who_did_not_see_somebody_does_not_see_it_go_and_sees_a_successor_before_it_operates()
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd").On("#dev", "ana", "bob", "cyd")
            .After("ana", Wishes.Set("#dev", ChannelTraits.Auditorium));

        var hidden = world.Apply("cyd", new Command.Part(Names.Channel("#dev"), Text.Empty));
        world.On("#dev", "cyd");
        var seen = world.Apply("ana", new Command.Part(Names.Channel("#dev"), Text.Empty));

        Assert.Equal(["Parted cyd #dev '' -> ana as Member, cyd as Self"], hidden);
        Assert.Equal(
            [
                "Parted ana #dev '' -> ana as Self, bob as Member, cyd as Member",
                "Joined bob #dev -> cyd as Member",
                "ModesChanged nobody #dev +Operator bob -> bob as Target, cyd as Member",
            ],
            seen);
    }
}
