using Interlude.World;

namespace Interlude.Tests.World;

public sealed class GhostTests
{
    [Fact]
    public void The_owner_ends_who_has_its_nick_and_takes_it()
    {
        var world = WorldUnderTest.With("ana", "bob").After("ana", Wishes.Create("ana"));
        world.After("bob", new Command.LogIn(world.Login("ana")));

        var events = world.Apply("bob", new Command.Ghost(Names.Nick("ana"), TakesNick: true));

        Assert.Equal(
            [
                "Quit ana 'ghost' Killed by bob -> ana as Self", "SessionEnded [ana] ana 'ghost' Killed by bob -> ana as Self",
                "AccountChanged [bob] ana Ghosted ana -> bob as Self", "Renamed bob ana -> bob as Self",
            ],
            events);
    }

    [Fact]
    public void With_ones_own_nick_it_is_the_other_devices_that_end()
    {
        var world = WorldUnderTest.With("ana", "bob").After("ana", Wishes.Create("ana"));
        world.After("phone", Wishes.Register("ana") with { Login = world.Login("ana") });

        Assert.Equal(
            ["Refused [phone] TargetIsSelf ana -> ana as Self"],
            world.Apply("phone", new Command.Ghost(Names.Nick("ana"), TakesNick: true)));
        Assert.Equal(
            ["SessionEnded [ana] ana 'ghost' Killed by ana -> ana as Self", "AccountChanged [phone] ana Ghosted ana -> ana as Self"],
            world.Apply("phone", new Command.Ghost(Names.Nick("ana"))));
        Assert.Equal(1, world.View.Find(Names.Nick("ana"))!.Devices);
    }

    [Theory]
    [InlineData("cyd", "NickReserved cyd")]
    [InlineData("bob", "TargetIsSelf bob")]
    [InlineData("eve", "NoSuchNick eve")]
    public void Nobody_else_is_ended(string nick, string refusal)
    {
        var world = WorldUnderTest.With("bob", "cyd").After("bob", Wishes.Create("bob"));

        Assert.Equal([$"Refused [bob] {refusal} -> bob as Self"], world.Apply("bob", new Command.Ghost(Names.Nick(nick))));
    }
}
