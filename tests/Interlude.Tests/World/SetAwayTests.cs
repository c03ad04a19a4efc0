using Interlude.World;

namespace Interlude.Tests.World;

public sealed class SetAwayTests
{
    [Fact]
    public void A_session_says_it_and_who_shares_a_channel_is_told()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#dev", "ana", "bob");

        var events = world.Apply("ana", new Command.SetAway(Names.Text("asleep")));

        Assert.Equal(["AwayChanged [ana] ana 'asleep' -> ana as Self, bob as Peer"], events);
        Assert.Equal("asleep", world.View.Find(Names.Nick("ana"))!.Away.ToString());
        Assert.Equal(
            ["asleep", ""], world.View.Find(Names.Channel("#dev"))!.Members.Select(member => member.Away.ToString()));
    }

    [Fact]
    public void The_empty_text_says_that_one_is_back()
    {
        var world = WorldUnderTest.With("ana").After("ana", new Command.SetAway(Names.Text("asleep")));

        var events = world.Apply("ana", new Command.SetAway(Text.Empty));

        Assert.Equal(["AwayChanged [ana] ana '' -> ana as Self"], events);
        Assert.Equal("", world.View.Find(Names.Nick("ana"))!.Away.ToString());
    }

    [Fact]
    public void It_is_a_sessions_own()
    {
        var world = TwoDevices.OfAna("asleep", "on a train");

        var events = world.Apply("phone", new Command.SetAway(Text.Empty));
        var away = world.View.Find(Names.Nick("ana"))!.Away.ToString();
        world.After("phone", new Command.EndSession(Text.Empty));

        Assert.Equal(["AwayChanged [phone] ana '' -> ana as Self, bob as Peer"], events);
        Assert.Equal("", away);
        Assert.Equal("asleep", world.View.Find(Names.Nick("ana"))!.Away.ToString());
    }

    [Fact]
    public void A_message_of_as_many_bytes_as_the_limit_is_kept_and_one_of_one_more_is_refused()
    {
        var world = new WorldUnderTest(new WorldPolicy { MaxAwayBytes = 5 }).And("ana");

        var five = world.Apply("ana", new Command.SetAway(Names.Text("12345")));
        var six = world.Apply("ana", new Command.SetAway(Names.Text("123456")));

        Assert.Equal(["AwayChanged [ana] ana '12345' -> ana as Self"], five);
        Assert.Equal(["Refused [ana] TextTooLong 5 -> ana as Self"], six);
        Assert.Equal("12345", world.View.Find(Names.Nick("ana"))!.Away.ToString());
    }

    [Fact]
    public void The_same_words_again_or_being_back_twice_change_nothing()
    {
        var world = WorldUnderTest.With("ana");

        var back = world.Apply("ana", new Command.SetAway(Text.Empty));
        world.Apply("ana", new Command.SetAway(Names.Text("lunch")));
        var again = world.Apply("ana", new Command.SetAway(Names.Text("lunch")));

        Assert.Empty(back);
        Assert.Empty(again);
    }

    [Fact]
    public void Who_watches_hears_of_it_too_if_it_shares_no_channel()
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd").On("#dev", "ana", "bob")
            .After("bob", new Command.Watch([Names.Nick("ana")], [])).After("cyd", new Command.Watch([Names.Nick("ANA")], []));

        var events = world.Apply("ana", new Command.SetAway(Names.Text("asleep")));

        Assert.Equal(["AwayChanged [ana] ana 'asleep' -> ana as Self, bob as Peer; watched by cyd"], events);
    }

    [Fact]
    public void Others_hear_only_what_changes_for_the_user_as_a_whole()
    {
        var world = TwoDevices.OfAna("", "");

        var first = world.Apply("ana", new Command.SetAway(Names.Text("asleep")));
        var second = world.Apply("phone", new Command.SetAway(Names.Text("on a train")));

        Assert.Equal(["AwayChanged [ana] ana 'asleep' in all '' -> ana as Self"], first);
        Assert.Equal(["AwayChanged [phone] ana 'on a train' -> ana as Self, bob as Peer"], second);
    }
}
