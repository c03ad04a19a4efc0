using Interlude.World;

namespace Interlude.Tests.World;

public sealed class BecomeOperatorTests
{
    [Fact]
    public void A_session_becomes_an_operators_and_alone_is_told()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#dev", "ana", "bob");

        var events = world.Apply("ana", Wishes.Oper(OperatorPowers.Kill));

        Assert.Equal(["UserModesChanged ana +None -None Became -> ana as Self"], events);
        Assert.Equal("admin", world.View.Find(Names.Nick("ana"))!.OperatorClass!.ToString());
        Assert.Equal(OperatorPowers.Kill, world.World.SeenBy(world.UserOf("ana")).Powers);
        Assert.Equal(OperatorPowers.None, world.World.SeenBy(world.UserOf("bob")).Powers);
        Assert.Equal(1, world.View.Counts.Operators);
    }

    [Fact]
    public void Operators_who_listen_hear_of_it()
    {
        var world = WorldUnderTest.With("ana", "root").After(
            "root", Wishes.Oper(OperatorPowers.Inspect), new Command.ChangeUserModes(UserModes.HearsNotices, UserModes.None));

        var events = world.Apply("ana", Wishes.Oper(OperatorPowers.None));

        Assert.Equal("Noticed BecameOperator ana real.host 'root' -> root as Operator", events[1]);
    }

    [Fact]
    public void Who_becomes_one_again_has_the_later_powers_and_is_counted_once()
    {
        var world = WorldUnderTest.With("ana").After("ana", Wishes.Oper(OperatorPowers.All), Wishes.Oper(OperatorPowers.Kill));

        Assert.Equal(OperatorPowers.Kill, world.World.SeenBy(world.UserOf("ana")).Powers);
        Assert.Equal(1, world.View.Counts.Operators);
    }

    [Fact]
    public void Whose_operators_device_is_gone_hears_no_notices()
    {
        var world = TwoDevices.OfAna("", "").After(
            "phone", Wishes.Oper(OperatorPowers.All), new Command.ChangeUserModes(UserModes.HearsNotices, UserModes.None))
            .After("bob", Wishes.Oper(OperatorPowers.None)).After("phone", new Command.EndSession(Text.Empty));

        var events = world.Apply("cyd", Wishes.Register("cyd"));

        Assert.Equal(["Registered [cyd] cyd -> cyd as Self"], events);
        Assert.Equal(1, world.View.Counts.Operators);
    }

    [Fact]
    public void Another_device_of_the_user_is_no_operators()
    {
        var world = WorldUnderTest.With("ana", "bob").After("ana", Wishes.Create("ana"));
        world.After("phone", Wishes.Register("ana") with { Login = world.Login("ana") }).After("ana", Wishes.Oper(OperatorPowers.All));

        Assert.Equal(
            (OperatorPowers.All, OperatorPowers.None),
            (world.World.SeenOn(world.SessionOf("ana")).Powers, world.World.SeenOn(world.SessionOf("phone")).Powers));
        Assert.Null(world.World.SeenOn(world.SessionOf("phone")).Find(Names.Nick("bob"))!.RealHost);
        Assert.NotNull(world.World.SeenOn(world.SessionOf("ana")).Find(Names.Nick("bob"))!.RealHost);
    }

    [Fact]
    public void With_its_device_goes_what_only_an_operator_hears()
    {
        var world = WorldUnderTest.With("ana").After("ana", Wishes.Create("ana"));
        world.After("phone", Wishes.Register("ana") with { Login = world.Login("ana") })
            .After("ana", Wishes.Oper(OperatorPowers.All), new Command.ChangeUserModes(UserModes.HearsNotices, UserModes.None));

        var events = world.Apply("ana", new Command.EndSession(Text.Empty));

        Assert.Equal("UserModesChanged ana +None -HearsNotices -> ana as Self", events[0]);
    }
}
