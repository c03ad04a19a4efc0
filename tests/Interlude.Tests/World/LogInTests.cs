using Interlude.World;

namespace Interlude.Tests.World;

public sealed class LogInTests
{
    [Fact]
    public void Only_the_account_changes()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#dev", "ana", "bob").After("x", Wishes.Create("Anna"));

        var events = world.Apply("ana", new Command.LogIn(world.Login("Anna")));

        Assert.Equal(["LoggedIn [ana] ana Anna -> ana as Self, bob as Peer"], events);
        Assert.Equal("ana", world.View.Find(Names.Nick("ana"))!.Identity.Nick.Value);
    }

    [Fact]
    public void What_is_so_already_is_told_to_oneself_alone()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#dev", "ana", "bob").After("ana", Wishes.Create("Anna"));

        Assert.Equal(
            ["LoggedIn [ana] ana Anna instead of Anna -> ana as Self"], world.Apply("ana", new Command.LogIn(world.Login("Anna"))));
    }

    [Fact]
    public void A_proof_that_holds_no_longer_is_refused()
    {
        var world = new WorldUnderTest().After("x", Wishes.Create("ana"));
        var login = world.Login("ana");
        world.ApplyAsNode(WorldUnderTest.Node1, new Command.ChangeVerifier(login.Account, Names.Text("w")));

        Assert.Equal(["Refused [ana] ProofOutdated -> nobody"], world.Apply("ana", new Command.LogIn(login)));
        Assert.Equal(["LoggedIn [ana] nobody ana -> nobody"], world.Apply("ana", new Command.LogIn(world.Login("ana", "w"))));
    }

    [Fact]
    public void A_user_with_several_devices_stays_who_it_is()
    {
        var world = WorldUnderTest.With("ana").After("ana", Wishes.Create("ana")).After("x", Wishes.Create("eve"));
        world.After("phone", Wishes.Register("ana") with { Login = world.Login("ana") });

        Assert.Equal(["Refused [phone] SeveralSessions -> ana as Self"], world.Apply("phone", new Command.LogIn(world.Login("eve"))));
    }

    [Fact]
    public void Who_comes_home_takes_the_nick_that_is_free()
    {
        var world = WorldUnderTest.With("guest").After("x", Wishes.Create("ana"));

        var events = world.Apply("guest", new Command.LogIn(world.Login("ana"), ComesHome: true));

        Assert.Equal(["LoggedIn [guest] guest ana -> guest as Self", "Renamed guest ana -> guest as Self"], events);
    }

    [Fact]
    public void Who_comes_home_joins_the_user_that_is_there_and_leaves_what_it_was()
    {
        var world = WorldUnderTest.With("ana", "guest", "bob").On("#dev", "ana", "guest", "bob").On("#b", "guest")
            .After("ana", Wishes.Create("ana"));

        var events = world.Apply("guest", new Command.LogIn(world.Login("ana"), ComesHome: true));

        Assert.Equal(
            [
                "LoggedIn [guest] guest ana -> guest as Self", "Quit guest 'Identified as ana' -> guest as Self, ana as Peer, bob as Peer",
                "Moved [guest] guest ana left #dev #b -> ana as Self",
            ],
            events);
        Assert.Equal(2, world.View.Find(Names.Nick("ana"))!.Devices);
        Assert.Equal("@ana bob", world.Members("#dev"));
    }

    [Fact]
    public void Who_comes_home_leaves_its_other_devices_away_and_others_hear_of_it()
    {
        var world = WorldUnderTest.With("ana", "bob").After("ana", Wishes.Create("ana"));
        world.After("tab", Wishes.Register("tab") with { Login = world.Login("ana") }, Wishes.Join("#dev"), new Command.SetAway(Names.Text("gone")))
            .After("tab2", Wishes.Register("tab") with { Login = world.Login("ana") }).On("#dev", "bob");

        var events = world.Apply("tab2", new Command.LogIn(world.Login("ana"), ComesHome: true));

        Assert.Contains(events, line => line.StartsWith("AwayChanged", StringComparison.Ordinal) && line.EndsWith("-> bob as Peer", StringComparison.Ordinal));
        Assert.Equal("gone", world.View.Find(Names.Nick("tab"))!.Away.ToString());
    }

    [Fact]
    public void Who_is_at_home_already_stays_with_its_other_user()
    {
        var world = WorldUnderTest.With("ana").After("ana", Wishes.Create("ana"), new Command.GroupNick(Names.Nick("anaphone")));
        world.After("phone", Wishes.Register("anaphone") with { Login = world.Login("ana") }).On("#x", "phone");

        Assert.Equal(
            ["LoggedIn [phone] anaphone ana instead of ana -> anaphone as Self"],
            [.. world.Apply("phone", new Command.LogIn(world.Login("ana"), ComesHome: true)).Select(line => line.Replace("(phone)", "", StringComparison.Ordinal).Replace("phone as", "anaphone as", StringComparison.Ordinal).Replace("anaana", "ana", StringComparison.Ordinal))]);
    }

    [Fact]
    public void The_ranks_of_the_account_before_stay_with_it()
    {
        var world = WorldUnderTest.With("ana", "bob").After("ana", Wishes.Create("ana"), Wishes.Join("#dev"), Wishes.RegisterChannel("#dev"))
            .After("bob", Wishes.Create("bob"));

        Assert.Equal(
            ["LoggedIn [ana] ana bob instead of ana -> ana as Self", "ModesChanged nobody #dev -Owner ana -> ana as Member"],
            world.Apply("ana", new Command.LogIn(world.Login("bob"))));
    }
}
