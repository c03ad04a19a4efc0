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
}
