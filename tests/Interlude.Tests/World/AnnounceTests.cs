using Interlude.World;

namespace Interlude.Tests.World;

public sealed class AnnounceTests
{
    [Fact]
    public void Whoever_wants_to_hears_it_in_order_of_registering()
    {
        var world = WorldUnderTest.With("ana", "bob", "root").After("root", Wishes.Oper(OperatorPowers.Wallops));
        foreach (var name in (string[])["root", "ana"])
        {
            world.After(name, new Command.ChangeUserModes(UserModes.HearsAnnouncements, UserModes.None));
        }

        var events = world.Apply("root", new Command.Announce(Names.Text("restart at noon")));

        Assert.Equal(["Announced root 'restart at noon' -> ana as Operator, root as Operator"], events);
    }

    [Fact]
    public void Only_operators_with_the_power_announce()
    {
        var world = WorldUnderTest.With("ana", "root").After("root", Wishes.Oper(OperatorPowers.All & ~OperatorPowers.Wallops));

        Assert.Equal(["Refused [ana] NoPower -> ana as Self"], world.Apply("ana", new Command.Announce(Names.Text("hi"))));
        Assert.Equal(["Refused [root] NoPower -> root as Self"], world.Apply("root", new Command.Announce(Names.Text("hi"))));
    }

    [Fact]
    public void A_text_that_is_too_long_is_refused()
    {
        var world = new WorldUnderTest(new WorldPolicy { MaxTextBytes = 5 }).And("root").After("root", Wishes.Oper(OperatorPowers.All));

        var events = world.Apply("root", new Command.Announce(Names.Text("123456")));

        Assert.Equal(["Refused [root] TextTooLong 5 -> root as Self"], events);
    }
}
