using Interlude.World;

namespace Interlude.Tests.World;

public sealed class LockTopicTests
{
    [Fact]
    public void An_operator_locks_and_opens_it_and_all_are_told()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#dev", "ana", "bob");

        var locked = world.Apply("ana", new Command.LockTopic(Names.Channel("#DEV"), true));
        var isLocked = world.View.Find(Names.Channel("#dev"))!.IsTopicLocked;
        var opened = world.Apply("ana", new Command.LockTopic(Names.Channel("#DEV"), false));

        Assert.Equal(["TopicLockChanged ana #dev locked -> ana as Self, bob as Member"], locked);
        Assert.True(isLocked);
        Assert.Equal(["TopicLockChanged ana #dev open -> ana as Self, bob as Member"], opened);
        Assert.False(world.View.Find(Names.Channel("#dev"))!.IsTopicLocked);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Members_who_do_not_operate_may_not(bool locked)
    {
        var world = WorldUnderTest.With("ana", "bob").On("#dev", "ana", "bob");

        var events = world.Apply("bob", new Command.LockTopic(Names.Channel("#DEV"), locked));

        Assert.Equal(["Refused [bob] NotOperator #dev -> bob as Self"], events);
    }

    [Fact]
    public void Nobody_may_in_the_lobby()
    {
        var world = WorldUnderTest.With("ana").On("#lobby", "ana");

        var events = world.Apply("ana", new Command.LockTopic(Names.Channel("#lobby"), true));

        Assert.Equal(["Refused [ana] NotOperator #lobby -> ana as Self"], events);
    }

    [Fact]
    public void A_channel_that_is_not_there_has_no_topic()
    {
        var world = WorldUnderTest.With("ana");

        var events = world.Apply("ana", new Command.LockTopic(Names.Channel("#dev"), true));

        Assert.Equal(["Refused [ana] NoSuchChannel #dev -> ana as Self"], events);
    }

    [Fact]
    public void Only_members_may()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#dev", "ana");

        var events = world.Apply("bob", new Command.LockTopic(Names.Channel("#DEV"), true));

        Assert.Equal(["Refused [bob] NotOnChannel #dev -> bob as Self"], events);
    }
}
