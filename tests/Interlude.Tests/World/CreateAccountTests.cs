using Interlude.World;

namespace Interlude.Tests.World;

public sealed class CreateAccountTests
{
    [Fact]
    public void A_user_makes_an_account_and_is_logged_in_to_it()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#dev", "ana", "bob");

        var events = world.Apply("ana", Wishes.Create("Anna"));

        Assert.Equal(
            ["AccountCreated [ana] Anna -> ana as Self", "LoggedIn [ana] ana Anna -> ana as Self, bob as Peer"], events);
        Assert.Equal("Anna", world.View.Find(Names.Nick("ana"))!.Identity.Account?.Name.Value);
    }

    [Fact]
    public void A_session_that_is_no_user_yet_is_answered_alone()
    {
        var world = new WorldUnderTest();

        var events = world.Apply("ana", Wishes.Create("ana"));

        Assert.Equal(["AccountCreated [ana] ana -> nobody", "LoggedIn [ana] nobody ana -> nobody"], events);
    }

    [Theory]
    [InlineData("ana")]
    [InlineData("Bob")]
    [InlineData("NickServ")]
    [InlineData("CHANSERV")]
    public void A_name_that_is_registered_or_in_use_by_somebody_else_is_taken(string name)
    {
        var world = WorldUnderTest.With("bob").After("first", Wishes.Create("Ana"));

        var events = world.Apply("eve", Wishes.Create(name));

        Assert.Equal([$"Refused [eve] AccountNameTaken {name} -> nobody"], events);
    }

    [Fact]
    public void Who_is_logged_in_makes_no_other()
    {
        var world = WorldUnderTest.With("ana").After("ana", Wishes.Create("ana"));

        Assert.Equal(["Refused [ana] AlreadyLoggedIn eve -> ana as Self"], world.Apply("ana", Wishes.Create("eve")));
    }

    [Fact]
    public void There_are_no_more_than_may_be()
    {
        var world = new WorldUnderTest(new WorldPolicy { MaxAccounts = 1 }).After("ana", Wishes.Create("ana"));

        Assert.Equal(["Refused [bob] TooManyAccounts bob 1 -> nobody"], world.Apply("bob", Wishes.Create("bob")));
    }

    [Fact]
    public void Who_runs_a_node_may_take_the_name_of_somebody_here_and_is_not_logged_in()
    {
        var world = WorldUnderTest.With("bob");

        var events = world.ApplyAsNode(WorldUnderTest.Node1, Wishes.Create("bob"));

        Assert.Equal(["AccountCreated [node] bob -> nobody"], events);
        Assert.Null(world.View.Find(Names.Nick("bob"))!.Identity.Account);
    }
}
