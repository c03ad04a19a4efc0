using Interlude.World;

namespace Interlude.Tests.World;

public sealed class RegisterChannelTests
{
    [Fact]
    public void Who_operates_a_channel_makes_it_its_own()
    {
        var world = WorldUnderTest.With("ana", "bob").After("ana", Wishes.Create("ana"), Wishes.Join("#dev")).After("bob", Wishes.Join("#dev"));

        Assert.Equal(
            [
                "RegistrationChanged [ana] ana #dev Registered ana -> ana as Self",
                "ModesChanged nobody #dev +Owner ana -> ana as Member, bob as Member",
            ],
            world.Apply("ana", Wishes.RegisterChannel("#dev")));
    }

    [Theory]
    [InlineData("eve", "#dev", "NotLoggedIn #dev")]
    [InlineData("bob", "#dev", "NotOperator #dev")]
    [InlineData("bob", "#none", "NoSuchChannel #none")]
    [InlineData("ana", "#taken", "ChannelRegistered #taken")]
    [InlineData("ana", "#lobby", "NotOperator #lobby")]
    public void What_cannot_be_is_refused(string user, string channel, string refusal)
    {
        var world = WorldUnderTest.With("ana", "bob", "eve")
            .After("ana", Wishes.Create("ana"), Wishes.Join("#dev"), Wishes.Join("#taken"), Wishes.RegisterChannel("#taken"), Wishes.Join("#lobby"))
            .After("bob", Wishes.Create("bob"), Wishes.Join("#dev"));

        Assert.Equal([$"Refused [{user}] {refusal} -> {user} as Self"], world.Apply(user, Wishes.RegisterChannel(channel)));
    }

    [Fact]
    public void An_account_has_so_many_channels_at_most()
    {
        var world = new WorldUnderTest(new WorldPolicy { MaxChannelsPerAccount = 1 }).And("ana")
            .After("ana", Wishes.Create("ana"), Wishes.Join("#a"), Wishes.Join("#b"), Wishes.RegisterChannel("#a"));

        Assert.Equal(["Refused [ana] AccountFull #b 1 -> ana as Self"], world.Apply("ana", Wishes.RegisterChannel("#b")));
        world.After("ana", Wishes.DropChannel("#a"));
        Assert.Contains("Registered", world.Apply("ana", Wishes.RegisterChannel("#b"))[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_registered_channel_survives_its_last_member_with_all_it_has()
    {
        var world = WorldUnderTest.With("ana", "bob").After(
            "ana",
            Wishes.Create("ana"),
            Wishes.Join("#dev"),
            Wishes.RegisterChannel("#dev"),
            new Command.SetTopic(Names.Channel("#dev"), Names.Text("here")),
            Wishes.Set("#dev", ChannelTraits.Moderated),
            Wishes.Ban("#dev", "*!*@bad"),
            new Command.Part(Names.Channel("#dev"), Text.Empty));

        Assert.Equal(["Joined bob #dev -> bob as Self"], world.Apply("bob", Wishes.Join("#dev")));
        Assert.Equal(
            [
                "Joined ana #dev as Owner -> bob as Member, ana as Self",
                "ModesChanged nobody #dev +Owner ana -> bob as Member",
            ],
            world.Apply("ana", Wishes.Join("#dev")));

        var channel = world.View.Find(Names.Channel("#dev"))!;
        Assert.Equal(
            ("here", ChannelTraits.Moderated, "*!*@bad"),
            (channel.Topic.ToString(), channel.Traits, Assert.Single(channel.MasksOf(MaskList.Bans)).Mask.ToString()));
    }

    [Fact]
    public void Nobody_succeeds_an_operator_who_leaves_it()
    {
        var world = WorldUnderTest.With("ana", "bob")
            .After("ana", Wishes.Create("ana"), Wishes.Join("#dev"), Wishes.RegisterChannel("#dev")).After("bob", Wishes.Join("#dev"));

        Assert.Equal(
            ["Parted ana #dev '' -> ana as Self, bob as Member"],
            world.Apply("ana", new Command.Part(Names.Channel("#dev"), Text.Empty)));
    }

    [Fact]
    public void Who_runs_it_is_kept_out_by_nothing()
    {
        var world = WorldUnderTest.With("ana", "bob").After("ana", Wishes.Create("ana"), Wishes.Join("#dev"), Wishes.RegisterChannel("#dev"))
            .After(
                "ana",
                Wishes.Set("#dev", ChannelTraits.InviteOnly),
                Wishes.Ban("#dev", "*!*@*"),
                Wishes.Modes("#dev", new ModeChange.Key(true, Names.Text("k"))),
                new Command.Part(Names.Channel("#dev"), Text.Empty));

        Assert.Equal(["Refused [bob] Banned #dev 10000 -> bob as Self"], world.Apply("bob", Wishes.Join("#dev")));
        Assert.Equal(["Joined ana #dev as Owner -> ana as Self"], world.Apply("ana", Wishes.Join("#dev")));
    }

    [Fact]
    public void Outsiders_see_nothing_of_a_secret_one()
    {
        var world = WorldUnderTest.With("ana", "bob").After("ana", Wishes.Create("ana"));
        var before = WorldText.Of(world.World.SeenBy(world.UserOf("bob")));

        world.After("ana", Wishes.Join("#a"), Wishes.Set("#a", ChannelTraits.Secret), Wishes.RegisterChannel("#a"));
        Assert.Equal(before, WorldText.Of(world.World.SeenBy(world.UserOf("bob"))));
        world.After("ana", new Command.Part(Names.Channel("#a"), Text.Empty));

        Assert.Equal(before, WorldText.Of(world.World.SeenBy(world.UserOf("bob"))));
        Assert.Equal(["Refused [bob] NoSuchChannel #a -> bob as Self"], world.Apply("bob", new Command.ChangeAccess(Names.Channel("#a"), Names.Nick("bob"), Ranks.Voice)));
    }

    [Fact]
    public void Only_its_founder_renames_it()
    {
        var world = WorldUnderTest.With("ana", "bob").After("ana", Wishes.Create("ana"), Wishes.Join("#dev"), Wishes.RegisterChannel("#dev"))
            .After("bob", Wishes.Join("#dev")).After("ana", Wishes.MakeOperator("bob", "#dev"));
        var wish = new Command.RenameChannel(Names.Channel("#dev"), Names.Channel("#new"), Text.Empty);

        Assert.Equal(["Refused [bob] NoAccess #dev -> bob as Self"], world.Apply("bob", wish));
        Assert.Equal(["ChannelRenamed ana #dev #new '' -> ana as Self, bob as Member"], world.Apply("ana", wish));
    }

    [Fact]
    public void Its_ranks_come_with_a_login()
    {
        var world = WorldUnderTest.With("ana", "bob").After("ana", Wishes.Create("ana"), Wishes.Join("#dev"), Wishes.RegisterChannel("#dev"))
            .After("bob", Wishes.Join("#dev"));

        Assert.Equal(
            [
                "LoggedIn [bob] bob ana -> ana as Peer, bob as Self",
                "ModesChanged nobody #dev +Owner bob -> ana as Member, bob as Member",
            ],
            world.Apply("bob", new Command.LogIn(world.Login("ana"))));
    }
}
