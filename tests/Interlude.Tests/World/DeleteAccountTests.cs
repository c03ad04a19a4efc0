using Interlude.World;

namespace Interlude.Tests.World;

public sealed class DeleteAccountTests
{
    [Fact]
    public void Who_uses_it_goes_on_without_and_its_nicks_are_anybodys()
    {
        var world = WorldUnderTest.With("ana").After("ana", Wishes.Create("ana"), new Command.GroupNick(Names.Nick("anna")));

        var events = world.Apply("ana", new Command.DeleteAccount(world.AccountOf("ana")));

        Assert.Equal(["AccountChanged [ana] ana Deleted -> ana as Self", "LoggedOut [ana] ana ana -> ana as Self"], events);
        Assert.Equal(["Registered [eve] anna(eve) -> eve as Self"], world.Apply("eve", Wishes.Register("anna")));
    }

    [Fact]
    public void Nobody_else_deletes_it()
    {
        var world = WorldUnderTest.With("eve").After("ana", Wishes.Create("ana"));

        Assert.Equal(["Refused [eve] NoPower -> eve as Self"], world.Apply("eve", new Command.DeleteAccount(world.AccountOf("ana"))));
    }

    [Fact]
    public void Its_user_keeps_no_rank_that_came_with_it()
    {
        var world = WorldUnderTest.With("ana", "cat").After("ana", Wishes.Create("ana"), Wishes.Join("#dev"), Wishes.RegisterChannel("#dev"))
            .After("cat", Wishes.Create("cat"), Wishes.Join("#dev"))
            .After("ana", new Command.ChangeAccess(Names.Channel("#dev"), Names.Nick("cat"), Ranks.Operator));

        world.After("ana", new Command.DeleteAccount(world.AccountOf("ana")));

        var channel = world.View.Find(Names.Channel("#dev"))!;
        Assert.Equal("cat", channel.Registration!.Founder.Name.Value);
        Assert.Equal((Ranks.Operator, Ranks.Owner | Ranks.Operator), (channel.RanksOf(world.UserOf("ana")), channel.RanksOf(world.UserOf("cat"))));
    }

    [Fact]
    public void Of_several_devices_one_goes_on_and_may_find_another_account()
    {
        var world = WorldUnderTest.With("ana").After("ana", Wishes.Create("ana"));
        world.After("phone", Wishes.Register("ana") with { Login = world.Login("ana") });

        var events = world.Apply("phone", new Command.DeleteAccount(world.AccountOf("ana")));

        Assert.Contains("SessionEnded [ana] ana 'account deleted' -> ana as Self", events);
        Assert.Contains(world.Apply("phone", Wishes.Create("ana")), line => line.StartsWith("AccountCreated", StringComparison.Ordinal));
    }
}
