using Interlude.World;

namespace Interlude.Tests.World;

public sealed class SetTopicTests
{
    [Fact]
    public void Any_member_sets_it_and_all_are_told()
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd").On("#dev", "ana", "bob", "cyd");

        var events = world.Apply("bob", new Command.SetTopic(Names.Channel("#DEV"), Names.Text("ship it")));

        Assert.Equal(["TopicChanged bob #dev 'ship it' -> ana as Member, bob as Self, cyd as Member"], events);
        Assert.Equal("ship it", world.View.Find(Names.Channel("#dev"))!.Topic.ToString());
    }

    [Fact]
    public void The_empty_text_takes_it_away()
    {
        var world = WorldUnderTest.With("ana").On("#dev", "ana")
            .After("ana", new Command.SetTopic(Names.Channel("#dev"), Names.Text("ship it")));

        var events = world.Apply("ana", new Command.SetTopic(Names.Channel("#dev"), Text.Empty));

        Assert.Equal(["TopicChanged ana #dev '' -> ana as Self"], events);
        Assert.Equal("", world.View.Find(Names.Channel("#dev"))!.Topic.ToString());
    }

    [Fact]
    public void The_same_topic_again_changes_nothing_and_tells_nobody()
    {
        var world = WorldUnderTest.With("ana").On("#dev", "ana")
            .After("ana", new Command.SetTopic(Names.Channel("#dev"), Names.Text("ship it")));

        var events = world.Apply("ana", new Command.SetTopic(Names.Channel("#dev"), Names.Text("ship it")));

        Assert.Empty(events);
    }

    [Fact]
    public void A_locked_topic_is_left_to_operators()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#dev", "ana", "bob")
            .After("ana", Wishes.Lock("#dev"));

        var members = world.Apply("bob", new Command.SetTopic(Names.Channel("#DEV"), Names.Text("mine")));
        var operators = world.Apply("ana", new Command.SetTopic(Names.Channel("#dev"), Names.Text("ours")));

        Assert.Equal(["Refused [bob] TopicLocked #dev -> bob as Self"], members);
        Assert.Equal(["TopicChanged ana #dev 'ours' -> ana as Self, bob as Member"], operators);
    }

    [Fact]
    public void A_topic_of_as_many_bytes_as_the_limit_is_set_and_one_of_one_more_is_refused()
    {
        var world = new WorldUnderTest(new WorldPolicy { MaxTopicBytes = 5 }).And("ana").On("#dev", "ana");

        var five = world.Apply("ana", new Command.SetTopic(Names.Channel("#dev"), Names.Text("123Å")));
        var six = world.Apply("ana", new Command.SetTopic(Names.Channel("#DEV"), Names.Text("1234Å")));

        Assert.Equal(["TopicChanged ana #dev '123Å' -> ana as Self"], five);
        Assert.Equal(["Refused [ana] TextTooLong #dev 5 -> ana as Self"], six);
        Assert.Equal("123Å", world.View.Find(Names.Channel("#dev"))!.Topic.ToString());
    }

    [Fact]
    public void A_channel_that_is_not_there_has_no_topic()
    {
        var world = WorldUnderTest.With("ana");

        var events = world.Apply("ana", new Command.SetTopic(Names.Channel("#dev"), Names.Text("ship it")));

        Assert.Equal(["Refused [ana] NoSuchChannel #dev -> ana as Self"], events);
    }

    [Fact]
    public void Only_members_set_it()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#dev", "ana");

        var events = world.Apply("bob", new Command.SetTopic(Names.Channel("#DEV"), Names.Text("ship it")));

        Assert.Equal(["Refused [bob] NotOnChannel #dev -> bob as Self"], events);
    }

    [Fact]
    public void A_locked_topic_is_left_to_half_operators_too()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#dev", "ana", "bob")
            .After("ana", Wishes.Lock("#dev"), Wishes.Rank("#dev", Ranks.HalfOperator, "bob"));

        var events = world.Apply("bob", new Command.SetTopic(Names.Channel("#dev"), Names.Text("ours")));

        Assert.Equal(["TopicChanged bob #dev 'ours' -> ana as Member, bob as Self"], events);
    }

    [Fact]
    public void Who_set_it_and_when_are_kept_with_it_and_go_with_it()
    {
        var world = WorldUnderTest.With("ana").On("#dev", "ana");
        world.Now = 5_000;
        world.After("ana", new Command.SetTopic(Names.Channel("#dev"), Names.Text("ship it")));
        var dev = world.View.Find(Names.Channel("#dev"))!;
        var set = (dev.TopicBy.ToString(), dev.TopicAt.Milliseconds);

        world.After("ana", new Command.SetTopic(Names.Channel("#dev"), Text.Empty));

        Assert.Equal(("ana!user@real.host", 5_000), set);
        Assert.Equal("", world.View.Find(Names.Channel("#dev"))!.TopicBy.ToString());
    }
}
