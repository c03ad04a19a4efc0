using Interlude.World;

namespace Interlude.Tests.World;

public sealed class LogOutTests
{
    [Fact]
    public void The_account_goes_and_the_nick_stays()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#dev", "ana", "bob").After("ana", Wishes.Create("ana"));

        var events = world.Apply("ana", new Command.LogOut());

        Assert.Equal(["LoggedOut [ana] ana ana -> ana as Self, bob as Peer"], events);
        Assert.Null(world.View.Find(Names.Nick("ana"))!.Identity.Account);
    }

    [Fact]
    public void Who_is_not_logged_in_cannot_log_out() =>
        Assert.Equal(["Refused [ana] NotLoggedIn -> ana as Self"], WorldUnderTest.With("ana").Apply("ana", new Command.LogOut()));

    [Fact]
    public void The_owner_gets_its_nick_from_who_kept_it()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#dev", "ana", "bob")
            .After("ana", Wishes.Create("ana"), new Command.LogOut());

        var events = world.Apply("owner", Wishes.Register("ana") with { Login = world.Login("ana") });

        Assert.Equal(
            [$"Renamed ana Guest{world.World.Sequence} -> ana as Self, bob as Peer", "Registered [owner] ana(owner) -> owner as Self"],
            events);
    }

    [Fact]
    public void The_ranks_that_came_with_the_account_go_with_it()
    {
        var world = WorldUnderTest.With("ana", "bob").After("ana", Wishes.Create("ana"), Wishes.Join("#dev"), Wishes.RegisterChannel("#dev"))
            .After("bob", Wishes.Create("bob"), Wishes.Join("#dev"))
            .After("ana", new Command.ChangeAccess(Names.Channel("#dev"), Names.Nick("bob"), Ranks.Operator));

        Assert.Equal(
            ["LoggedOut [bob] bob bob -> ana as Peer, bob as Self", "ModesChanged nobody #dev -Operator bob -> ana as Member, bob as Member"],
            world.Apply("bob", new Command.LogOut()));
    }
}
