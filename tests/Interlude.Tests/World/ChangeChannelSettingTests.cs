using Interlude.World;

namespace Interlude.Tests.World;

public sealed class ChangeChannelSettingTests
{
    private static WorldUnderTest Registered() => WorldUnderTest.With("ana", "bob")
        .After("ana", Wishes.Create("ana"), Wishes.Join("#dev"), Wishes.RegisterChannel("#dev")).After("bob", Wishes.Create("bob"));

    [Fact]
    public void The_founder_chooses()
    {
        var world = Registered();

        Assert.Equal(
            ["RegistrationChanged [ana] ana #dev SettingChanged OpenHistory True -> ana as Self"],
            world.Apply("ana", Setting(ChannelSettings.OpenHistory, true)));
        Assert.Equal(ChannelSettings.OpenHistory, world.View.Find(Names.Channel("#dev"))!.Registration!.Settings);
        world.After("ana", Setting(ChannelSettings.OpenHistory, false));

        Assert.Equal(ChannelSettings.None, world.View.Find(Names.Channel("#dev"))!.Registration!.Settings);
    }

    [Fact]
    public void Nobody_else_does()
    {
        Assert.Equal(["Refused [bob] NoAccess #dev -> bob as Self"], Registered().Apply("bob", Setting(ChannelSettings.OpenHistory, true)));
    }

    private static Command.ChangeChannelSetting Setting(ChannelSettings which, bool isOn) => new(Names.Channel("#dev"), which, isOn);
}
