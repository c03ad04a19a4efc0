using Interlude.World;

namespace Interlude.Tests.World;

public sealed class RenameChannelTests
{
    [Fact]
    public void All_members_are_told_and_everything_else_stays()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#dev", "ana", "bob").After(
            "ana", new Command.SetTopic(Names.Channel("#dev"), Names.Text("ship it")), Wishes.Set("#dev", ChannelTraits.Moderated));

        var events = world.Apply("ana", Rename("#DEV", "#Work", "more than code"));

        Assert.Equal(["ChannelRenamed ana #dev #Work 'more than code' -> ana as Self, bob as Member"], events);
        Assert.Null(world.View.Find(Names.Channel("#dev")));
        var work = world.View.Find(Names.Channel("#work"))!;
        Assert.Equal(("#Work", "ship it", ChannelTraits.Moderated), (work.Name.Value, work.Topic.ToString(), work.Traits));
        Assert.Equal("@ana bob", world.Members("#work"));
        Assert.Equal(["#Work"], world.View.Find(Names.Nick("bob"))!.Channels.Select(channel => channel.Value));
    }

    [Fact]
    public void The_old_name_is_free()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#dev", "ana").After("ana", Rename("#dev", "#work"));

        var events = world.Apply("bob", new Command.Join(Names.Channel("#dev")));

        Assert.Equal(["Joined bob #dev as Operator -> bob as Self"], events);
    }

    [Fact]
    public void A_channels_own_name_may_be_written_in_another_way_and_the_same_is_no_news()
    {
        var world = WorldUnderTest.With("ana").On("#dev", "ana");

        var written = world.Apply("ana", Rename("#dev", "#DEV"));
        var same = world.Apply("ana", Rename("#dev", "#DEV"));

        Assert.Equal(["ChannelRenamed ana #dev #DEV '' -> ana as Self"], written);
        Assert.Empty(same);
    }

    [Theory]
    [InlineData("#dev", "#other", "#other")]
    [InlineData("#dev", "#secret", "#secret")]
    [InlineData("#dev", "#lobby", "#lobby")]      // though nobody is there
    [InlineData("#lobby", "#dev2", "#dev2")]
    public void A_name_that_is_another_channels_is_taken_and_the_lobby_keeps_its_own(string channel, string name, string taken)
    {
        var world = WorldUnderTest.With("ana", "bob").On("#dev", "ana").On("#other", "bob").On("#secret", "bob")
            .After("bob", Wishes.Set("#secret", ChannelTraits.Secret));
        if (channel == "#lobby")
        {
            world.On("#lobby", "ana").After("ana", Wishes.Oper(OperatorPowers.OverrideModes))
                .After("ana", Wishes.MakeOperator("ana", "#lobby") with { By = ModeAuthority.Power });
        }

        var events = world.Apply("ana", Rename(channel, name));

        Assert.Equal([$"Refused [ana] ChannelNameTaken {taken} -> ana as Self"], events);
    }

    [Theory]
    [InlineData("ana", "#x", "NoSuchChannel #x")]
    [InlineData("cyd", "#DEV", "NotOnChannel #dev")]
    [InlineData("bob", "#DEV", "NotOperator #dev")]
    public void Only_operators_rename(string who, string channel, string refusal)
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd").On("#dev", "ana", "bob")
            .After("ana", Wishes.Rank("#dev", Ranks.HalfOperator, "bob"));

        Assert.Equal([$"Refused [{who}] {refusal} -> {who} as Self"], world.Apply(who, Rename(channel, "#work")));
    }

    [Fact]
    public void A_long_reason_is_cut()
    {
        var world = new WorldUnderTest(new WorldPolicy { MaxReasonBytes = 3 }).And("ana").On("#dev", "ana");

        Assert.Equal(["ChannelRenamed ana #dev #work '123' -> ana as Self"], world.Apply("ana", Rename("#dev", "#work", "1234")));
    }

    private static Command.RenameChannel Rename(string channel, string name, string reason = "") =>
        new(Names.Channel(channel), Names.Channel(name), Names.Text(reason));
}
