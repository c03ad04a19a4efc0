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
    public void What_was_said_before_it_was_registered_stays_with_those_who_were_there()
    {
        var world = WorldUnderTest.With("ana", "bob").After("ana", Wishes.Create("ana"), Wishes.Join("#dev"), Wishes.Say("#dev", "early"));
        var before = world.World.Sequence;
        world.After("ana", Wishes.RegisterChannel("#dev"), Wishes.Say("#dev", "late"), Setting(ChannelSettings.OpenHistory, true)).After("bob", Wishes.Join("#dev"));

        var parts = world.World.SeenBy(world.UserOf("bob")).Find(Names.Channel("#dev"))!.History;

        Assert.Equal(before + 1, parts[0].From);
        Assert.True(world.World.SeenBy(world.UserOf("ana")).Find(Names.Channel("#dev"))!.History[0].From <= before);
    }

    [Fact]
    public void Nobody_else_does()
    {
        Assert.Equal(["Refused [bob] NoAccess #dev -> bob as Self"], Registered().Apply("bob", Setting(ChannelSettings.OpenHistory, true)));
    }

    private static Command.ChangeChannelSetting Setting(ChannelSettings which, bool isOn) => new(Names.Channel("#dev"), which, isOn);
}
