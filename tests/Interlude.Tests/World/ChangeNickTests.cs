using Interlude.World;

namespace Interlude.Tests.World;

public sealed class ChangeNickTests
{
    [Fact]
    public void Whoever_shares_a_channel_hears_of_it_once_in_order_of_channels_and_joining()
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd", "dan")
            .On("#b", "cyd", "ana", "bob").On("#a", "bob", "ana").On("#c", "dan");

        var events = world.Apply("ana", new Command.ChangeNick(Names.Nick("bo")));

        Assert.Equal(["Renamed ana bo -> ana as Self, cyd as Peer, bob as Peer"], events);
        Assert.Equal("@cyd bo bob", world.Members("#b"));
    }

    [Fact]
    public void The_old_nick_is_free_and_the_new_one_taken()
    {
        var world = WorldUnderTest.With("ana").After("ana", new Command.ChangeNick(Names.Nick("bo")));

        var taken = world.Apply("cyd", Wishes.Register("BO"));
        var free = world.Apply("cyd", Wishes.Register("ana"));

        Assert.Equal(["Refused [cyd] NickTaken BO -> nobody"], taken);
        Assert.Equal(["Registered [cyd] ana(cyd) -> cyd as Self"], free);
    }

    [Theory]
    [InlineData("bob")]
    [InlineData("Bob")]
    [InlineData("ＢＯＢ")]
    public void A_nick_that_folds_to_another_users_is_taken(string nick)
    {
        var world = WorldUnderTest.With("ana", "bob");

        var events = world.Apply("ana", new Command.ChangeNick(Names.Nick(nick)));

        Assert.Equal([$"Refused [ana] NickTaken {nick} -> ana as Self"], events);
    }

    [Theory]
    [InlineData("Ana")]
    [InlineData("ＡＮＡ")]
    public void Ones_own_nick_may_be_written_in_another_way(string nick)
    {
        var world = WorldUnderTest.With("ana", "bob").On("#dev", "ana", "bob");

        var events = world.Apply("ana", new Command.ChangeNick(Names.Nick(nick)));

        Assert.Equal([$"Renamed ana {nick} -> ana as Self, bob as Peer"], events);
        Assert.Equal(nick, world.View.Find(Names.Nick("ana"))!.Identity.Nick.Value);
        Assert.Equal($"@{nick} bob", world.Members("#dev"));
    }

    [Fact]
    public void The_nick_that_one_has_changes_nothing_and_is_told_to_nobody()
    {
        var world = WorldUnderTest.With("ana");

        var events = world.Apply("ana", new Command.ChangeNick(Names.Nick("ana")));

        Assert.Empty(events);
    }

    [Fact]
    public void An_event_from_before_keeps_the_nick_of_before()
    {
        var world = new ChatWorld();
        var ana = new SessionId(WorldUnderTest.Node1, 1);
        var events = new List<Event>();

        long sequence = 0;
        foreach (var command in new Command[]
        {
            new Command.NodeStarted(),
            Wishes.Register("ana"),
            new Command.ChangeNick(Names.Nick("bo")),
        })
        {
            sequence++;
            world.Apply(
                new Entry(sequence, default, 1, new Wish(WorldUnderTest.Node1, sequence, ana, default, command)), events);
        }

        Assert.Equal("ana", Assert.IsType<Event.Registered>(events[0]).User.Nick.Value);
        Assert.Equal("ana", Assert.IsType<Event.Renamed>(events[1]).User.Nick.Value);
    }

    [Fact]
    public void Who_watches_the_old_nick_sees_it_go_and_who_watches_the_new_one_sees_it_come()
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd")
            .After("bob", new Command.Watch([Names.Nick("ANA")], [])).After("cyd", new Command.Watch([Names.Nick("bo")], []));

        var events = world.Apply("ana", new Command.ChangeNick(Names.Nick("bo")));

        Assert.Equal(
            ["Renamed ana bo -> ana as Self", "WentOffline ana -> nobody; watched by bob", "CameOnline bo(ana) -> nobody; watched by cyd"], events);
    }

    [Fact]
    public void Another_way_to_write_it_is_no_coming_and_going_and_leaves_no_past()
    {
        var world = WorldUnderTest.With("ana", "bob").After("bob", new Command.Watch([Names.Nick("ana")], []));

        var events = world.Apply("ana", new Command.ChangeNick(Names.Nick("ANA")));

        Assert.Equal(["Renamed ana ANA -> ana as Self"], events);
        Assert.Empty(world.View.PastUsers(Names.Nick("ana")));
    }

    [Fact]
    public void In_an_auditorium_only_who_sees_the_user_hears_of_it()
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd").On("#dev", "ana", "bob", "cyd")
            .After("ana", Wishes.Set("#dev", ChannelTraits.Auditorium));

        var events = world.Apply("bob", new Command.ChangeNick(Names.Nick("bo")));

        Assert.Equal(["Renamed bob bo -> ana as Peer, bob as Self"], events);
    }
}
