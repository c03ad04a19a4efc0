using Interlude.World;

namespace Interlude.Tests.World;

public sealed class ChangeHostTests
{
    [Fact]
    public void Who_shares_a_channel_or_watches_is_told_and_sees_it_from_then_on()
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd", "root").On("#dev", "bob", "ana")
            .After("root", Wishes.Oper(OperatorPowers.ChangeHost)).After("cyd", new Command.Watch([Names.Nick("ana")], []));

        var events = world.Apply("root", Change("ANA", "a", "nice.example"));

        Assert.Equal(["HostChanged ana user@real.host a@nice.example -> bob as Peer, ana as Self; watched by cyd"], events);
        Assert.Equal("a@nice.example", Visible(world));
        Assert.Equal("real.host", world.View.Find(Names.Nick("ana"))!.RealHost!.Value);
    }

    [Fact]
    public void The_same_again_is_no_news()
    {
        var world = WorldUnderTest.With("ana", "root").After("root", Wishes.Oper(OperatorPowers.ChangeHost));

        Assert.Empty(world.Apply("root", Change("ana", "user", "real.host")));
    }

    [Theory]
    [InlineData("ana", "bob", "NoPower")]
    [InlineData("helper", "bob", "NoPower")]
    [InlineData("root", "eve", "NoSuchNick eve")]
    public void Only_operators_with_the_power_do_it_and_only_to_who_is_there(string who, string target, string refusal)
    {
        var world = WorldUnderTest.With("ana", "bob", "root", "helper").After("root", Wishes.Oper(OperatorPowers.ChangeHost))
            .After("helper", Wishes.Oper(OperatorPowers.All & ~OperatorPowers.ChangeHost));

        Assert.Equal([$"Refused [{who}] {refusal} -> {who} as Self"], world.Apply(who, Change(target, "u", "h")));
    }

    [Fact]
    public void A_ban_of_the_new_host_and_of_the_cloak_fit_and_of_the_real_one_does_not()
    {
        var world = WorldUnderTest.With("root").After("root", Wishes.Oper(OperatorPowers.ChangeHost))
            .After("ana", Wishes.Register("ana", Wishes.Profile with { Modes = UserModes.Cloaked }))
            .After("root", Change("ana", "user", "nice.example"));

        string Join(string channel, string mask) => world.On(channel, "root").After("root", Wishes.Ban(channel, mask))
            .Apply("ana", new Command.Join(Names.Channel(channel)))[0];

        Assert.Equal("Refused [ana] Banned #a 10000 -> ana as Self", Join("#a", "*@nice.example"));
        Assert.Equal("Refused [ana] Banned #b 10000 -> ana as Self", Join("#b", "*@cloak.ip"));
        Assert.Equal("Joined ana #c -> root as Member, ana as Self", Join("#c", "*@real.host"));
    }

    private static string Visible(WorldUnderTest world) =>
        world.View.Find(Names.Nick("ana"))!.Identity is var ana ? $"{ana.UserName}@{ana.Host}" : "";

    private static Command.ChangeHost Change(string nick, string userName, string host) =>
        new(Names.Nick(nick), Names.Word(userName), Names.Word(host));
}
