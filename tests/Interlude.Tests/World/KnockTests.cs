using Interlude.World;

namespace Interlude.Tests.World;

public sealed class KnockTests
{
    private static readonly Command.Knock Knock = new(Names.Channel("#DEV"));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Operators_hear_that_somebody_stands_before_a_closed_door(bool isInviteOnly)
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd", "dan").On("#dev", "ana", "bob", "cyd").After(
            "ana",
            Wishes.Rank("#dev", Ranks.HalfOperator, "bob"),
            isInviteOnly ? Wishes.Set("#dev", ChannelTraits.InviteOnly) : Wishes.Modes("#dev", new ModeChange.Key(true, Names.Text("k"))));

        var events = world.Apply("dan", Knock);

        Assert.Equal(["Knocked dan #dev -> dan as Self, ana as Member, bob as Member"], events);
    }

    [Fact]
    public void An_open_channel_needs_no_knocking()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#dev", "ana");

        Assert.Equal(["Refused [bob] ChannelOpen #dev -> bob as Self"], world.Apply("bob", Knock));
    }

    [Fact]
    public void Who_is_there_or_banned_and_who_may_not_know_of_it_does_not_knock()
    {
        var world = Closed().After("ana", Wishes.Ban("#dev", "bob"));

        var member = world.Apply("ana", Knock);
        var banned = world.Apply("bob", Knock);
        world.After("ana", Wishes.Set("#dev", ChannelTraits.Secret));
        var secret = world.Apply("cyd", Knock);

        Assert.Equal(["Refused [ana] AlreadyOnChannel #dev -> ana as Self"], member);
        Assert.Equal(["Refused [bob] Banned #dev -> bob as Self"], banned);
        Assert.Equal(["Refused [cyd] NoSuchChannel #DEV -> cyd as Self"], secret);
    }

    [Fact]
    public void One_user_knocks_once_in_a_while_and_others_beside_it()
    {
        var world = Closed();
        world.Now = 10_000;
        world.After("bob", Knock);

        world.Now = 69_999;
        var early = world.Apply("bob", Knock);
        var other = world.Apply("cyd", Knock);
        world.Now = 70_000;
        var late = world.Apply("bob", Knock);

        Assert.Equal(["Refused [bob] TooManyKnocks #dev -> bob as Self"], early);
        Assert.Equal(["Knocked cyd #dev -> cyd as Self, ana as Member"], other);
        Assert.Equal(["Knocked bob #dev -> bob as Self, ana as Member"], late);
    }

    [Fact]
    public void Twenty_people_knock_in_that_while_and_no_more()
    {
        var world = Closed();
        var people = Enumerable.Range(1, 21).Select(number => $"p{number}").ToArray();
        world.And(people);

        var events = people.Select(name => Assert.Single(world.Apply(name, Knock))).ToList();

        Assert.All(events[..20], happened => Assert.StartsWith("Knocked", happened, StringComparison.Ordinal));
        Assert.Equal("Refused [p21] TooManyKnocks #dev -> p21 as Self", events[20]);
    }

    private static WorldUnderTest Closed() => WorldUnderTest.With("ana", "bob", "cyd").On("#dev", "ana")
        .After("ana", Wishes.Set("#dev", ChannelTraits.InviteOnly));
}
