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
}
