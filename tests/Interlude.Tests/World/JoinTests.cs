using Interlude.World;

namespace Interlude.Tests.World;

public sealed class JoinTests
{
    [Fact]
    public void The_first_to_arrive_operates_the_channel()
    {
        var world = WorldUnderTest.With("ana");

        var events = world.Apply("ana", new Command.Join(Names.Channel("#dev")));

        Assert.Equal(["Joined ana #dev as Operator -> ana as Self"], events);
        Assert.Equal("@ana", world.Members("#dev"));
    }

    [Fact]
    public void Joining_tells_every_member_in_order_of_joining()
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd").On("#dev", "cyd", "ana");

        var events = world.Apply("bob", new Command.Join(Names.Channel("#dev")));

        Assert.Equal(["Joined bob #dev -> cyd as Member, ana as Member, bob as Self"], events);
        Assert.Equal("@cyd ana bob", world.Members("#dev"));
    }

    [Fact]
    public void Nobody_comes_to_operate_the_lobby_by_arriving()
    {
        var world = WorldUnderTest.With("ana");

        var events = world.Apply("ana", new Command.Join(Names.Channel("#Lobby")));

        Assert.Equal(["Joined ana #Lobby -> ana as Self"], events);
        Assert.Equal("ana", world.Members("#lobby"));
    }

    [Fact]
    public void Without_a_lobby_every_channel_is_operated_by_its_first_member()
    {
        var world = new WorldUnderTest(new WorldPolicy { Lobby = null }).And("ana");

        var events = world.Apply("ana", new Command.Join(Names.Channel("#lobby")));

        Assert.Equal(["Joined ana #lobby as Operator -> ana as Self"], events);
    }

    [Fact]
    public void A_channel_keeps_the_name_that_its_creator_wrote()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#Dev", "ana");

        var events = world.Apply("bob", new Command.Join(Names.Channel("#ＤＥＶ")));

        Assert.Equal(["Joined bob #Dev -> ana as Member, bob as Self"], events);
        Assert.Equal("#Dev", Assert.Single(world.View.Find(Names.Nick("bob"))!.Channels).Value);
    }

    [Theory]
    [InlineData("#dev")]
    [InlineData("#DEV")]
    public void A_member_cannot_join_again(string name)
    {
        var world = WorldUnderTest.With("ana").On("#dev", "ana");

        var events = world.Apply("ana", new Command.Join(Names.Channel(name)));

        Assert.Equal(["Refused [ana] AlreadyOnChannel #dev -> ana as Self"], events);
    }

    [Fact]
    public void As_many_channels_as_the_limit_are_joined_and_one_more_is_refused()
    {
        var world = new WorldUnderTest(new WorldPolicy { MaxChannelsPerUser = 2 }).And("ana", "bob")
            .On("#a", "ana").On("#c", "bob");

        var second = world.Apply("ana", new Command.Join(Names.Channel("#b")));
        var third = world.Apply("ana", new Command.Join(Names.Channel("#c")));

        Assert.Equal(["Joined ana #b as Operator -> ana as Self"], second);
        Assert.Equal(["Refused [ana] TooManyChannels #c 2 -> ana as Self"], third);
    }

    [Fact]
    public void Leaving_a_channel_makes_room_for_another()
    {
        var world = new WorldUnderTest(new WorldPolicy { MaxChannelsPerUser = 1, MaxChannels = 1 }).And("ana")
            .On("#a", "ana").After("ana", new Command.Part(Names.Channel("#a"), Text.Empty));

        var events = world.Apply("ana", new Command.Join(Names.Channel("#b")));

        Assert.Equal(["Joined ana #b as Operator -> ana as Self"], events);
    }

    [Fact]
    public void As_many_channels_in_all_as_the_limit_are_created_and_one_more_is_refused()
    {
        var world = new WorldUnderTest(new WorldPolicy { MaxChannels = 2 }).And("ana", "bob").On("#a", "ana");

        var second = world.Apply("bob", new Command.Join(Names.Channel("#b")));
        var third = world.Apply("bob", new Command.Join(Names.Channel("#c")));
        var existing = world.Apply("bob", new Command.Join(Names.Channel("#a")));

        Assert.Equal(["Joined bob #b as Operator -> bob as Self"], second);
        Assert.Equal(["Refused [bob] TooManyChannelsInAll #c 2 -> bob as Self"], third);
        Assert.Equal(["Joined bob #a -> ana as Member, bob as Self"], existing);
    }

    [Fact]
    public void As_many_members_as_the_limit_join_and_one_more_is_refused()
    {
        var world = new WorldUnderTest(new WorldPolicy { MaxMembersPerChannel = 2 }).And("ana", "bob", "cyd")
            .On("#dev", "ana");

        var second = world.Apply("bob", new Command.Join(Names.Channel("#dev")));
        var third = world.Apply("cyd", new Command.Join(Names.Channel("#DEV")));

        Assert.Equal(["Joined bob #dev -> ana as Member, bob as Self"], second);
        Assert.Equal(["Refused [cyd] ChannelFull #dev 2 -> cyd as Self"], third);
    }

    [Fact]
    public void Being_there_is_said_before_any_limit_and_ones_own_limit_before_the_others()
    {
        var policy = new WorldPolicy { MaxChannelsPerUser = 1, MaxChannels = 1, MaxMembersPerChannel = 1 };
        var world = new WorldUnderTest(policy).And("ana", "bob").On("#a", "ana");

        var again = world.Apply("ana", new Command.Join(Names.Channel("#a")));
        var another = world.Apply("ana", new Command.Join(Names.Channel("#b")));
        var full = world.Apply("bob", new Command.Join(Names.Channel("#a")));

        Assert.Equal(["Refused [ana] AlreadyOnChannel #a -> ana as Self"], again);
        Assert.Equal(["Refused [ana] TooManyChannels #b 1 -> ana as Self"], another);
        Assert.Equal(["Refused [bob] ChannelFull #a 1 -> bob as Self"], full);
    }

    [Theory]
    [InlineData("", "WrongKey")]
    [InlineData("K", "WrongKey")]
    [InlineData("k", "")]
    public void A_key_opens_the_channel_that_has_it(string key, string refusal)
    {
        var world = Closed(new ModeChange.Key(true, Names.Text("k")));

        var events = world.Apply("bob", new Command.Join(Names.Channel("#DEV"), Names.Text(key)));

        Expect(refusal, events);
    }

    [Fact]
    public void A_key_that_is_not_asked_for_does_no_harm()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#dev", "ana");

        Expect("", world.Apply("bob", new Command.Join(Names.Channel("#dev"), Names.Text("k"))));
    }

    [Fact]
    public void The_channels_own_limit_counts_beside_the_servers()
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd").On("#dev", "ana")
            .After("ana", Wishes.Modes("#dev", new ModeChange.Limit(true, 2)));

        var second = world.Apply("bob", new Command.Join(Names.Channel("#dev")));
        var third = world.Apply("cyd", new Command.Join(Names.Channel("#dev")));

        Expect("", second);
        Assert.Equal(["Refused [cyd] ChannelFull #dev 2 -> cyd as Self"], third);
    }

    [Theory]
    [InlineData("bob", false)]
    [InlineData("BOB!*@*", false)]
    [InlineData("*!user@*", false)]
    [InlineData("*@cloak.ip", false)]          // what others see
    [InlineData("*@real.host", true)]          // where it comes from, which nobody is to find out by setting bans
    [InlineData("real.*", true)]
    [InlineData("m:bob", true)]                // keeps from speaking alone
    [InlineData("bo", true)]
    [InlineData("ana", true)]
    [InlineData("*!other@*", true)]
    public void Who_fits_a_ban_by_what_others_see_stays_outside(string mask, bool isLetIn)
    {
        var world = WorldUnderTest.With("ana").On("#dev", "ana").After("ana", Wishes.Ban("#dev", mask))
            .After("bob", Wishes.Register("bob", Wishes.Profile with { Modes = UserModes.Cloaked }));

        Expect(isLetIn ? "" : "Banned", world.Apply("bob", new Command.Join(Names.Channel("#dev"))));
    }

    [Theory]
    [InlineData("bob", true)]
    [InlineData("*@cloak.ip", true)]
    [InlineData("*@real.host", false)]
    [InlineData("eve", false)]
    [InlineData("m:bob", false)]
    public void Who_is_excepted_comes_in_nevertheless(string mask, bool isLetIn)
    {
        var world = Closed(
            new ModeChange.Mask(true, MaskList.Bans, Names.Mask("b*")), new ModeChange.Mask(true, MaskList.Exceptions, Names.Mask(mask)));

        Expect(isLetIn ? "" : "Banned", world.Apply("bob", new Command.Join(Names.Channel("#dev"))));
    }

    [Theory]
    [InlineData("bob", true)]
    [InlineData("eve", false)]
    [InlineData("m:bob", false)]
    public void Who_is_on_the_list_needs_no_invitation(string mask, bool isLetIn)
    {
        var world = Closed(
            new ModeChange.Trait(true, ChannelTraits.InviteOnly),
            new ModeChange.Mask(true, MaskList.Invitations, Names.Mask(mask)));

        Expect(isLetIn ? "" : "InviteOnly", world.Apply("bob", new Command.Join(Names.Channel("#dev"))));
    }

    [Fact]
    public void Where_accounts_are_needed_nobody_without_one_comes_in()
    {
        var world = Closed(new ModeChange.Trait(true, ChannelTraits.AccountsJoin));

        Expect("NeedsAccount", world.Apply("bob", new Command.Join(Names.Channel("#dev"))));
    }

    [Fact]
    public void A_secret_channel_is_entered_by_who_knows_its_name()
    {
        var world = Closed(new ModeChange.Trait(true, ChannelTraits.Secret));

        Expect("", world.Apply("bob", new Command.Join(Names.Channel("#dev"))));
    }

    [Fact]
    public void An_invitation_of_an_operator_opens_every_door_of_the_channel_once()
    {
        var world = Closed(
            new ModeChange.Trait(true, ChannelTraits.InviteOnly),
            new ModeChange.Trait(true, ChannelTraits.AccountsJoin),
            new ModeChange.Key(true, Names.Text("k")),
            new ModeChange.Limit(true, 1),
            new ModeChange.Mask(true, MaskList.Bans, Names.Mask("*"))).After("ana", new Command.Invite(Names.Nick("bob"), Names.Channel("#dev")));

        var first = world.Apply("bob", new Command.Join(Names.Channel("#dev")));
        world.After("bob", new Command.Part(Names.Channel("#dev"), Text.Empty));
        var second = world.Apply("bob", new Command.Join(Names.Channel("#dev")));

        Expect("", first);
        Assert.Equal(["Refused [bob] Banned #dev 1 -> bob as Self"], second);
    }

    [Fact]
    public void No_invitation_opens_a_channel_that_is_as_full_as_the_server_lets_it_be()
    {
        var world = new WorldUnderTest(new WorldPolicy { MaxMembersPerChannel = 1 }).And("ana", "bob").On("#dev", "ana")
            .After("ana", new Command.Invite(Names.Nick("bob"), Names.Channel("#dev")));

        Assert.Equal(
            ["Refused [bob] ChannelFull #dev 1 -> bob as Self"], world.Apply("bob", new Command.Join(Names.Channel("#dev"))));
    }

    [Fact]
    public void Who_cannot_join_is_sent_on()
    {
        var world = Forwarding();

        var events = world.Apply("bob", new Command.Join(Names.Channel("#dev")));

        Assert.Equal(["Joined bob #other from #dev -> ana as Member, bob as Self"], events);
        Assert.Equal(["#other"], world.View.Find(Names.Nick("bob"))!.Channels.Select(channel => channel.Value));
    }

    [Fact]
    public void Who_can_join_is_not_sent_on()
    {
        var world = Forwarding();

        Expect("", world.Apply("bob", new Command.Join(Names.Channel("#dev"), Names.Text("k"))));
    }

    [Theory]
    [InlineData("closed")]
    [InlineData("gone")]
    [InlineData("there already")]
    public void Who_finds_no_place_there_either_is_told_why_there_was_none_where_it_wished(string other)
    {
        var world = Forwarding();
        if (other == "closed")
        {
            // that one sends on, too, but nobody is sent on twice
            world.On("#third", "ana").After("ana", Wishes.Set("#other", ChannelTraits.InviteOnly))
                .After("ana", Wishes.Modes("#other", new ModeChange.Forward(true, Names.Channel("#third"))));
        }
        else if (other == "gone")
        {
            world.After("ana", new Command.Part(Names.Channel("#other"), Text.Empty));
        }
        else
        {
            world.On("#other", "bob");
        }

        Expect("WrongKey", world.Apply("bob", new Command.Join(Names.Channel("#dev"))));
    }

    [Fact]
    public void A_channel_is_opened_as_the_policy_has_it_and_the_lobbys_topic_is_everybodys()
    {
        var world = new WorldUnderTest(new WorldPolicy
        {
            Lobby = Names.Channel("#lobby"),
            DefaultChannelTraits = ChannelTraits.TopicLocked | ChannelTraits.MembersOnly,
        })
        { Now = 7_000 }.And("ana").On("#dev", "ana").On("#lobby", "ana");

        var dev = world.View.Find(Names.Channel("#dev"))!;

        Assert.Equal(ChannelTraits.TopicLocked | ChannelTraits.MembersOnly, dev.Traits);
        Assert.Equal(7_000, dev.CreatedAt.Milliseconds);
        Assert.Equal(ChannelTraits.MembersOnly, world.View.Find(Names.Channel("#lobby"))!.Traits);
    }

    [Fact]
    public void What_somebody_is_called_and_why_it_is_away_come_along()
    {
        var world = WorldUnderTest.With("ana").On("#dev", "ana").After("bob", Wishes.Register("bob", Wishes.Profile with
        {
            RealName = Names.Text("Bob B."),
            Away = Names.Text("asleep"),
        }));

        var events = world.Apply("bob", new Command.Join(Names.Channel("#dev")));

        Assert.Equal(["Joined bob #dev called 'Bob B.' away 'asleep' -> ana as Member, bob as Self"], events);
    }

    [Fact]
    public void In_an_auditorium_only_those_with_a_rank_of_operators_see_who_comes()
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd", "dan").On("#dev", "ana", "bob", "cyd").After(
            "ana",
            Wishes.Set("#dev", ChannelTraits.Auditorium),
            Wishes.Rank("#dev", Ranks.HalfOperator, "bob"),
            Wishes.Rank("#dev", Ranks.Voice, "cyd"));

        var events = world.Apply("dan", new Command.Join(Names.Channel("#dev")));

        Assert.Equal(["Joined dan #dev -> ana as Member, bob as Member, dan as Self"], events);
    }

    private static void Expect(string refusal, IReadOnlyList<string> events) => Assert.StartsWith(
        refusal.Length == 0 ? "Joined bob #dev -> ana as Member, bob as Self" : $"Refused [bob] {refusal} #dev",
        Assert.Single(events),
        StringComparison.Ordinal);

    // #dev, which ana operates; bob is not there.
    private static WorldUnderTest Closed(params ModeChange[] changes) =>
        WorldUnderTest.With("ana", "bob").On("#dev", "ana").After("ana", Wishes.Modes("#dev", changes));

    // #dev has a key and sends people on to #other.
    private static WorldUnderTest Forwarding() => WorldUnderTest.With("ana", "bob").On("#dev", "ana").On("#other", "ana").After(
        "ana",
        Wishes.Modes("#dev", new ModeChange.Key(true, Names.Text("k")), new ModeChange.Forward(true, Names.Channel("#other"))));
}
