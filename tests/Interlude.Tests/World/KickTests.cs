using Interlude.World;

namespace Interlude.Tests.World;

public sealed class KickTests
{
    [Fact]
    public void All_members_are_told_who_was_removed_by_whom_and_why()
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd").On("#dev", "ana", "bob", "cyd");

        var events = world.Apply(
            "ana", new Command.Kick(Names.Nick("BOB"), Names.Channel("#DEV"), Names.Text("too loud")));

        Assert.Equal(["Kicked ana bob #dev 'too loud' -> ana as Self, bob as Target, cyd as Member"], events);
        Assert.Equal("@ana cyd", world.Members("#dev"));
        Assert.Empty(world.View.Find(Names.Nick("bob"))!.Channels);
    }

    [Fact]
    public void Another_operator_can_be_removed()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#dev", "ana", "bob")
            .After("ana", Wishes.MakeOperator("bob", "#dev"));

        var events = world.Apply("bob", new Command.Kick(Names.Nick("ana"), Names.Channel("#dev"), Text.Empty));

        Assert.Equal(["Kicked bob ana #dev '' -> ana as Target, bob as Self"], events);
        Assert.Equal("@bob", world.Members("#dev"));
    }

    [Fact]
    public void Who_removes_itself_as_the_last_operator_is_succeeded()
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd").On("#dev", "ana", "bob", "cyd");

        var events = world.Apply("ana", new Command.Kick(Names.Nick("ana"), Names.Channel("#dev"), Text.Empty));

        Assert.Equal(
            [
                "Kicked ana ana #dev '' -> ana as Self, bob as Member, cyd as Member",
                "ModesChanged nobody #dev +Operator bob -> bob as Target, cyd as Member",
            ],
            events);
        Assert.Equal("@bob cyd", world.Members("#dev"));
    }

    [Fact]
    public void Who_removes_itself_alone_ends_the_channel()
    {
        var world = WorldUnderTest.With("ana").On("#dev", "ana");

        var events = world.Apply("ana", new Command.Kick(Names.Nick("ana"), Names.Channel("#dev"), Text.Empty));

        Assert.Equal(["Kicked ana ana #dev '' -> ana as Self"], events);
        Assert.Null(world.View.Find(Names.Channel("#dev")));
    }

    [Fact]
    public void Who_was_removed_may_come_back()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#dev", "ana", "bob")
            .After("ana", new Command.Kick(Names.Nick("bob"), Names.Channel("#dev"), Text.Empty));

        var events = world.Apply("bob", new Command.Join(Names.Channel("#dev")));

        Assert.Equal(["Joined bob #dev -> ana as Member, bob as Self"], events);
    }

    [Theory]
    [InlineData("12345", "12345")]
    [InlineData("123456", "12345")]
    public void A_long_reason_is_cut(string reason, string cut)
    {
        var world = new WorldUnderTest(new WorldPolicy { MaxReasonBytes = 5 }).And("ana", "bob").On("#dev", "ana", "bob");

        var events = world.Apply("ana", new Command.Kick(Names.Nick("bob"), Names.Channel("#dev"), Names.Text(reason)));

        Assert.Equal([$"Kicked ana bob #dev '{cut}' -> ana as Self, bob as Target"], events);
    }

    [Theory]
    [InlineData("ana", "#x", "NoSuchChannel #x")]
    [InlineData("cyd", "#DEV", "NotOnChannel #dev")]
    [InlineData("bob", "#DEV", "NotOperator #dev")]
    [InlineData("bob", "#lobby", "NotOperator #lobby")]
    public void Only_operators_remove(string who, string channel, string refusal)
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd").On("#dev", "ana", "bob").On("#lobby", "bob", "ana");

        var events = world.Apply(who, new Command.Kick(Names.Nick("ana"), Names.Channel(channel), Text.Empty));

        Assert.Equal([$"Refused [{who}] {refusal} -> {who} as Self"], events);
    }

    [Theory]
    [InlineData("Nobody", "NoSuchNick Nobody #dev")]
    [InlineData("CYD", "TargetNotOnChannel cyd #dev")]
    public void Only_members_are_removed(string nick, string refusal)
    {
        var world = WorldUnderTest.With("ana", "cyd").On("#dev", "ana");

        var events = world.Apply("ana", new Command.Kick(Names.Nick(nick), Names.Channel("#DEV"), Text.Empty));

        Assert.Equal([$"Refused [ana] {refusal} -> ana as Self"], events);
    }

    [Theory]
    [InlineData(Ranks.HalfOperator, Ranks.None, true)]
    [InlineData(Ranks.HalfOperator, Ranks.Voice, true)]
    [InlineData(Ranks.HalfOperator, Ranks.HalfOperator, false)]
    [InlineData(Ranks.HalfOperator, Ranks.Operator, false)]
    [InlineData(Ranks.Operator, Ranks.HalfOperator, true)]
    [InlineData(Ranks.Operator, Ranks.Operator, true)]
    [InlineData(Ranks.Operator, Ranks.Admin, false)]
    [InlineData(Ranks.Admin, Ranks.Admin, true)]
    [InlineData(Ranks.Admin, Ranks.Owner, false)]
    [InlineData(Ranks.Owner, Ranks.Owner, true)]
    public void Operators_remove_equals_and_half_operators_those_below(Ranks actor, Ranks target, bool isRemoved)
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd").On("#dev", "ana", "bob", "cyd")
            .After("ana", Wishes.Oper(OperatorPowers.OverrideModes)).After("ana", Wishes.Rank("#dev", actor, "bob") with { By = ModeAuthority.Power });
        if (target != Ranks.None)
        {
            world.After("ana", Wishes.Rank("#dev", target, "cyd") with { By = ModeAuthority.Power });
        }

        var events = world.Apply("bob", new Command.Kick(Names.Nick("cyd"), Names.Channel("#dev"), Text.Empty));

        Assert.Equal(
            isRemoved
                ? "Kicked bob cyd #dev '' -> ana as Member, bob as Self, cyd as Target"
                : "Refused [bob] TargetRanksHigher cyd #dev -> bob as Self",
            Assert.Single(events));
    }

    [Fact]
    public void In_an_auditorium_who_did_not_see_somebody_does_not_see_it_go()
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd").On("#dev", "ana", "bob", "cyd")
            .After("ana", Wishes.Set("#dev", ChannelTraits.Auditorium));

        var events = world.Apply("ana", new Command.Kick(Names.Nick("bob"), Names.Channel("#dev"), Text.Empty));

        Assert.Equal(["Kicked ana bob #dev '' -> ana as Self, bob as Target"], events);
    }
}
