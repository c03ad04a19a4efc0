using Interlude.World;

namespace Interlude.Tests.World;

public sealed class KillTests
{
    [Fact]
    public void The_user_leaves_and_all_learn_by_whom()
    {
        var world = WorldUnderTest.With("ana", "bob", "root").On("#dev", "bob", "ana").After(
            "root", Wishes.Oper(OperatorPowers.All), new Command.ChangeUserModes(UserModes.HearsNotices, UserModes.None));

        var events = world.Apply("root", new Command.Kill(Names.Nick("ANA"), Names.Text("spam")));

        Assert.Equal(
            [
                "Noticed Killed ana real.host 'root (spam)' -> root as Operator",
                "Quit ana 'spam' Killed by root -> bob as Peer, ana as Self",
                "Noticed Left ana real.host 'spam' -> root as Operator",
                "SessionEnded [ana] ana 'spam' Killed by root -> ana as Self",
            ],
            events);
        Assert.Null(world.View.Find(Names.Nick("ana")));
    }

    [Fact]
    public void All_sessions_of_the_user_end()
    {
        var world = TwoDevices.OfAna("", "").After("bob", Wishes.Oper(OperatorPowers.Kill));

        var events = world.Apply("bob", new Command.Kill(Names.Nick("ana"), Text.Empty));

        Assert.Equal(
            ["SessionEnded [ana] ana '' Killed by bob -> ana as Self", "SessionEnded [phone] ana '' Killed by bob -> ana as Self"],
            events.Where(happened => happened.StartsWith("SessionEnded", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_operator_may_do_it_to_itself()
    {
        var world = WorldUnderTest.With("root").After("root", Wishes.Oper(OperatorPowers.Kill));

        var events = world.Apply("root", new Command.Kill(Names.Nick("root"), Text.Empty));

        Assert.Equal("Quit root '' Killed by root -> root as Self", events[0]);
        Assert.Equal(0, world.View.Counts.Operators);
    }

    [Theory]
    [InlineData("ana", "bob", "NoPower")]
    [InlineData("helper", "bob", "NoPower")]
    [InlineData("root", "eve", "NoSuchNick eve")]
    public void Only_operators_with_the_power_do_it_and_only_to_who_is_there(string who, string target, string refusal)
    {
        var world = WorldUnderTest.With("ana", "bob", "root", "helper").After("root", Wishes.Oper(OperatorPowers.Kill))
            .After("helper", Wishes.Oper(OperatorPowers.All & ~OperatorPowers.Kill));

        var events = world.Apply(who, new Command.Kill(Names.Nick(target), Text.Empty));

        Assert.Equal([$"Refused [{who}] {refusal} -> {who} as Self"], events);
    }

    [Fact]
    public void A_long_reason_is_cut()
    {
        var world = new WorldUnderTest(new WorldPolicy { MaxReasonBytes = 3 }).And("ana", "root")
            .After("root", Wishes.Oper(OperatorPowers.Kill));

        var events = world.Apply("root", new Command.Kill(Names.Nick("ana"), Names.Text("1234")));

        Assert.Equal("Quit ana '123' Killed by root -> ana as Self", events[0]);
    }
}
