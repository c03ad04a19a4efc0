using Interlude.World;

namespace Interlude.Tests.World;

public sealed class InviteTests
{
    [Fact]
    public void Members_and_who_is_asked_are_told()
    {
        var world = WorldUnderTest.With("cyd", "ana", "bob").On("#dev", "cyd", "ana");

        var events = world.Apply("ana", new Command.Invite(Names.Nick("BOB"), Names.Channel("#DEV")));

        Assert.Equal(["Invited ana bob #dev -> cyd as Member, ana as Self, bob as Target"], events);
        Assert.Equal("@cyd ana", world.Members("#dev"));
    }

    [Fact]
    public void A_channel_that_is_not_there_invites_nobody()
    {
        var world = WorldUnderTest.With("ana", "bob");

        var events = world.Apply("ana", new Command.Invite(Names.Nick("bob"), Names.Channel("#dev")));

        Assert.Equal(["Refused [ana] NoSuchChannel #dev -> ana as Self"], events);
    }

    [Fact]
    public void Only_members_invite()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#dev", "bob");

        var events = world.Apply("ana", new Command.Invite(Names.Nick("nobody"), Names.Channel("#DEV")));

        Assert.Equal(["Refused [ana] NotOnChannel #dev -> ana as Self"], events);
    }

    [Fact]
    public void Nobody_of_that_nick_is_refused_as_it_was_written()
    {
        var world = WorldUnderTest.With("ana").On("#dev", "ana");

        var events = world.Apply("ana", new Command.Invite(Names.Nick("Bob"), Names.Channel("#dev")));

        Assert.Equal(["Refused [ana] NoSuchNick Bob -> ana as Self"], events);
    }

    [Theory]
    [InlineData("ana", "ana")]
    [InlineData("BOB", "bob")]
    public void Members_need_no_invitation(string nick, string named)
    {
        var world = WorldUnderTest.With("ana", "bob").On("#dev", "ana", "bob");

        var events = world.Apply("ana", new Command.Invite(Names.Nick(nick), Names.Channel("#DEV")));

        Assert.Equal([$"Refused [ana] TargetAlreadyOnChannel {named} #dev -> ana as Self"], events);
    }

    [Fact]
    public void Where_it_is_needed_operators_invite_and_operators_hear_of_it()
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd", "dan").On("#dev", "ana", "bob", "cyd").After(
            "ana", Wishes.Set("#dev", ChannelTraits.InviteOnly), Wishes.Rank("#dev", Ranks.HalfOperator, "bob"));

        var member = world.Apply("cyd", new Command.Invite(Names.Nick("dan"), Names.Channel("#dev")));
        var half = world.Apply("bob", new Command.Invite(Names.Nick("dan"), Names.Channel("#dev")));

        Assert.Equal(["Refused [cyd] NotOperator #dev -> cyd as Self"], member);
        Assert.Equal(["Invited bob dan #dev -> ana as Member, bob as Self, dan as Target"], half);
    }

    [Fact]
    public void The_word_of_any_member_opens_the_door()
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd").On("#dev", "ana", "bob")
            .After("bob", new Command.Invite(Names.Nick("cyd"), Names.Channel("#dev")))
            .After("ana", Wishes.Set("#dev", ChannelTraits.InviteOnly));

        var events = world.Apply("cyd", new Command.Join(Names.Channel("#dev")));

        Assert.Equal(["Joined cyd #dev -> ana as Member, bob as Member, cyd as Self"], events);
        Assert.Empty(world.View.Find(Names.Nick("cyd"))!.Invitations);
    }

    [Fact]
    public void A_secret_channel_looks_to_others_as_if_it_were_not_there()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#dev", "ana").After("ana", Wishes.Set("#dev", ChannelTraits.Secret));

        var events = world.Apply("bob", new Command.Invite(Names.Nick("ana"), Names.Channel("#DEV")));

        Assert.Equal(["Refused [bob] NoSuchChannel #DEV -> bob as Self"], events);
    }

    [Fact]
    public void Invitations_are_kept_in_order_once_each_and_the_oldest_gives_way()
    {
        var world = new WorldUnderTest(new WorldPolicy { MaxInvitations = 2 }).And("ana", "bob")
            .On("#a", "ana").On("#b", "ana").On("#c", "ana");
        foreach (var channel in (string[])["#a", "#b", "#a", "#c"])
        {
            world.After("ana", new Command.Invite(Names.Nick("bob"), Names.Channel(channel)));
        }

        Assert.Equal(["#b", "#c"], Invitations(world));
    }

    [Fact]
    public void An_invitation_ends_by_coming_and_with_the_channel()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#a", "ana").On("#b", "ana").After(
            "ana", new Command.Invite(Names.Nick("bob"), Names.Channel("#a")), new Command.Invite(Names.Nick("bob"), Names.Channel("#b")));

        world.On("#a", "bob");
        var after = Invitations(world);
        world.After("ana", new Command.Part(Names.Channel("#b"), Text.Empty));

        Assert.Equal(["#b"], after);
        Assert.Empty(Invitations(world));
    }

    [Fact]
    public void An_invitation_follows_a_channel_to_its_new_name_and_is_nobody_elses_to_see()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#a", "ana").After(
            "ana",
            new Command.Invite(Names.Nick("bob"), Names.Channel("#a")),
            new Command.RenameChannel(Names.Channel("#a"), Names.Channel("#b"), Text.Empty));

        Assert.Equal(["#b"], Invitations(world));
        Assert.Empty(world.World.SeenBy(world.UserOf("ana")).Find(Names.Nick("bob"))!.Invitations);
    }

    private static IEnumerable<string> Invitations(WorldUnderTest world) =>
        world.World.SeenBy(world.UserOf("bob")).Viewer!.Invitations.Select(channel => channel.Value);
}
