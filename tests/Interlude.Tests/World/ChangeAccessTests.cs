using Interlude.World;

namespace Interlude.Tests.World;

public sealed class ChangeAccessTests
{
    private static WorldUnderTest Registered() => WorldUnderTest.With("ana", "bob", "cyd")
        .After("ana", Wishes.Create("ana"), Wishes.Join("#dev"), Wishes.RegisterChannel("#dev"))
        .After("bob", Wishes.Create("bob"), Wishes.Join("#dev"))
        .After("cyd", Wishes.Create("cyd"));

    [Fact]
    public void A_rank_is_there_at_once_and_at_every_join()
    {
        var world = Registered();

        Assert.Equal(
            [
                "RegistrationChanged [ana] ana #dev AccessChanged bob Operator -> ana as Self",
                "ModesChanged nobody #dev +Operator bob -> ana as Member, bob as Member",
            ],
            world.Apply("ana", Access("bob", Ranks.Operator)));

        world.After("bob", new Command.Part(Names.Channel("#dev"), Text.Empty));
        Assert.Equal(
            ["Joined bob #dev as Operator -> ana as Member, bob as Self", "ModesChanged nobody #dev +Operator bob -> ana as Member"],
            world.Apply("bob", Wishes.Join("#dev")));
    }

    [Theory]
    [InlineData(Ranks.Admin)]
    [InlineData(Ranks.Operator)]
    [InlineData(Ranks.HalfOperator)]
    [InlineData(Ranks.Voice)]
    public void Every_rank_comes_with_the_join(Ranks rank)
    {
        var world = Registered().After("ana", Access("cyd", rank));

        Assert.Equal(
            [$"Joined cyd #dev as {rank} -> ana as Member, bob as Member, cyd as Self", $"ModesChanged nobody #dev +{rank} cyd -> ana as Member, bob as Member"],
            world.Apply("cyd", Wishes.Join("#dev")));
    }

    [Fact]
    public void Another_rank_takes_the_one_before()
    {
        var world = Registered().After("ana", Access("bob", Ranks.Operator));

        Assert.Equal(
            [
                "RegistrationChanged [ana] ana #dev AccessChanged bob Voice -> ana as Self",
                "ModesChanged nobody #dev -Operator bob -> ana as Member, bob as Member",
                "ModesChanged nobody #dev +Voice bob -> ana as Member, bob as Member",
            ],
            world.Apply("ana", Access("bob", Ranks.Voice)));
        Assert.Equal(
            [
                "RegistrationChanged [ana] ana #dev AccessChanged bob None -> ana as Self",
                "ModesChanged nobody #dev -Voice bob -> ana as Member, bob as Member",
            ],
            world.Apply("ana", Access("bob", Ranks.None)));
    }

    // own, the target's before, the target's after
    [Theory]
    [InlineData(Ranks.Admin, Ranks.None, Ranks.Operator, true)]
    [InlineData(Ranks.Admin, Ranks.Operator, Ranks.None, true)]
    [InlineData(Ranks.Admin, Ranks.None, Ranks.Admin, false)]
    [InlineData(Ranks.Admin, Ranks.Admin, Ranks.None, false)]
    [InlineData(Ranks.Operator, Ranks.None, Ranks.Voice, false)]
    public void Each_gives_what_is_below_its_own(Ranks own, Ranks before, Ranks after, bool isAllowed)
    {
        var world = Registered().After("ana", Access("bob", own));
        if (before != Ranks.None)
        {
            world.After("ana", Access("cyd", before));
        }

        var events = world.Apply("bob", Access("cyd", after));

        Assert.Equal(
            isAllowed
                ? $"RegistrationChanged [bob] bob #dev AccessChanged cyd {after} -> bob as Self"
                : "Refused [bob] TargetRanksHigher cyd #dev -> bob as Self",
            events[0]);
    }

    [Fact]
    public void Anybody_gives_up_its_own()
    {
        var world = Registered().After("ana", Access("bob", Ranks.Voice));

        Assert.Equal(
            "RegistrationChanged [bob] bob #dev AccessChanged bob None -> bob as Self", world.Apply("bob", Access("bob", Ranks.None))[0]);
    }

    [Theory]
    [InlineData("ana", "nobody", Ranks.Voice, "NoSuchAccount nobody #dev")]
    [InlineData("ana", "ana", Ranks.Voice, "TargetRanksHigher ana #dev")]
    [InlineData("ana", "bob", Ranks.Owner, "TargetRanksHigher bob #dev")]
    [InlineData("ana", "bob", Ranks.None, "NotOfAccount bob #dev")]
    [InlineData("bob", "bob", Ranks.Voice, "NoAccess #dev")]
    public void What_cannot_be_is_refused(string user, string account, Ranks rank, string refusal)
    {
        Assert.Equal([$"Refused [{user}] {refusal} -> {user} as Self"], Registered().Apply(user, Access(account, rank)));
    }

    [Fact]
    public void The_list_has_a_limit()
    {
        var world = new WorldUnderTest(new WorldPolicy { MaxAccessPerChannel = 1 }).And("ana")
            .After("ana", Wishes.Create("ana"), Wishes.Join("#dev"), Wishes.RegisterChannel("#dev"))
            .After("x", Wishes.Create("bob")).After("y", Wishes.Create("cyd")).After("ana", Access("bob", Ranks.Voice));

        Assert.Equal(["Refused [ana] ListFull cyd #dev 1 -> ana as Self"], world.Apply("ana", Access("cyd", Ranks.Voice)));
    }

    [Fact]
    public void Who_has_access_uses_it_without_having_the_rank()
    {
        var world = Registered().After("ana", Access("bob", Ranks.Operator), Wishes.Modes("#dev", new ModeChange.Rank(false, Ranks.Operator, Names.Nick("bob"))))
            .After("cyd", Wishes.Join("#dev"));

        Assert.Equal(
            ["ModesChanged bob #dev +Operator bob, +Voice cyd -> ana as Member, bob as Self, cyd as Member"],
            world.Apply(
                "bob",
                Wishes.Modes("#dev", new ModeChange.Rank(true, Ranks.Operator, Names.Nick("bob")), new ModeChange.Rank(true, Ranks.Voice, Names.Nick("cyd")))
                    with
                { By = ModeAuthority.Access }));
        Assert.Equal(
            ["Refused [cyd] NoAccess #dev -> cyd as Self"],
            world.Apply("cyd", Wishes.Rank("#dev", Ranks.Voice, "cyd") with { By = ModeAuthority.Access }));
    }

    [Fact]
    public void In_an_auditorium_who_gains_a_rank_comes_into_sight()
    {
        var world = Registered().After("cyd", Wishes.Join("#dev")).After("ana", Wishes.Set("#dev", ChannelTraits.Auditorium));

        var events = world.Apply("ana", Access("bob", Ranks.Voice));

        Assert.Equal(
            [
                "RegistrationChanged [ana] ana #dev AccessChanged bob Voice -> ana as Self",
                "Joined bob #dev -> cyd as Member",
                "ModesChanged nobody #dev +Voice bob -> ana as Member, bob as Member, cyd as Member",
            ],
            events);
    }

    private static Command.ChangeAccess Access(string account, Ranks rank) => new(Names.Channel("#dev"), Names.Nick(account), rank);

    [Fact]
    public void Others_who_gave_up_theirs_are_left_alone()
    {
        var world = Registered().After("ana", Access("bob", Ranks.Operator)).After("cyd", Wishes.Join("#dev"))
            .After("bob", Wishes.Modes("#dev", new ModeChange.Rank(false, Ranks.Operator, Names.Nick("bob"))));

        Assert.Equal(
            "ModesChanged nobody #dev +Voice cyd -> ana as Member, bob as Member, cyd as Member",
            world.Apply("ana", Access("cyd", Ranks.Voice))[1]);
    }

    [Fact]
    public void Who_has_access_comes_in_without_an_invitation_or_a_key_but_not_past_a_ban()
    {
        var world = Registered().After("ana", Access("cyd", Ranks.Voice), Wishes.Set("#dev", ChannelTraits.InviteOnly))
            .After("ana", Wishes.Modes("#dev", new ModeChange.Key(true, Names.Text("k"))));

        Assert.Equal("Joined cyd #dev as Voice -> ana as Member, bob as Member, cyd as Self", world.Apply("cyd", Wishes.Join("#dev"))[0]);
        world.After("cyd", new Command.Part(Names.Channel("#dev"), Text.Empty)).After("ana", Wishes.Ban("#dev", "cyd!*@*"));
        Assert.Equal(["Refused [cyd] Banned #dev 10000 -> cyd as Self"], world.Apply("cyd", Wishes.Join("#dev")));
    }

    [Fact]
    public void Who_has_access_knows_of_a_secret_channel_that_it_is_not_on()
    {
        var world = Registered().After("ana", Access("cyd", Ranks.Voice), Wishes.Set("#dev", ChannelTraits.Secret));

        var view = world.World.SeenBy(world.UserOf("cyd"));

        Assert.NotNull(view.Find(Names.Channel("#dev")));
        Assert.Equal(view.Channels().Count, view.Counts.Channels);
    }
}
