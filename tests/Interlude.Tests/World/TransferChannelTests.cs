using Interlude.World;

namespace Interlude.Tests.World;

public sealed class TransferChannelTests
{
    private static WorldUnderTest Registered() => WorldUnderTest.With("ana", "bob")
        .After("ana", Wishes.Create("ana"), Wishes.Join("#dev"), Wishes.RegisterChannel("#dev"))
        .After("bob", Wishes.Create("bob"), Wishes.Join("#dev"));

    [Fact]
    public void What_the_founder_wishes_is_an_offer_of_which_both_are_told()
    {
        var world = Registered();

        Assert.Equal(
            ["RegistrationChanged [ana] ana #dev Offered bob 604801000 -> ana as Self, bob as Target"],
            world.Apply("ana", Transfer("bob")));
        Assert.Equal("ana", world.View.Find(Names.Channel("#dev"))!.Registration!.Founder.Name.Value);
    }

    [Fact]
    public void The_founder_takes_it_back_by_naming_its_own_account()
    {
        var world = Registered().After("ana", Transfer("bob"));

        Assert.Equal(
            ["RegistrationChanged [ana] ana #dev OfferWithdrawn bob -> ana as Self, bob as Target"],
            world.Apply("ana", Transfer("ana")));
        Assert.Equal(["Refused [ana] TakenByAccount ana #dev -> ana as Self"], world.Apply("ana", Transfer("ana")));
    }

    [Fact]
    public void Another_offer_takes_the_place_of_the_one_before()
    {
        var world = Registered().And("eve").After("eve", Wishes.Create("eve")).After("ana", Transfer("bob"));

        Assert.Equal(
            [
                "RegistrationChanged [ana] ana #dev OfferWithdrawn bob -> ana as Self, bob as Target",
                "RegistrationChanged [ana] ana #dev Offered eve 604801000 -> ana as Self, eve as Target",
            ],
            world.Apply("ana", Transfer("eve")));
    }

    [Fact]
    public void What_an_operator_wishes_is_done()
    {
        var world = Registered().And("root").After("root", Wishes.Oper(OperatorPowers.Accounts)).After("ana", Transfer("bob"));

        Assert.Equal(
            [
                "RegistrationChanged [root] root #dev Transferred bob -> root as Self, ana as Target",
                "ModesChanged nobody #dev -Owner ana -> ana as Member, bob as Member",
                "ModesChanged nobody #dev +Owner bob -> ana as Member, bob as Member",
            ],
            world.Apply("root", Transfer("bob")));
        Assert.Null(world.View.Find(Names.Channel("#dev"))!.Registration!.Offer);
    }

    [Fact]
    public void Who_may_see_the_access_and_to_whom_it_is_offered_see_the_offer()
    {
        var world = Registered().And("eve").After("eve", Wishes.Create("eve")).After("ana", Transfer("bob"));

        Assert.Equal(
            (true, true, false),
            (Sees("ana"), Sees("bob"), Sees("eve")));

        bool Sees(string name) => world.World.SeenBy(world.UserOf(name)).Find(Names.Channel("#dev"))!.Registration!.Offer is not null;
    }

    [Theory]
    [InlineData("ana", "nobody", "NoSuchAccount nobody #dev")]
    [InlineData("ana", "ana", "TakenByAccount ana #dev")]
    [InlineData("bob", "bob", "NoAccess #dev")]
    public void What_cannot_be_is_refused(string user, string account, string refusal)
    {
        Assert.Equal([$"Refused [{user}] {refusal} -> {user} as Self"], Registered().Apply(user, Transfer(account)));
    }

    [Fact]
    public void Nobody_is_given_more_than_it_may_have()
    {
        var world = new WorldUnderTest(new WorldPolicy { MaxChannelsPerAccount = 1 }).And("ana", "bob")
            .After("ana", Wishes.Create("ana"), Wishes.Join("#dev"), Wishes.RegisterChannel("#dev"))
            .After("bob", Wishes.Create("bob"), Wishes.Join("#b"), Wishes.RegisterChannel("#b"));

        Assert.Equal(["Refused [ana] AccountFull bob #dev 1 -> ana as Self"], world.Apply("ana", Transfer("bob")));
    }

    private static Command.TransferChannel Transfer(string account) => new(Names.Channel("#dev"), Names.Nick(account));
}
