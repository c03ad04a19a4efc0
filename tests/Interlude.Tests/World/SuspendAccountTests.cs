using Interlude.World;

namespace Interlude.Tests.World;

public sealed class SuspendAccountTests
{
    [Fact]
    public void All_who_use_it_leave_and_nobody_can_until_it_is_opened_again()
    {
        var world = WorldUnderTest.With("root", "ana").After("root", Wishes.Oper(OperatorPowers.Accounts)).After("ana", Wishes.Create("ana"));
        var login = world.Login("ana");

        var events = world.Apply("root", new Command.SuspendAccount(login.Account, true, Names.Text("spam")));

        Assert.Equal(
            [
                "AccountChanged [root] ana Suspended True 'spam' -> root as Self",
                "Quit ana 'account suspended' Killed by root -> ana as Self",
                "SessionEnded [ana] ana 'account suspended' Killed by root -> ana as Self",
            ],
            events);
        Assert.Equal(["Refused [ana] AccountSuspended -> nobody"], world.Apply("ana", new Command.LogIn(login)));
        world.After("root", new Command.SuspendAccount(login.Account, false, Text.Empty));
        Assert.Equal(["LoggedIn [ana] nobody ana -> nobody"], world.Apply("ana", new Command.LogIn(login)));
    }

    [Fact]
    public void It_needs_the_power()
    {
        var world = WorldUnderTest.With("eve").After("ana", Wishes.Create("ana"));

        Assert.Equal(
            ["Refused [eve] NoPower -> eve as Self"],
            world.Apply("eve", new Command.SuspendAccount(world.AccountOf("ana"), true, Text.Empty)));
    }
}
