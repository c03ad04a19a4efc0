using Interlude.World;

namespace Interlude.Tests.World;

public sealed class SayTests
{
    [Theory]
    [InlineData(TextKind.Plain)]
    [InlineData(TextKind.Action)]
    public void Every_member_hears_it_in_order_of_joining_and_nobody_else(TextKind kind)
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd", "dan").On("#dev", "cyd", "ana", "bob").On("#x", "dan");

        var events = world.Apply("ana", Wishes.Say("#DEV", "hi all", kind));

        Assert.Equal([$"Said ana #dev {kind} 'hi all' -> cyd as Member, ana as Self, bob as Member"], events);
    }

    [Fact]
    public void What_was_said_keeps_the_nick_of_that_time()
    {
        var world = WorldUnderTest.With("ana").On("#dev", "ana").After("ana", new Command.ChangeNick(Names.Nick("bo")));

        var events = world.Apply("ana", Wishes.Say("#dev", "hi"));

        Assert.Equal(["Said bo(ana) #dev Plain 'hi' -> ana as Self"], events);
    }

    [Fact]
    public void A_text_of_as_many_bytes_as_the_limit_is_said_and_one_of_one_more_is_refused()
    {
        var world = new WorldUnderTest(new WorldPolicy { MaxTextBytes = 5 }).And("ana").On("#dev", "ana");

        var five = world.Apply("ana", Wishes.Say("#dev", "123Å"));
        var six = world.Apply("ana", Wishes.Say("#DEV", "1234Å"));

        Assert.Equal(["Said ana #dev Plain '123Å' -> ana as Self"], five);
        Assert.Equal(["Refused [ana] TextTooLong #dev 5 -> ana as Self"], six);
    }

    [Fact]
    public void A_channel_that_is_not_there_hears_nothing()
    {
        var world = WorldUnderTest.With("ana");

        var events = world.Apply("ana", Wishes.Say("#dev", "hi"));

        Assert.Equal(["Refused [ana] NoSuchChannel #dev -> ana as Self"], events);
    }

    [Fact]
    public void Only_members_speak_where_it_is_so()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#dev", "ana")
            .After("ana", Wishes.Set("#dev", ChannelTraits.MembersOnly));

        var events = world.Apply("bob", Wishes.Say("#DEV", "hi"));

        Assert.Equal(["Refused [bob] NotOnChannel #dev -> bob as Self"], events);
    }
}
