using FsCheck;
using FsCheck.Fluent;
using Interlude.World;

namespace Interlude.Tests.World;

public sealed class ViewsTests
{
    [Fact]
    public void The_viewer_sees_itself_with_its_channels_in_order_of_joining()
    {
        var world = WorldUnderTest.With("ana").On("#c", "ana").On("#a", "ana").On("#b", "ana")
            .After("ana", new Command.SetAway(Names.Text("asleep")));

        var ana = world.World.SeenBy(world.UserOf("ana")).Viewer!;

        Assert.Equal("ana", ana.Identity.Nick.Value);
        Assert.Equal("asleep", ana.Away.ToString());
        Assert.Equal(["#c", "#a", "#b"], ana.Channels.Select(channel => channel.Value));
    }

    [Fact]
    public void A_viewer_who_has_left_sees_no_self()
    {
        var world = WorldUnderTest.With("ana");
        var id = world.UserOf("ana");

        world.After("ana", new Command.EndSession(Text.Empty));

        Assert.Null(world.World.SeenBy(id).Viewer);
    }

    [Fact]
    public void Users_are_found_by_any_nick_that_folds_to_theirs()
    {
        var world = WorldUnderTest.With("ana");

        var found = world.View.Find(Names.Nick("ＡＮＡ"));

        Assert.Equal(world.UserOf("ana"), found!.Identity.Id);
        Assert.Null(world.View.Find(Names.Nick("anna")));
    }

    [Fact]
    public void A_channel_shows_its_state_and_members_in_order_of_joining()
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd").On("#Dev", "cyd", "ana").After(
            "cyd",
            new Command.SetTopic(Names.Channel("#dev"), Names.Text("ship it")),
            Wishes.Lock("#dev"),
            new Command.SetAway(Names.Text("asleep")));

        var dev = world.View.Find(Names.Channel("#ＤＥＶ"))!;

        Assert.Equal("#Dev", dev.Name.Value);
        Assert.Equal("ship it", dev.Topic.ToString());
        Assert.True(dev.IsTopicLocked);
        Assert.Equal(2, dev.Count);
        Assert.Equal(
            [("cyd", true, "asleep"), ("ana", false, "")],
            dev.Members.Select(each => (each.Identity.Nick.Value, each.IsOperator, each.Away.ToString())));
        Assert.True(dev.Has(world.UserOf("ana")));
        Assert.False(dev.Has(world.UserOf("bob")));
        Assert.Null(world.View.Find(Names.Channel("#x")));
    }

    [Fact]
    public void Channels_come_in_the_ordinal_order_of_their_folded_names()
    {
        var world = WorldUnderTest.With("ana").On("#b", "ana").On("#я", "ana").On("#Å", "ana").On("#A", "ana").On("#-", "ana");

        var channels = world.View.Channels();

        // #Å folds to a and a ring.
        Assert.Equal(["#-", "#A", "#Å", "#b", "#я"], channels.Select(channel => channel.Name.Value));
    }

    [Fact]
    public void A_world_without_channels_shows_none()
    {
        Assert.Empty(new WorldUnderTest().View.Channels());
    }

    [Fact]
    public void Channels_are_counted_as_far_as_the_viewer_may_know_of_them()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#a", "ana").On("#b", "ana").On("#c", "ana", "bob");
        var secret = new ModeChange.Trait(IsSet: true, ChannelTraits.Secret);

        world.After("ana", new Command.ChangeModes(Names.Channel("#b"), [secret]), new Command.ChangeModes(Names.Channel("#c"), [secret]));

        Assert.Equal(3, world.World.SeenBy(world.UserOf("ana")).Counts.Channels);
        Assert.Equal(2, world.World.SeenBy(world.UserOf("bob")).Counts.Channels);
        Assert.Equal(1, world.World.SeenBy(default).Counts.Channels);

        world.After("ana", new Command.ChangeModes(Names.Channel("#c"), [secret with { IsSet = false }]), new Command.Part(Names.Channel("#b"), Text.Empty));

        Assert.Equal(2, world.World.SeenBy(default).Counts.Channels);
        Assert.Equal(2, world.World.SeenWhole().Counts.Channels);
    }

    [Fact]
    public void Where_a_channel_sends_people_is_told_to_members()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#a", "ana").On("#b", "ana");
        world.After("ana", new Command.ChangeModes(Names.Channel("#a"), [new ModeChange.Forward(IsSet: true, Names.Channel("#b"))]));

        Assert.Equal("#b", world.World.SeenBy(world.UserOf("ana")).Find(Names.Channel("#a"))!.Forward?.Value);
        Assert.Null(world.World.SeenBy(world.UserOf("bob")).Find(Names.Channel("#a"))!.Forward);
    }

    [Fact]
    public void Outsiders_are_not_told_on_which_channels_somebody_invisible_is()
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd").On("#dev", "ana", "bob").After(
            "ana", new Command.ChangeUserModes(UserModes.Invisible, UserModes.None));
        var ana = world.UserOf("ana");

        Assert.Equal(["#dev"], ChannelsSeenBy("ana"));
        Assert.Equal(["#dev"], ChannelsSeenBy("bob"));
        Assert.Empty(ChannelsSeenBy("cyd"));
        Assert.False(world.World.SeenBy(world.UserOf("cyd")).Find(Names.Channel("#dev"))!.Has(ana));

        IEnumerable<string> ChannelsSeenBy(string viewer) =>
            world.World.SeenBy(world.UserOf(viewer)).Find(ana)!.Channels.Select(channel => channel.Value);
    }

    [Fact]
    public void A_secret_channel_is_seen_by_its_members_alone()
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd").On("#open", "ana", "bob").On("#dev", "ana", "bob")
            .After("ana", Wishes.Set("#dev", ChannelTraits.Secret));
        var (bob, cyd) = (world.World.SeenBy(world.UserOf("bob")), world.World.SeenBy(world.UserOf("cyd")));

        Assert.Equal(["#dev", "#open"], bob.Channels().Select(channel => channel.Name.Value));
        Assert.Equal(["#open"], cyd.Channels().Select(channel => channel.Name.Value));
        Assert.NotNull(bob.Find(Names.Channel("#dev")));
        Assert.Null(cyd.Find(Names.Channel("#dev")));
        Assert.Equal(["#open", "#dev"], bob.Find(Names.Nick("ana"))!.Channels.Select(channel => channel.Value));
        Assert.Equal(["#open"], cyd.Find(Names.Nick("ana"))!.Channels.Select(channel => channel.Value));
        Assert.Equal((2, 1), (bob.Counts.Channels, cyd.Counts.Channels));
    }

    [Fact]
    public void Who_is_invisible_is_found_by_its_name_by_itself_and_by_who_shares_a_channel()
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd").On("#dev", "ana", "bob")
            .After("ana", new Command.ChangeUserModes(UserModes.Invisible, UserModes.None));

        string Seen(string viewer)
        {
            var view = world.World.SeenBy(world.UserOf(viewer));
            var members = view.Find(Names.Channel("#dev"))!.Members.Select(member => member.Identity.Nick.Value);
            return $"{string.Join(' ', view.Users().Select(user => user.Identity.Nick))}; {string.Join(' ', members)}; "
                + $"{string.Join(' ', view.Find(Names.Nick("ana"))!.Channels)}";
        }

        Assert.Equal("ana bob cyd; ana bob; #dev", Seen("ana"));
        Assert.Equal("ana bob cyd; ana bob; #dev", Seen("bob"));
        Assert.Equal("bob cyd; bob; ", Seen("cyd"));
        Assert.False(world.World.SeenBy(world.UserOf("cyd")).Find(Names.Channel("#dev"))!.Has(world.UserOf("ana")));
        Assert.Equal(1, world.World.SeenBy(world.UserOf("cyd")).Counts.Invisible);
    }

    [Fact]
    public void In_an_auditorium_members_without_a_rank_see_those_with_one_and_themselves()
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd", "dan", "eve").On("#dev", "ana", "bob", "cyd", "dan").After(
            "ana",
            Wishes.Set("#dev", ChannelTraits.Auditorium),
            Wishes.Rank("#dev", Ranks.Voice, "bob"),
            Wishes.Rank("#dev", Ranks.HalfOperator, "cyd"));

        string Seen(string viewer) => string.Join(' ', world.World.SeenBy(world.UserOf(viewer)).Find(Names.Channel("#dev"))!.Members
            .Select(member => member.Identity.Nick.Value));

        Assert.Equal("ana bob cyd dan", Seen("ana"));
        Assert.Equal("ana bob cyd", Seen("bob"));
        Assert.Equal("ana bob cyd dan", Seen("cyd"));
        Assert.Equal("ana bob cyd dan", Seen("dan"));
        Assert.Equal("ana bob cyd", Seen("eve"));
        Assert.Empty(world.World.SeenBy(world.UserOf("bob")).Find(Names.Nick("dan"))!.Channels);
    }

    [Fact]
    public void Who_is_invisible_in_an_auditorium_is_not_found_by_who_does_not_see_it_there()
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd").On("#dev", "ana", "bob", "cyd")
            .After("ana", Wishes.Set("#dev", ChannelTraits.Auditorium))
            .After("bob", new Command.ChangeUserModes(UserModes.Invisible, UserModes.None));

        Assert.Equal(
            ["ana", "cyd"], world.World.SeenBy(world.UserOf("cyd")).Users().Select(user => user.Identity.Nick.Value));
    }

    [Fact]
    public void Where_somebody_comes_from_is_seen_by_itself_and_by_operators_with_the_power()
    {
        var world = WorldUnderTest.With("ana", "bob", "root", "helper").After("root", Wishes.Oper(OperatorPowers.Inspect))
            .After("helper", Wishes.Oper(OperatorPowers.All & ~OperatorPowers.Inspect));

        string? Seen(string viewer) => world.World.SeenBy(world.UserOf(viewer)).Find(Names.Nick("ana"))!.RealHost?.Value;

        Assert.Equal(("real.host", null, "real.host", null), (Seen("ana"), Seen("bob"), Seen("root"), Seen("helper")));
    }

    [Fact]
    public void Past_users_are_found_by_nick_the_latest_first_as_they_were()
    {
        var world = new WorldUnderTest { Now = 5_000 }.After("ana", Wishes.Register("ana", Wishes.Profile with
        {
            RealName = Names.Text("Ana A."),
            Modes = UserModes.Bot,
        }));
        world.After("ana", new Command.ChangeNick(Names.Nick("bo")), new Command.SetRealName(Names.Text("B.")), new Command.ChangeNick(Names.Nick("ANA")));
        world.Now = 6_000;
        world.After("ana", new Command.EndSession(Text.Empty));

        string Past(string nick) => string.Join(", ", world.View.PastUsers(Names.Nick(nick))
            .Select(past => $"{past.Identity} {past.RealName} {past.RealHost} {past.Until.Milliseconds} {past.Identity.IsBot}"));

        Assert.Equal("ANA B. real.host 6000 True, ana Ana A. real.host 5000 True", Past("Ana"));
        Assert.Equal("bo B. real.host 5000 True", Past("bo"));
        Assert.Equal("", Past("cyd"));
    }

    [Fact]
    public void As_many_past_users_are_remembered_as_the_limit_and_a_smaller_one_forgets_the_oldest()
    {
        var world = new WorldUnderTest(new WorldPolicy { MaxPastUsers = 2 }).And("ana", "bob", "cyd");
        foreach (var name in (string[])["ana", "bob", "cyd"])
        {
            world.After(name, new Command.EndSession(Text.Empty));
        }

        string Past() => string.Concat("ana bob cyd".Split(' ').Where(nick => world.View.PastUsers(Names.Nick(nick)).Count > 0));

        var two = Past();
        world.ApplyAsNode(WorldUnderTest.Node1, new Command.Configured(new WorldPolicy { MaxPastUsers = 1 }));

        Assert.Equal(("bobcyd", "cyd"), (two, Past()));
    }

    [Fact]
    public void Users_come_in_order_of_registering_and_fit_patterns_by_what_everybody_sees()
    {
        var world = WorldUnderTest.With("cyd", "ana").After("bob", Wishes.Register("bob", Wishes.Profile with { Modes = UserModes.Cloaked }));

        string Fitting(string pattern) => string.Join(' ', world.View.Users().Where(user => user.Fits(System.Text.Encoding.UTF8.GetBytes(pattern)))
            .Select(user => user.Identity.Nick.Value));

        Assert.Equal("cyd ana bob", Fitting("*"));
        Assert.Equal("cyd ana", Fitting("*@real.host"));
        Assert.Equal("bob", Fitting("*@cloak.ip"));
        Assert.Equal("ana", Fitting("a*!user@*"));
    }

    [Fact]
    public void Where_people_are_sent_on_is_seen_by_members()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#dev", "ana").On("#other", "ana")
            .After("ana", Wishes.Modes("#dev", new ModeChange.Forward(true, Names.Channel("#other"))));

        Assert.Equal("#other", world.World.SeenBy(world.UserOf("ana")).Find(Names.Channel("#dev"))!.Forward?.Value);
        Assert.Null(world.World.SeenBy(world.UserOf("bob")).Find(Names.Channel("#dev"))!.Forward);
    }

    [Fact]
    public void A_user_shows_its_rank_on_each_channel_and_when_it_came()
    {
        var world = new WorldUnderTest { Now = 5_000 }.And("ana", "bob").On("#a", "ana", "bob").On("#b", "bob");

        var bob = world.World.SeenBy(world.UserOf("ana")).Find(Names.Nick("bob"))!;

        Assert.Equal([("#a", Ranks.None), ("#b", Ranks.Operator)], bob.Ranked.Select(place => (place.Channel.Value, place.Ranks)));
        Assert.Equal(5_000, bob.RegisteredAt.Milliseconds);
    }

    // Everybody leaves the channel, and those who were not there see the same world as before.
    [Fact]
    public void To_who_is_not_there_a_world_with_a_secret_channel_looks_as_one_without_it()
    {
        var met = 0;
        Prop.ForAll(WorldHistory.Arbitrary(), numbers =>
        {
            var (world, sessions) = (new ChatWorld(), new Dictionary<SessionId, UserId>());
            foreach (var entry in new WorldHistory().Continue(0, numbers))
            {
                var events = new List<Event>();
                world.Apply(entry, events);
                Follow(events, sessions);
                met += CheckSecrets(world, sessions);
            }
        }).QuickCheckThrowOnFailure();
        Assert.True(met > 10, $"{met} viewers are too few to say anything.");
    }

    private static void Follow(List<Event> events, Dictionary<SessionId, UserId> sessions)
    {
        foreach (var happened in events)
        {
            var (user, session) = happened switch
            {
                Event.Registered registered => (registered.User, registered.Session),
                Event.Attached attached => (attached.User, attached.Session),
                Event.Moved moved => (moved.User, moved.Session),
                _ => default,
            };
            if (user is not null)
            {
                sessions[session] = user.Id;
            }
            else if (happened is Event.SessionEnded ended)
            {
                sessions.Remove(ended.Session);   // another of the user's devices may go on
            }
        }
    }

    private static int CheckSecrets(ChatWorld world, Dictionary<SessionId, UserId> sessions)
    {
        var (met, whole) = (0, world.SeenWhole());
        foreach (var secret in whole.Channels().Where(channel => (channel.Traits & ChannelTraits.Secret) != 0))
        {
            if (secret.Registration is not null)
            {
                continue;   // it does not end with its last member: RegisterChannelTests
            }

            if (secret.Members.Any(member => whole.Find(member.Identity.Id)!.Devices != 1))
            {
                continue;   // who has no device cannot leave, and of several the last may be gone
            }

            var without = Without(secret, world, sessions);
            foreach (var viewer in whole.Users().Where(user => !secret.Has(user.Identity.Id) && !user.Invitations.Contains(secret.Name)))
            {
                Assert.Equal(WorldText.Of(without.SeenBy(viewer.Identity.Id)), WorldText.Of(world.SeenBy(viewer.Identity.Id)));
                met++;
            }
        }

        return met;
    }

    private static ChatWorld Without(ChannelView secret, ChatWorld world, Dictionary<SessionId, UserId> sessions)
    {
        var without = ChatWorld.LoadSnapshot(WorldHistory.Save(world));
        var number = 1_000_000;
        foreach (var member in secret.Members)
        {
            var session = sessions.Single(each => each.Value == member.Identity.Id).Key;
            var wish = new Wish(session.Incarnation, ++number, session, default, new Command.Part(secret.Name, Text.Empty));
            without.Apply(new Entry(without.Sequence + 1, world.Time, ChatWorld.NewestRules, wish), []);
        }

        Assert.Null(without.SeenWhole().Find(secret.Name));
        return without;
    }
}
