using Interlude.World;

namespace Interlude.Tests.World;

public sealed class TransferChannelTests
{
    private static WorldUnderTest Registered() => WorldUnderTest.With("ana", "bob")
        .After("ana", Wishes.Create("ana"), Wishes.Join("#dev"), Wishes.RegisterChannel("#dev"))
        .After("bob", Wishes.Create("bob"), Wishes.Join("#dev"));

    [Fact]
    public void Another_account_becomes_the_founder()
    {
        var world = Registered();

        Assert.Equal(
            [
                "RegistrationChanged [ana] ana #dev Transferred bob -> ana as Self",
                "ModesChanged nobody #dev -Owner ana -> ana as Member, bob as Member",
                "ModesChanged nobody #dev +Owner bob -> ana as Member, bob as Member",
            ],
            world.Apply("ana", Transfer("bob")));
        Assert.Equal(["Refused [ana] NoAccess #dev -> ana as Self"], world.Apply("ana", Transfer("ana")));
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
