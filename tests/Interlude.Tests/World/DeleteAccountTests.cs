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
}
