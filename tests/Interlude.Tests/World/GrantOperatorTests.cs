using Interlude.World;

namespace Interlude.Tests.World;

public sealed class GrantOperatorTests
{
    [Fact]
    public void An_operator_makes_another_and_all_are_told()
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd").On("#dev", "cyd", "ana", "bob");

        var events = world.Apply("cyd", new Command.GrantOperator(Names.Nick("BOB"), Names.Channel("#DEV")));

        Assert.Equal(["OperatorGranted cyd bob #dev -> cyd as Self, ana as Member, bob as Target"], events);
        Assert.Equal("@cyd ana @bob", world.Members("#dev"));
    }

    [Theory]
    [InlineData("ana")]
    [InlineData("bob")]
    public void Who_operates_already_changes_nothing_and_nobody_is_told(string nick)
    {
        var world = WorldUnderTest.With("ana", "bob").On("#dev", "ana", "bob")
            .After("ana", new Command.GrantOperator(Names.Nick("bob"), Names.Channel("#dev")));

        var events = world.Apply("ana", new Command.GrantOperator(Names.Nick(nick), Names.Channel("#dev")));

        Assert.Empty(events);
        Assert.Equal("@ana @bob", world.Members("#dev"));
    }

    [Fact]
    public void Who_leaves_operates_no_more_on_coming_back()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#dev", "ana", "bob").After(
            "ana", new Command.Part(Names.Channel("#dev"), Text.Empty), new Command.Join(Names.Channel("#dev")));

        var events = world.Apply("ana", new Command.GrantOperator(Names.Nick("ana"), Names.Channel("#dev")));

        Assert.Equal(["Refused [ana] NotOperator #dev -> ana as Self"], events);
        Assert.Equal("@bob ana", world.Members("#dev"));
    }

    [Theory]
    [InlineData("ana", "#x", "NoSuchChannel #x")]
    [InlineData("cyd", "#DEV", "NotOnChannel #dev")]
    [InlineData("bob", "#DEV", "NotOperator #dev")]
    [InlineData("bob", "#lobby", "NotOperator #lobby")]
    public void Only_operators_make_operators(string who, string channel, string refusal)
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd").On("#dev", "ana", "bob").On("#lobby", "bob", "ana");

        var events = world.Apply(who, new Command.GrantOperator(Names.Nick("bob"), Names.Channel(channel)));

        Assert.Equal([$"Refused [{who}] {refusal} -> {who} as Self"], events);
    }

    [Theory]
    [InlineData("Nobody", "NoSuchNick Nobody #dev")]
    [InlineData("CYD", "TargetNotOnChannel cyd #dev")]
    public void Only_members_become_operators(string nick, string refusal)
    {
        var world = WorldUnderTest.With("ana", "cyd").On("#dev", "ana");

        var events = world.Apply("ana", new Command.GrantOperator(Names.Nick(nick), Names.Channel("#DEV")));

        Assert.Equal([$"Refused [ana] {refusal} -> ana as Self"], events);
    }
}
