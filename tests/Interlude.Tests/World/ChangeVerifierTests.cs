using Interlude.World;

namespace Interlude.Tests.World;

public sealed class ChangeVerifierTests
{
    [Fact]
    public void An_owner_changes_its_password_and_nobody_else_does()
    {
        var world = WorldUnderTest.With("ana", "eve").After("ana", Wishes.Create("ana"));
        var change = new Command.ChangeVerifier(world.AccountOf("ana"), Names.Text("w"));

        Assert.Equal(["Refused [eve] NoPower -> eve as Self"], world.Apply("eve", change));
        Assert.Equal(["AccountChanged [ana] ana VerifierChanged -> ana as Self"], world.Apply("ana", change));
        Assert.Equal(["w"], world.View.FindAccount(Names.Nick("ana"))!.Verifiers.Select(verifier => verifier.ToString()));
    }
}
