using Interlude.World;

namespace Interlude.Tests.World;

public sealed class ChangeFingerprintTests
{
    [Fact]
    public void A_certificate_opens_one_account()
    {
        var world = WorldUnderTest.With("ana", "eve").After("ana", Wishes.Create("ana"), new Command.ChangeFingerprint(Names.Text("f00d")))
            .After("eve", Wishes.Create("eve"));

        Assert.Equal("ana", world.View.FindAccount("f00d")?.Identity.Name.Value);
        Assert.Equal(["LoggedIn [x] nobody ana -> nobody"], world.Apply("x", new Command.LogIn(world.Login("ana", "f00d"))));
        Assert.Equal(
            ["Refused [eve] TakenByAccount -> eve as Self"], world.Apply("eve", new Command.ChangeFingerprint(Names.Text("f00d"))));
        Assert.Equal(
            ["Refused [eve] NotOfAccount -> eve as Self"], world.Apply("eve", new Command.ChangeFingerprint(Names.Text("f00d"), IsAdded: false)));
    }
}
