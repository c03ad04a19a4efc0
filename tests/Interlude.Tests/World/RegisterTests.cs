using Interlude.World;

namespace Interlude.Tests.World;

public sealed class RegisterTests
{
    [Fact]
    public void A_session_becomes_a_user_and_alone_hears_of_it()
    {
        var world = WorldUnderTest.With("ana");

        var events = world.Apply("bob", Wishes.Register("bob"));

        Assert.Equal(["Registered [bob] bob -> bob as Self"], events);
        Assert.Empty(world.View.Find(Names.Nick("bob"))!.Channels);
    }

    [Fact]
    public void A_user_is_named_by_the_sequence_number_of_its_entry()
    {
        var world = new WorldUnderTest();

        world.And("ana");

        Assert.Equal(world.World.Sequence, world.UserOf("ana").Sequence);
    }

    [Theory]
    [InlineData("ana")]
    [InlineData("Ana")]
    [InlineData("ＡＮＡ")]
    public void A_nick_that_folds_to_a_users_is_taken(string nick)
    {
        var world = WorldUnderTest.With("ana");

        var events = world.Apply("bob", Wishes.Register(nick));

        Assert.Equal([$"Refused [bob] NickTaken {nick} -> nobody"], events);
    }

    [Fact]
    public void A_refused_session_may_try_another_nick()
    {
        var world = WorldUnderTest.With("ana").After("bob", Wishes.Register("Ana"));

        var events = world.Apply("bob", Wishes.Register("bob"));

        Assert.Equal(["Registered [bob] bob -> bob as Self"], events);
    }

    [Theory]
    [InlineData("ana")]
    [InlineData("bob")]
    public void A_session_registers_once(string nick)
    {
        var world = WorldUnderTest.With("ana");

        var events = world.Apply("ana", Wishes.Register(nick));

        Assert.Equal(["Refused [ana] AlreadyRegistered -> ana as Self"], events);
    }

    [Fact]
    public void As_many_users_as_the_limit_register_and_one_more_is_refused()
    {
        var world = new WorldUnderTest(new WorldPolicy { MaxUsers = 2 }).And("ana");

        var second = world.Apply("bob", Wishes.Register("bob"));
        var third = world.Apply("cyd", Wishes.Register("cyd"));

        Assert.Equal(["Registered [bob] bob -> bob as Self"], second);
        Assert.Equal(["Refused [cyd] TooManyUsers 2 -> nobody"], third);
    }

    [Fact]
    public void A_user_who_leaves_makes_room_and_frees_its_nick()
    {
        var world = new WorldUnderTest(new WorldPolicy { MaxUsers = 1 }).And("ana")
            .After("ana", new Command.EndSession(Text.Empty));

        var events = world.Apply("bob", Wishes.Register("ANA"));

        Assert.Equal(["Registered [bob] ANA(bob) -> bob as Self"], events);
    }

    [Fact]
    public void A_taken_nick_is_said_before_a_full_server_is()
    {
        var world = new WorldUnderTest(new WorldPolicy { MaxUsers = 1 }).And("ana");

        var events = world.Apply("bob", Wishes.Register("ana"));

        Assert.Equal(["Refused [bob] NickTaken ana -> nobody"], events);
    }

    [Fact]
    public void An_ended_session_may_register_again_as_another_user()
    {
        var world = WorldUnderTest.With("ana");
        var first = world.UserOf("ana");
        world.After("ana", new Command.EndSession(Text.Empty));

        world.Apply(world.NewWish(WorldUnderTest.Node1, world.SessionOf("ana"), Wishes.Register("ana")));

        Assert.NotEqual(first, world.View.Find(Names.Nick("ana"))!.Identity.Id);
        Assert.Null(world.World.SeenBy(first).Viewer);
    }

    [Fact]
    public void A_profile_is_the_users_from_the_start()
    {
        var world = new WorldUnderTest { Now = 5_000 }.After("ana", Wishes.Register("ana", new UserProfile
        {
            UserName = Names.Word("~a"),
            RealHost = Names.Word("192.0.2.1"),
            Cloak = Names.Word("a.b.ip"),
            RealName = Names.Text("Ana A."),
            Modes = UserModes.Invisible | UserModes.Bot | UserModes.Cloaked | UserModes.HearsNotices,
            IsSecure = true,
            Away = Names.Text("asleep"),
        }));

        var ana = world.View.Find(Names.Nick("ana"))!;

        Assert.Equal(("~a", "a.b.ip", true), (ana.Identity.UserName.Value, ana.Identity.Host.Value, ana.Identity.IsBot));
        Assert.Equal(("Ana A.", "asleep", true), (ana.RealName.ToString(), ana.Away.ToString(), ana.IsSecure));
        Assert.Equal(UserModes.Invisible | UserModes.Bot | UserModes.Cloaked, ana.Modes);   // notices are for operators
        Assert.Equal((5_000, 5_000), (ana.RegisteredAt.Milliseconds, ana.SpokeAt.Milliseconds));
        Assert.Equal("192.0.2.1", ana.RealHost!.Value);
        Assert.Null(ana.OperatorClass);
    }

    [Fact]
    public void Without_a_cloak_others_see_the_real_host()
    {
        var world = WorldUnderTest.With("ana");

        Assert.Equal("real.host", world.View.Find(Names.Nick("ana"))!.Identity.Host.Value);
    }

    [Fact]
    public void What_is_too_long_of_a_profile_is_cut()
    {
        var world = new WorldUnderTest(new WorldPolicy { MaxRealNameBytes = 3, MaxAwayBytes = 2 })
            .After("ana", Wishes.Register("ana", Wishes.Profile with { RealName = Names.Text("1234"), Away = Names.Text("123") }));

        var ana = world.View.Find(Names.Nick("ana"))!;

        Assert.Equal(("123", "12"), (ana.RealName.ToString(), ana.Away.ToString()));
    }

    [Fact]
    public void Watchers_and_operators_who_listen_hear_of_it_with_the_real_host()
    {
        var world = WorldUnderTest.With("bob", "root").After("bob", new Command.Watch([Names.Nick("ANA")], []))
            .After("root", Wishes.Oper(OperatorPowers.Inspect), new Command.ChangeUserModes(UserModes.HearsNotices, UserModes.None));

        var events = world.Apply("ana", Wishes.Register("ana"));

        Assert.Equal(
            [
                "Registered [ana] ana -> ana as Self",
                "CameOnline ana -> nobody; watched by bob",
                "Noticed Registered ana real.host '' -> root as Operator",
            ],
            events);
    }

    [Fact]
    public void The_most_users_at_a_time_are_remembered()
    {
        var world = WorldUnderTest.With("ana", "bob").After("ana", new Command.EndSession(Text.Empty));

        Assert.Equal((1, 2), (world.View.Counts.Users, world.View.Counts.MostUsers));
    }

    [Fact]
    public void A_nick_of_an_account_is_its_owners()
    {
        var world = new WorldUnderTest().After("x", Wishes.Create("ana"));

        Assert.Equal(["Refused [eve] NickReserved Ana -> nobody"], world.Apply("eve", Wishes.Register("Ana")));
        Assert.Equal(
            ["Registered [ana] ana -> ana as Self"], world.Apply("ana", Wishes.Register("ana") with { Login = world.Login("ana") }));
        Assert.Equal("ana", world.View.Find(Names.Nick("ana"))!.Identity.Account?.Name.Value);
    }

    [Fact]
    public void Nobody_takes_a_services_nick() => Assert.Equal(
        ["Refused [eve] NickReserved NickServ -> nobody"], new WorldUnderTest().Apply("eve", Wishes.Register("NickServ")));

    [Fact]
    public void The_owner_of_a_nick_that_its_user_has_is_one_more_device_of_it()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#dev", "ana", "bob").After("ana", Wishes.Create("ana"));

        var events = world.Apply("phone", Wishes.Register("Ana") with { Login = world.Login("ana") });

        Assert.Equal(["Attached [phone] ana -> ana as Self"], events);
        Assert.Equal(2, world.View.Find(Names.Nick("ana"))!.Devices);
        Assert.Equal(["SessionEnded [ana] ana '' -> ana as Self"], world.Apply("ana", new Command.EndSession(Text.Empty)));
        Assert.Equal("@ana bob", world.Members("#dev"));
    }

    [Fact]
    public void A_user_has_no_more_devices_than_it_may()
    {
        var world = new WorldUnderTest(new WorldPolicy { MaxSessionsPerUser = 1 }).And("ana").After("ana", Wishes.Create("ana"));

        Assert.Equal(
            ["Refused [phone] TooManySessions ana 1 -> nobody"],
            world.Apply("phone", Wishes.Register("ana") with { Login = world.Login("ana") }));
    }

    [Fact]
    public void A_login_that_holds_no_longer_is_refused()
    {
        var world = new WorldUnderTest().After("x", Wishes.Create("ana"));
        var login = world.Login("ana", "other");

        Assert.Equal(["Refused [ana] ProofOutdated -> nobody"], world.Apply("ana", Wishes.Register("ana") with { Login = login }));
    }
}
