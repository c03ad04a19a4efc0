using Interlude.World;

namespace Interlude.Tests.World;

public sealed class ChangePasswordTests
{
    [Fact]
    public void A_password_for_a_program_opens_the_account_and_says_when()
    {
        var world = WorldUnderTest.With("ana").After(
            "ana", Wishes.Create("ana"), new Command.ChangePassword(Names.Text("phone"), Names.Text("p")));
        world.Now = 5_000;

        Assert.Equal(["LoggedIn [phone] nobody ana -> nobody"], world.Apply("phone", new Command.LogIn(world.Login("ana", "p"))));
        Assert.Equal(
            ["phone 1000 5000"],
            world.View.FindAccount(Names.Nick("ana"))!.Passwords.Select(each => $"{each.Name} {each.CreatedOn.Milliseconds} {each.UsedAt.Milliseconds}"));
    }

    [Fact]
    public void A_removed_one_opens_nothing()
    {
        var world = WorldUnderTest.With("ana").After(
            "ana", Wishes.Create("ana"), new Command.ChangePassword(Names.Text("phone"), Names.Text("p")),
            new Command.ChangePassword(Names.Text("phone"), null));

        Assert.Equal(["Refused [phone] ProofOutdated -> nobody"], world.Apply("phone", new Command.LogIn(world.Login("ana", "p"))));
        Assert.Equal(
            ["Refused [ana] NotOfAccount -> ana as Self"], world.Apply("ana", new Command.ChangePassword(Names.Text("phone"), null)));
    }

    [Fact]
    public void There_are_no_two_of_a_name_and_not_too_many()
    {
        var world = new WorldUnderTest(new WorldPolicy { MaxPasswordsPerAccount = 1 }).And("ana").After(
            "ana", Wishes.Create("ana"), new Command.ChangePassword(Names.Text("a"), Names.Text("p")));

        Assert.Equal(
            ["Refused [ana] TakenByAccount -> ana as Self"], world.Apply("ana", new Command.ChangePassword(Names.Text("a"), Names.Text("q"))));
        Assert.Equal(
            ["Refused [ana] AccountFull 1 -> ana as Self"], world.Apply("ana", new Command.ChangePassword(Names.Text("b"), Names.Text("q"))));
    }
}
