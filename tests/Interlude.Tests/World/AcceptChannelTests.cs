using System.Buffers;
using Interlude.World;

namespace Interlude.Tests.World;

public sealed class AcceptChannelTests
{
    private const long Week = 7 * 24 * 3600 * 1000L;

    private static readonly Command Offer = new Command.TransferChannel(Names.Channel("#dev"), Names.Nick("bob"));
    private static readonly Command Accept = new Command.AcceptChannel(Names.Channel("#dev"));

    private static WorldUnderTest Offered(WorldPolicy? policy = null) => new WorldUnderTest(policy).And("ana", "bob", "eve")
        .After("ana", Wishes.Create("ana"), Wishes.Join("#dev"), Wishes.RegisterChannel("#dev"))
        .After("bob", Wishes.Create("bob"))
        .After("eve", Wishes.Create("eve"))
        .After("ana", Offer);

    [Fact]
    public void To_whom_it_is_offered_becomes_the_founder_and_the_one_before_is_told()
    {
        var world = Offered();

        Assert.Equal(
            [
                "RegistrationChanged [bob] bob #dev Transferred bob -> bob as Self, ana as Target",
                "ModesChanged nobody #dev -Owner ana -> ana as Member",
            ],
            world.Apply("bob", Accept));
        Assert.Equal(["Refused [bob] NotOffered #dev -> bob as Self"], world.Apply("bob", Accept));
        Assert.Equal("bob", world.View.Find(Names.Channel("#dev"))!.Registration!.Founder.Name.Value);
    }

    [Fact]
    public void Nobody_else_may_and_to_whom_it_was_offered_not_after_a_week()
    {
        var world = Offered();

        Assert.Equal(["Refused [eve] NotOffered #dev -> eve as Self"], world.Apply("eve", Accept));
        world.Now += Week;
        Assert.Equal(["Refused [bob] NotOffered #dev -> bob as Self"], world.Apply("bob", Accept));
        world.After("ana", Offer);
        world.Now += Week - 1;
        Assert.StartsWith("RegistrationChanged [bob] bob #dev Transferred bob", world.Apply("bob", Accept)[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Who_does_not_know_of_a_channel_learns_nothing_unless_it_is_offered()
    {
        var world = Offered().After("ana", Wishes.Set("#dev", ChannelTraits.Secret));

        Assert.Equal(["Refused [eve] NoSuchChannel #dev -> eve as Self"], world.Apply("eve", Accept));
        Assert.StartsWith("RegistrationChanged [bob] bob #dev Transferred bob", world.Apply("bob", Accept)[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_takes_more_than_it_may_have()
    {
        var world = Offered(new WorldPolicy { MaxChannelsPerAccount = 1 }).After("bob", Wishes.Join("#b"), Wishes.RegisterChannel("#b"));

        Assert.Equal(["Refused [bob] AccountFull #dev 1 -> bob as Self"], world.Apply("bob", Accept));
    }

    [Fact]
    public void A_closed_account_gives_nothing_away()
    {
        var world = Offered().After("root", Wishes.Register("root"), Wishes.Oper(OperatorPowers.Accounts))
            .After("root", new Command.SuspendAccount(new AccountId(0), true, Text.Empty));
        world.After("root", new Command.SuspendAccount(world.AccountOf("ana"), true, Text.Empty));

        Assert.Equal(["Refused [bob] NotOffered #dev -> bob as Self"], world.Apply("bob", Accept));
    }

    [Fact]
    public void An_offer_to_an_account_that_is_no_more_is_none_and_one_of_its_name_has_none()
    {
        var world = Offered();
        world.After("bob", new Command.DeleteAccount(world.AccountOf("bob")), Wishes.Create("bob"));

        Assert.Null(world.View.Find(Names.Channel("#dev"))!.Registration!.Offer);
        Assert.Equal(["Refused [bob] NotOffered #dev -> bob as Self"], world.Apply("bob", Accept));
        Assert.Equal(
            ["Refused [ana] TakenByAccount ana #dev -> ana as Self"],
            world.Apply("ana", new Command.TransferChannel(Names.Channel("#dev"), Names.Nick("ana"))));
    }

    [Fact]
    public void A_snapshot_keeps_the_offer()
    {
        var world = Offered();

        var snapshot = new ArrayBufferWriter<byte>();
        world.World.WriteSnapshot(snapshot);
        world.Replace(ChatWorld.LoadSnapshot(snapshot.WrittenSpan));

        Assert.StartsWith("RegistrationChanged [bob] bob #dev Transferred bob", world.Apply("bob", Accept)[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Who_uses_no_account_takes_nothing()
    {
        Assert.Equal(["Refused [cat] NotLoggedIn #dev -> cat as Self"], Offered().And("cat").Apply("cat", Accept));
    }
}
