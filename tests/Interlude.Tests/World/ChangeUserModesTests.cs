using Interlude.World;

namespace Interlude.Tests.World;

public sealed class ChangeUserModesTests
{
    public static TheoryData<UserModes> Modes =>
        [.. Enum.GetValues<UserModes>().Where(mode => mode is not (UserModes.None or UserModes.HearsNotices or UserModes.Cloaked))];

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_user_sets_and_clears_its_modes_and_alone_is_told(UserModes mode)
    {
        var world = WorldUnderTest.With("ana", "bob").On("#dev", "ana", "bob");

        var set = world.Apply("ana", Change(mode, UserModes.None));
        var modes = world.View.Find(Names.Nick("ana"))!.Modes;
        var again = world.Apply("ana", Change(mode, UserModes.None));
        var cleared = world.Apply("ana", Change(UserModes.None, mode));

        Assert.Equal([$"UserModesChanged ana +{mode} -None -> ana as Self"], set);
        Assert.Equal(mode, modes);
        Assert.Empty(again);
        Assert.Equal([$"UserModesChanged ana +None -{mode} -> ana as Self"], cleared);
    }

    [Fact]
    public void What_is_set_and_cleared_at_once_is_cleared()
    {
        var world = WorldUnderTest.With("ana").After("ana", Change(UserModes.Bot, UserModes.None));

        var events = world.Apply("ana", Change(UserModes.Invisible | UserModes.Bot, UserModes.Bot));

        Assert.Equal(["UserModesChanged ana +Invisible -Bot -> ana as Self"], events);
    }

    [Fact]
    public void The_invisible_are_counted()
    {
        var world = WorldUnderTest.With("ana", "bob").After("ana", Change(UserModes.Invisible, UserModes.None));
        var one = world.View.Counts.Invisible;

        world.After("ana", new Command.EndSession(Text.Empty));

        Assert.Equal((1, 0), (one, world.View.Counts.Invisible));
    }

    [Fact]
    public void Programs_are_known_by_their_names()
    {
        var world = WorldUnderTest.With("ana").After("ana", Change(UserModes.Bot, UserModes.None));

        Assert.True(world.View.Find(Names.Nick("ana"))!.IsBot);
        Assert.True(world.View.Find(Names.Nick("ana"))!.Identity.IsBot);
    }

    [Fact]
    public void A_cloak_is_put_on_and_taken_off_and_who_shares_a_channel_is_told()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#dev", "ana", "bob");

        var on = world.Apply("ana", Change(UserModes.Cloaked, UserModes.None));
        var off = world.Apply("ana", Change(UserModes.None, UserModes.Cloaked));

        Assert.Equal(
            [
                "UserModesChanged ana +Cloaked -None -> ana as Self",
                "HostChanged ana user@real.host user@cloak.ip -> ana as Self, bob as Peer",
            ],
            on);
        Assert.Equal("HostChanged ana user@cloak.ip user@real.host -> ana as Self, bob as Peer", off[1]);
    }

    [Fact]
    public void Notices_are_for_operators_with_the_power_and_the_rest_is_done()
    {
        var world = WorldUnderTest.With("ana", "root").After("root", Wishes.Oper(OperatorPowers.Inspect));

        var other = world.Apply("ana", Change(UserModes.HearsNotices | UserModes.Bot, UserModes.None));
        var operators = world.Apply("root", Change(UserModes.HearsNotices, UserModes.None));

        Assert.Equal(
            ["Refused [ana] NoPower -> ana as Self", "UserModesChanged ana +Bot -None -> ana as Self"], other);
        Assert.Equal(["UserModesChanged root +HearsNotices -None -> root as Self"], operators);
    }

    [Fact]
    public void An_operator_resigns_and_hears_no_more_notices()
    {
        var world = WorldUnderTest.With("ana").After("ana", Wishes.Oper(OperatorPowers.All), Change(UserModes.HearsNotices, UserModes.None));

        var events = world.Apply("ana", new Command.ChangeUserModes(UserModes.None, UserModes.None, Resigns: true));
        var again = world.Apply("ana", new Command.ChangeUserModes(UserModes.None, UserModes.None, Resigns: true));

        Assert.Equal(["UserModesChanged ana +None -HearsNotices Resigned -> ana as Self"], events);
        Assert.Equal(0, world.View.Counts.Operators);
        Assert.Null(world.View.Find(Names.Nick("ana"))!.OperatorClass);
        Assert.Empty(again);
    }

    [Fact]
    public void Who_is_an_operator_on_another_device_stays_one()
    {
        var world = TwoDevices.OfAna("", "").After("ana", Wishes.Oper(OperatorPowers.All)).After("phone", Wishes.Oper(OperatorPowers.All));

        var first = world.Apply("ana", new Command.ChangeUserModes(UserModes.None, UserModes.None, Resigns: true));
        var operators = world.View.Counts.Operators;
        var second = world.Apply("phone", new Command.ChangeUserModes(UserModes.None, UserModes.None, Resigns: true));

        Assert.Equal(["UserModesChanged ana +None -None Resigned -> ana as Self"], first);
        Assert.Equal(1, operators);
        Assert.Equal(["UserModesChanged ana +None -None Resigned -> ana as Self"], second);
    }

    private static Command.ChangeUserModes Change(UserModes set, UserModes clear) => new(set, clear);
}
