using Interlude.World;

namespace Interlude.Tests.World;

public sealed class SetRealNameTests
{
    [Fact]
    public void Who_shares_a_channel_or_watches_is_told()
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd", "dan").On("#dev", "bob", "ana")
            .After("cyd", new Command.Watch([Names.Nick("ana")], []));

        var events = world.Apply("ana", new Command.SetRealName(Names.Text("Ana A.")));

        Assert.Equal(["RealNameChanged ana 'Ana A.' -> bob as Peer, ana as Self; watched by cyd"], events);
        Assert.Equal("Ana A.", world.View.Find(Names.Nick("ana"))!.RealName.ToString());
    }

    [Fact]
    public void The_same_name_again_is_no_news()
    {
        var world = WorldUnderTest.With("ana").After("ana", new Command.SetRealName(Names.Text("Ana A.")));

        Assert.Empty(world.Apply("ana", new Command.SetRealName(Names.Text("Ana A."))));
    }

    [Fact]
    public void A_name_of_as_many_bytes_as_the_limit_is_taken_and_one_of_one_more_is_refused()
    {
        var world = new WorldUnderTest(new WorldPolicy { MaxRealNameBytes = 5 }).And("ana");

        var five = world.Apply("ana", new Command.SetRealName(Names.Text("123Å")));
        var six = world.Apply("ana", new Command.SetRealName(Names.Text("1234Å")));

        Assert.Equal(["RealNameChanged ana '123Å' -> ana as Self"], five);
        Assert.Equal(["Refused [ana] TextTooLong 5 -> ana as Self"], six);
    }
}
