using Interlude.World;

namespace Interlude.Tests.World;

public sealed class ChooseAlwaysOnTests
{
    [Fact]
    public void Who_chooses_to_stay_does_when_the_last_device_goes()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#dev", "ana", "bob")
            .After("ana", Wishes.Create("ana"), new Command.ChooseAlwaysOn(AlwaysOnChoice.On));

        var events = world.Apply("ana", new Command.EndSession(Text.Empty));

        Assert.Equal(
            [
                "AwayChanged [ana] ana '' in all 'not connected' -> bob as Peer", "SessionEnded [ana] ana '' -> ana as Self",
            ],
            events);
        Assert.Equal("@ana bob", world.Members("#dev"));
        Assert.Equal(0, world.View.Find(Names.Nick("ana"))!.Devices);
    }

    [Fact]
    public void Who_comes_back_is_back()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#dev", "ana", "bob")
            .After("ana", Wishes.Create("ana"), new Command.ChooseAlwaysOn(AlwaysOnChoice.On), new Command.EndSession(Text.Empty));

        var events = world.Apply("phone", Wishes.Register("ana") with { Login = world.Login("ana") });

        Assert.Equal(
            ["Attached [phone] ana -> ana as Self", "AwayChanged [phone] ana '' -> bob as Peer"], events);
    }

    [Fact]
    public void Others_of_the_account_who_stayed_leave_when_it_is_chosen_off()
    {
        var world = WorldUnderTest.With("ana", "bob").After("ana", Wishes.Create("ana"), new Command.ChooseAlwaysOn(AlwaysOnChoice.On));
        world.After("bob", new Command.LogIn(world.Login("ana"))).After("ana", new Command.EndSession(Text.Empty));

        var events = world.Apply("bob", new Command.ChooseAlwaysOn(AlwaysOnChoice.Off));

        Assert.Equal(
            [
                "AccountChanged [bob] ana AlwaysOnChosen Off -> bob as Self", "Quit ana 'no longer always on' -> ana as Self",
            ],
            events);
    }

    [Theory]
    [InlineData(AlwaysOnRule.Never)]
    [InlineData(AlwaysOnRule.Always)]
    public void There_may_be_no_choice(AlwaysOnRule rule)
    {
        var world = new WorldUnderTest(new WorldPolicy { AlwaysOn = rule }).And("ana").After("ana", Wishes.Create("ana"));

        Assert.Equal(["Refused [ana] NoChoice -> ana as Self"], world.Apply("ana", new Command.ChooseAlwaysOn(AlwaysOnChoice.On)));
    }

    [Theory]
    [InlineData(AlwaysOnRule.Never, AlwaysOnChoice.Unset, false)]
    [InlineData(AlwaysOnRule.OptIn, AlwaysOnChoice.Unset, false)]
    [InlineData(AlwaysOnRule.OptIn, AlwaysOnChoice.On, true)]
    [InlineData(AlwaysOnRule.OptIn, AlwaysOnChoice.Off, false)]
    [InlineData(AlwaysOnRule.OptOut, AlwaysOnChoice.Unset, true)]
    [InlineData(AlwaysOnRule.OptOut, AlwaysOnChoice.On, true)]
    [InlineData(AlwaysOnRule.OptOut, AlwaysOnChoice.Off, false)]
    [InlineData(AlwaysOnRule.Always, AlwaysOnChoice.Unset, true)]
    public void Who_stays_goes_by_the_rule_and_the_choice(AlwaysOnRule rule, AlwaysOnChoice choice, bool stays)
    {
        var world = new WorldUnderTest(new WorldPolicy { AlwaysOn = rule }).And("ana").After("ana", Wishes.Create("ana"));
        if (choice != AlwaysOnChoice.Unset)
        {
            world.After("ana", new Command.ChooseAlwaysOn(choice));
        }

        world.After("ana", new Command.EndSession(Text.Empty));

        Assert.Equal(stays, world.View.Find(Names.Nick("ana")) is not null);
    }

    [Fact]
    public void One_more_than_may_stay_leaves()
    {
        var world = new WorldUnderTest(new WorldPolicy { AlwaysOn = AlwaysOnRule.Always, MaxUsersAlone = 1 }).And("ana", "bob")
            .After("ana", Wishes.Create("ana"), new Command.EndSession(Text.Empty)).After("bob", Wishes.Create("bob"));

        Assert.Equal(
            ["Quit bob '' -> bob as Self", "SessionEnded [bob] bob '' -> bob as Self"], world.Apply("bob", new Command.EndSession(Text.Empty)));
    }

    [Fact]
    public void A_node_that_starts_again_finds_them_there()
    {
        var world = new WorldUnderTest(new WorldPolicy { AlwaysOn = AlwaysOnRule.Always }).And("ana").On("#dev", "ana")
            .After("ana", Wishes.Create("ana"));

        world.ApplyAsNode(WorldUnderTest.Node1 with { Number = 2 }, new Command.NodeStarted());

        Assert.Equal("@ana", world.Members("#dev"));
    }

    [Fact]
    public void An_account_keeps_one_nick_and_only_its_own_without_being_there()
    {
        var world = new WorldUnderTest().And("ana").After("ana", Wishes.Create("ana"), new Command.ChooseAlwaysOn(AlwaysOnChoice.On));
        world.After("linus", Wishes.Register("linus") with { Login = world.Login("ana") }).After("linus", new Command.EndSession(Text.Empty));
        Assert.Null(world.View.Find(Names.Nick("linus")));   // not a nick of its own

        world.After("ana", new Command.GroupNick(Names.Nick("ana2")), new Command.EndSession(Text.Empty));
        world.After("two", Wishes.Register("ana2") with { Login = world.Login("ana") }).After("two", new Command.EndSession(Text.Empty));
        Assert.NotNull(world.View.Find(Names.Nick("ana")));
        Assert.Null(world.View.Find(Names.Nick("ana2")));    // one is enough
    }
}
