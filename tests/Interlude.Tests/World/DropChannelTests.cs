using Interlude.World;

namespace Interlude.Tests.World;

public sealed class DropChannelTests
{
    private static WorldUnderTest Registered() => WorldUnderTest.With("ana", "bob")
        .After("ana", Wishes.Create("ana"), Wishes.Join("#dev"), Wishes.RegisterChannel("#dev"))
        .After("bob", Wishes.Create("bob"), Wishes.Join("#dev"));

    [Fact]
    public void A_dropped_channel_without_members_is_no_more()
    {
        var world = Registered().After("bob", Leave).After("ana", Leave);

        Assert.Equal(["RegistrationChanged [ana] ana #dev Dropped -> ana as Self"], world.Apply("ana", Wishes.DropChannel("#dev")));
        Assert.Null(world.View.Find(Names.Channel("#dev")));
        Assert.Equal(["Joined bob #dev as Operator -> bob as Self"], world.Apply("bob", Wishes.Join("#dev")));
    }

    [Fact]
    public void One_with_members_and_no_operator_is_the_longest_members()
    {
        var world = Registered().After("ana", Leave);

        Assert.Equal(
            [
                "RegistrationChanged [ana] ana #dev Dropped -> ana as Self",
                "ModesChanged nobody #dev +Operator bob -> bob as Target",
            ],
            world.Apply("ana", Wishes.DropChannel("#dev")));
    }

    [Fact]
    public void Nobody_but_its_founder_drops_it()
    {
        Assert.Equal(["Refused [bob] NoAccess #dev -> bob as Self"], Registered().Apply("bob", Wishes.DropChannel("#dev")));
    }

    [Fact]
    public void A_server_operator_with_the_power_does()
    {
        var world = Registered().After("bob", Wishes.Oper(OperatorPowers.Accounts));

        Assert.Equal(["RegistrationChanged [bob] bob #dev Dropped -> bob as Self"], world.Apply("bob", Wishes.DropChannel("#dev")));
    }

    [Fact]
    public void What_is_not_registered_is_not_dropped()
    {
        var world = WorldUnderTest.With("ana").After("ana", Wishes.Create("ana"), Wishes.Join("#dev"));

        Assert.Equal(["Refused [ana] ChannelNotRegistered #dev -> ana as Self"], world.Apply("ana", Wishes.DropChannel("#dev")));
    }

    [Fact]
    public void Outsiders_do_not_learn_that_a_secret_channel_is_there()
    {
        var world = Registered().After("ana", Wishes.Set("#dev", ChannelTraits.Secret)).After("bob", Leave);

        Assert.Equal(["Refused [bob] NoSuchChannel #dev -> bob as Self"], world.Apply("bob", Wishes.DropChannel("#dev")));
    }

    [Fact]
    public void With_its_founders_account_it_is_nobodys_unless_somebody_runs_it()
    {
        var world = Registered().After("ana", new Command.ChangeAccess(Names.Channel("#dev"), Names.Nick("bob"), Ranks.Operator));

        world.After("ana", new Command.DeleteAccount(world.AccountOf("ana")));
        Assert.Equal("bob", world.View.Find(Names.Channel("#dev"))!.Registration!.Founder.Name.Value);

        world.After("bob", new Command.DeleteAccount(world.AccountOf("bob")));
        Assert.Null(world.View.Find(Names.Channel("#dev"))!.Registration);
    }

    private static Command.Part Leave { get; } = new(Names.Channel("#dev"), Text.Empty);
}
