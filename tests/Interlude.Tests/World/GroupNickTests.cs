using Interlude.World;

namespace Interlude.Tests.World;

public sealed class GroupNickTests
{
    [Fact]
    public void A_grouped_nick_is_its_owners_alone()
    {
        var world = WorldUnderTest.With("ana", "eve").After("ana", Wishes.Create("ana"));

        Assert.Equal(
            ["AccountChanged [ana] ana NickGrouped anna True -> ana as Self"],
            world.Apply("ana", new Command.GroupNick(Names.Nick("anna"))));
        Assert.Equal(["Refused [eve] NickReserved Anna -> eve as Self"], world.Apply("eve", new Command.ChangeNick(Names.Nick("Anna"))));
        Assert.Equal(["Renamed ana anna -> ana as Self"], world.Apply("ana", new Command.ChangeNick(Names.Nick("anna"))));
    }

    [Fact]
    public void What_is_ungrouped_is_anybodys()
    {
        var world = WorldUnderTest.With("ana", "eve").After("ana", Wishes.Create("ana"), new Command.GroupNick(Names.Nick("anna")));

        world.Apply("ana", new Command.GroupNick(Names.Nick("ANNA"), IsGrouped: false));

        Assert.Equal(["Renamed eve Anna -> eve as Self"], world.Apply("eve", new Command.ChangeNick(Names.Nick("Anna"))));
    }

    [Theory]
    [InlineData("bob", true, "NickTaken bob")]
    [InlineData("cyd", true, "AccountNameTaken cyd")]
    [InlineData("ana", true, "TakenByAccount ana")]
    [InlineData("NickServ", true, "NickReserved NickServ")]
    [InlineData("ana", false, "NoChoice ana")]
    [InlineData("dan", false, "NotOfAccount dan")]
    public void What_cannot_be_is_refused(string nick, bool isGrouped, string refusal)
    {
        var world = WorldUnderTest.With("ana", "bob").After("ana", Wishes.Create("ana")).After("x", Wishes.Create("cyd"));

        Assert.Equal([$"Refused [ana] {refusal} -> ana as Self"], world.Apply("ana", new Command.GroupNick(Names.Nick(nick), isGrouped)));
    }
}
