using Interlude.World;

namespace Interlude.Tests.World;

public sealed class EndSessionTests
{
    [Fact]
    public void Whoever_shares_a_channel_hears_of_a_quit_once_in_order_of_channels_and_joining()
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd", "dan", "eve")
            .On("#b", "dan", "ana", "bob").On("#a", "cyd", "bob", "ana").On("#c", "eve");

        var events = world.Apply("ana", new Command.EndSession(Names.Text("good night")));

        Assert.Equal(
            [
                "Quit ana 'good night' -> ana as Self, dan as Peer, bob as Peer, cyd as Peer",
                "SessionEnded [ana] ana 'good night' -> ana as Self",
            ],
            events);
    }

    [Fact]
    public void A_quit_in_no_channel_is_heard_by_the_user_alone()
    {
        var world = WorldUnderTest.With("ana", "bob");

        var events = world.Apply("ana", new Command.EndSession(Text.Empty));

        Assert.Equal(["Quit ana '' -> ana as Self", "SessionEnded [ana] ana '' -> ana as Self"], events);
    }

    [Fact]
    public void The_user_is_gone_and_channels_end_with_it()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#a", "ana").On("#b", "bob", "ana");
        var ana = world.UserOf("ana");

        world.Apply("ana", new Command.EndSession(Text.Empty));

        Assert.Null(world.View.Find(Names.Nick("ana")));
        Assert.Null(world.World.SeenBy(ana).Viewer);
        Assert.Null(world.View.Find(Names.Channel("#a")));
        Assert.Equal("@bob", world.Members("#b"));
    }

    [Fact]
    public void Successors_are_named_after_the_quit_in_order_of_the_users_joining()
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd").On("#b", "ana", "bob").On("#a", "ana", "cyd", "bob");

        var events = world.Apply("ana", new Command.EndSession(Text.Empty));

        Assert.Equal(
            [
                "Quit ana '' -> ana as Self, bob as Peer, cyd as Peer",
                "ModesChanged nobody #b +Operator bob -> bob as Target",
                "ModesChanged nobody #a +Operator cyd -> cyd as Target, bob as Member",
                "SessionEnded [ana] ana '' -> ana as Self",
            ],
            events);
        Assert.Equal("@cyd bob", world.Members("#a"));
    }

    [Theory]
    [InlineData("12345", "12345")]
    [InlineData("123456", "12345")]
    [InlineData("1234Å", "1234")]
    public void A_long_reason_is_cut(string reason, string cut)
    {
        var world = new WorldUnderTest(new WorldPolicy { MaxReasonBytes = 5 }).And("ana");

        var events = world.Apply("ana", new Command.EndSession(Names.Text(reason)));

        Assert.Equal($"Quit ana '{cut}' -> ana as Self", events[0]);
    }

    [Fact]
    public void A_session_ends_once()
    {
        var world = WorldUnderTest.With("ana").After("ana", new Command.EndSession(Text.Empty));

        var events = world.Apply("ana", new Command.EndSession(Text.Empty));

        Assert.Equal(["Refused [ana] NotRegistered -> nobody"], events);
    }

    [Fact]
    public void A_user_of_two_sessions_stays_until_the_second_ends()
    {
        var world = TwoDevices.OfAna("", "");

        var first = world.Apply("ana", new Command.EndSession(Names.Text("flat")));
        var members = world.Members("#dev");
        var second = world.Apply("phone", new Command.EndSession(Names.Text("flat too")));

        Assert.Equal(["SessionEnded [ana] ana 'flat' -> ana as Self"], first);
        Assert.Equal("@ana bob", members);
        Assert.Equal(
            [
                "Quit ana 'flat too' -> ana as Self, bob as Peer",
                "ModesChanged nobody #dev +Operator bob -> bob as Target",
                "SessionEnded [phone] ana 'flat too' -> ana as Self",
            ],
            second);
    }

    [Fact]
    public void Whether_it_was_its_own_wish_is_told()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#dev", "bob", "ana");

        var events = world.Apply("ana", new Command.EndSession(Names.Text("bye"), IsOwnWish: true));

        Assert.Equal(
            [
                "Quit ana 'bye' OwnWish -> bob as Peer, ana as Self",
                "SessionEnded [ana] ana 'bye' OwnWish -> ana as Self",
            ],
            events);
    }

    [Fact]
    public void Watchers_and_operators_who_listen_hear_of_it_with_the_real_host()
    {
        var world = WorldUnderTest.With("ana", "bob", "root").After("bob", new Command.Watch([Names.Nick("ana")], []))
            .After("root", Wishes.Oper(OperatorPowers.Inspect), new Command.ChangeUserModes(UserModes.HearsNotices, UserModes.None));

        var events = world.Apply("ana", new Command.EndSession(Names.Text("bye")));

        Assert.Equal(
            [
                "Quit ana 'bye' -> ana as Self",
                "WentOffline ana -> nobody; watched by bob",
                "Noticed Left ana real.host 'bye' -> root as Operator",
                "SessionEnded [ana] ana 'bye' -> ana as Self",
            ],
            events);
    }

    [Fact]
    public void Its_list_of_those_it_watches_and_its_invitations_end_with_it()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#dev", "bob").After("ana", new Command.Watch([Names.Nick("bob")], []))
            .After("bob", new Command.Invite(Names.Nick("ana"), Names.Channel("#dev")))
            .After("ana", new Command.EndSession(Text.Empty)).And("ana");

        var renamed = world.Apply("bob", new Command.ChangeNick(Names.Nick("bo")));

        Assert.Equal(["Renamed bob bo -> bob as Self"], renamed);
        Assert.Empty(world.View.Find(Names.Nick("ana"))!.Invitations);
        Assert.Empty(world.View.Watched(world.SessionOf("ana")));
    }
}
