using FsCheck;
using FsCheck.Fluent;
using Interlude.World;

namespace Interlude.Tests.World;

public sealed class ChatWorldTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(-1)]
    public void An_entry_out_of_order_is_a_bug_and_changes_nothing(long sequence)
    {
        var world = new WorldUnderTest();   // of two entries
        var before = world.Save();

        var thrown = Assert.Throws<InvalidOperationException>(() => world.World.Apply(Entry(sequence, 1), []));

        Assert.Equal($"Entry {sequence} cannot follow entry 2.", thrown.Message);
        Assert.Equal(before, world.Save());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(ChatWorld.NewestRules + 1)]
    public void An_entry_of_unknown_rules_is_a_bug_and_changes_nothing(int rules)
    {
        var world = new WorldUnderTest();
        var before = world.Save();

        var thrown = Assert.Throws<InvalidOperationException>(() => world.World.Apply(Entry(3, rules), []));

        Assert.Equal($"Entry 3 asks for rules {rules}; 1 are known.", thrown.Message);
        Assert.Equal(before, world.Save());
    }

    [Fact]
    public void Time_never_goes_back()
    {
        var world = new WorldUnderTest { Now = 2_000 }.And("ana");

        world.Now = 1_999;
        world.And("bob");
        var after = world.World.Time;
        world.Now = 2_001;
        world.And("cyd");

        Assert.Equal(new Timestamp(2_000), after);
        Assert.Equal(new Timestamp(2_001), world.World.Time);
    }

    [Fact]
    public void Events_are_added_behind_those_that_are_there()
    {
        var world = WorldUnderTest.With("ana");
        var first = new Event.Refused(Audience.Nobody, default, Refusal.NotRegistered, new Command.NodeStarted());
        var events = new List<Event> { first };

        var wish = world.NewWish(WorldUnderTest.Node1, world.SessionOf("ana"), new Command.SetAway(Names.Text("lunch")));
        world.World.Apply(new Entry(world.World.Sequence + 1, default, 1, wish), events);

        Assert.Same(first, events[0]);
        Assert.IsType<Event.AwayChanged>(Assert.Single(events[1..]));
    }

    [Fact]
    public void Whoever_has_not_registered_is_refused_whatever_it_wishes()
    {
        var (nick, channel, text) = (Names.Nick("bob"), Names.Channel("#dev"), Names.Text("hi"));
        Command[] commands =
        [
            new Command.EndSession(text),
            new Command.Join(channel),
            new Command.Part(channel, text),
            new Command.Say(channel, Speech.Of(TextKind.Plain, text)),
            new Command.Tell(nick, Speech.Of(TextKind.Plain, text)),
            new Command.SetTopic(channel, text),
            new Command.ChangeModes(channel, [new ModeChange.Trait(true, ChannelTraits.Secret)]),
            new Command.ChangeNick(Names.Nick("new")),
            new Command.SetAway(text),
            new Command.Invite(nick, channel),
            new Command.Kick(nick, channel, text),
            new Command.SetRealName(text),
            new Command.ChangeUserModes(UserModes.Bot, UserModes.None),
            new Command.Knock(channel),
            new Command.RenameChannel(channel, Names.Channel("#new"), text),
            new Command.Watch([nick], []),
            Wishes.Oper(OperatorPowers.All),
            new Command.Announce(text),
            new Command.Kill(nick, text),
            new Command.ChangeHost(nick, Names.Word("u"), Names.Word("h")),
        ];
        var world = WorldUnderTest.With("bob").On("#dev", "bob");

        var events = commands.SelectMany(command => world.Apply("ana", command));

        Assert.Equal(Enumerable.Repeat("Refused [ana] NotRegistered -> nobody", commands.Length), events);
    }

    [Fact]
    public void The_same_entries_give_the_same_events_and_the_same_digests()
    {
        Prop.ForAll(WorldHistory.Arbitrary(), numbers =>
        {
            var (one, two) = (new ChatWorld(), new ChatWorld());
            foreach (var entry in new WorldHistory().Continue(0, numbers))
            {
                Assert.Equal(WorldHistory.Play(one, [entry]), WorldHistory.Play(two, [entry]));
                Assert.Equal(one.Digest(), two.Digest());
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Whatever_happens_the_world_agrees_with_itself()
    {
        Prop.ForAll(WorldHistory.Arbitrary(), numbers =>
        {
            var world = new ChatWorld();
            foreach (var entry in new WorldHistory().Continue(0, numbers))
            {
                WorldHistory.Play(world, [entry]);

                WorldInvariants.Check(world, AllUsersUpTo(world.Sequence));
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Whatever_is_refused_is_refused_alone_and_changes_nothing_but_where_changes_are_several()
    {
        Prop.ForAll(WorldHistory.Arbitrary(), numbers =>
        {
            var world = new ChatWorld();
            foreach (var entry in new WorldHistory().Continue(0, numbers))
            {
                var twin = ChatWorld.LoadSnapshot(WorldHistory.Save(world));
                var events = new List<Event>();
                world.Apply(entry, events);
                if (events.Exists(happened => happened is Event.Refused))
                {
                    if (entry.Wish.Command is Command.ChangeModes or Command.ChangeUserModes && events.Count > 1)
                    {
                        continue;
                    }

                    Assert.Single(events);
                    WorldHistory.Play(twin, [entry with { Wish = OfStranger(entry.Wish) }]);
                    Assert.Equal(twin.Digest(), world.Digest());
                }
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Each_event_names_each_listener_once_and_no_refusal_reaches_anybody_else()
    {
        Prop.ForAll(WorldHistory.Arbitrary(), numbers =>
        {
            var world = new ChatWorld();
            var events = new List<Event>();
            foreach (var entry in new WorldHistory().Continue(0, numbers))
            {
                world.Apply(entry, events);
            }

            foreach (var happened in events)
            {
                var users = happened.Audience.Users;
                Assert.Equal(users.Length, users.Distinct().Count());
                Assert.True(happened is not Event.Refused || users.Length <= 1);
            }
        }).QuickCheckThrowOnFailure();
    }

    // Without that, the properties above would say little.
    [Fact]
    public void The_histories_hold_every_kind_of_event_and_refusal()
    {
        var events = new List<Event>();
        for (var seed = 0; seed < 3_600; seed++)
        {
            var world = new ChatWorld();
            foreach (var entry in new WorldHistory().Continue(0, Enumerable.Range(seed * 1_000, 120)))
            {
                world.Apply(entry, events);
            }
        }

        Assert.Equal(
            typeof(Event).GetNestedTypes().Select(type => type.Name).Order(StringComparer.Ordinal),
            events.Select(happened => happened.GetType().Name).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(
            Enum.GetValues<Refusal>(),
            events.OfType<Event.Refused>().Select(refused => refused.Reason).Distinct().Order());
    }

    private static Entry Entry(long sequence, int rules) => new(
        sequence,
        new Timestamp(9_000),
        rules,
        new Wish(WorldUnderTest.Node1, 100, default, default, new Command.NodeStopped(Text.Empty)));

    private static Wish OfStranger(Wish wish) => wish with
    {
        Session = new SessionId(wish.Incarnation, 999),
        Command = new Command.SetAway(Text.Empty),
    };

    private static IEnumerable<UserId> AllUsersUpTo(long sequence) =>
        Enumerable.Range(1, (int)sequence).Select(number => new UserId(number));
}
