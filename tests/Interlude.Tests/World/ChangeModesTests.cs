using Interlude.World;

namespace Interlude.Tests.World;

public sealed class ChangeModesTests
{
    public static TheoryData<ChannelTraits> Traits => [.. Enum.GetValues<ChannelTraits>().Where(trait => trait != ChannelTraits.None)];

    [Theory]
    [MemberData(nameof(Traits))]
    public void An_operator_sets_and_clears_what_a_channel_is_like_and_all_are_told(ChannelTraits trait)
    {
        var world = WorldUnderTest.With("ana", "bob").On("#dev", "ana", "bob");

        var set = world.Apply("ana", Wishes.Set("#DEV", trait));
        var traits = world.View.Find(Names.Channel("#dev"))!.Traits;
        var again = world.Apply("ana", Wishes.Set("#DEV", trait));
        var cleared = world.Apply("ana", Wishes.Clear("#DEV", trait));

        Assert.Contains($"ModesChanged ana #dev +{trait} -> ana as Self, bob as Member", set);
        Assert.Equal(trait, traits);
        Assert.Empty(again);
        Assert.Contains($"ModesChanged ana #dev -{trait} -> ana as Self, bob as Member", cleared);
        Assert.Equal(ChannelTraits.None, world.View.Find(Names.Channel("#dev"))!.Traits);
    }

    [Fact]
    public void A_hall_that_becomes_an_auditorium_hides_who_has_no_rank_from_each_other_and_shows_them_again()
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd").On("#dev", "ana", "bob", "cyd");

        var set = world.Apply("ana", Wishes.Set("#dev", ChannelTraits.Auditorium));
        var cleared = world.Apply("ana", Wishes.Clear("#dev", ChannelTraits.Auditorium));

        Assert.Equal(
            ["ModesChanged ana #dev +Auditorium -> ana as Self, bob as Member, cyd as Member", "Parted bob #dev '' -> cyd as Member", "Parted cyd #dev '' -> bob as Member"],
            set);
        Assert.Equal(
            ["Joined bob #dev -> cyd as Member", "Joined cyd #dev -> bob as Member", "ModesChanged ana #dev -Auditorium -> ana as Self, bob as Member, cyd as Member"],
            cleared);
    }

    [Fact]
    public void A_hall_with_too_many_in_it_becomes_no_auditorium()
    {
        var world = new WorldUnderTest(new WorldPolicy { MaxHidden = 1 }).And("ana", "bob", "cyd").On("#dev", "ana", "bob", "cyd");

        var set = world.Apply("ana", Wishes.Set("#dev", ChannelTraits.Auditorium));

        Assert.StartsWith("Refused [ana] TooManyMembers #dev", Assert.Single(set), StringComparison.Ordinal);
    }

    [Fact]
    public void Several_changes_are_one_event_in_their_order_and_what_is_so_already_is_left_out()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#dev", "ana", "bob");

        var events = world.Apply("ana", Wishes.Modes(
            "#dev",
            new ModeChange.Trait(true, ChannelTraits.Secret),
            new ModeChange.Rank(true, Ranks.Voice, Names.Nick("BOB")),
            new ModeChange.Trait(true, ChannelTraits.Secret),
            new ModeChange.Limit(true, 5),
            new ModeChange.Trait(false, ChannelTraits.Secret)));

        Assert.Equal(
            ["ModesChanged ana #dev +Secret, +Voice bob, +Limit 5, -Secret -> ana as Self, bob as Member"], events);
    }

    [Fact]
    public void A_key_is_set_and_changed_and_taken_away_by_whatever_value()
    {
        var world = WorldUnderTest.With("ana").On("#dev", "ana");

        var set = world.Apply("ana", Wishes.Modes("#dev", new ModeChange.Key(true, Names.Text("one"))));
        var same = world.Apply("ana", Wishes.Modes("#dev", new ModeChange.Key(true, Names.Text("one"))));
        var changed = world.Apply("ana", Wishes.Modes("#dev", new ModeChange.Key(true, Names.Text("One"))));
        var hasKey = world.View.Find(Names.Channel("#dev"))!.HasKey;
        var cleared = world.Apply("ana", Wishes.Modes("#dev", new ModeChange.Key(false, Names.Text("*"))));
        var again = world.Apply("ana", Wishes.Modes("#dev", new ModeChange.Key(false, Names.Text("*"))));

        Assert.Equal(["ModesChanged ana #dev +Key 'one' -> ana as Self"], set);
        Assert.Equal(["ModesChanged ana #dev +Key 'One' -> ana as Self"], changed);
        Assert.True(hasKey);
        Assert.Equal(["ModesChanged ana #dev -Key '*' -> ana as Self"], cleared);
        Assert.False(world.View.Find(Names.Channel("#dev"))!.HasKey);
        Assert.Empty(same.Concat(again));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a,b")]
    [InlineData(":a")]
    [InlineData("a\u0007")]
    [InlineData("123456")]
    public void A_key_that_no_line_could_carry_or_that_is_too_long_is_refused(string key)
    {
        var world = new WorldUnderTest(new WorldPolicy { MaxKeyBytes = 5 }).And("ana").On("#dev", "ana");

        var events = world.Apply("ana", Wishes.Modes("#dev", new ModeChange.Key(true, Names.Text(key))));

        Assert.Equal([$"Refused [ana] BadKey #dev +Key '{key}' -> ana as Self"], events);
    }

    [Theory]
    [InlineData("12345")]
    [InlineData("a:b")]
    public void Any_other_key_is_taken(string key)
    {
        var world = new WorldUnderTest(new WorldPolicy { MaxKeyBytes = 5 }).And("ana").On("#dev", "ana");

        var events = world.Apply("ana", Wishes.Modes("#dev", new ModeChange.Key(true, Names.Text(key))));

        Assert.Equal([$"ModesChanged ana #dev +Key '{key}' -> ana as Self"], events);
    }

    [Fact]
    public void A_limit_is_set_and_changed_and_taken_away()
    {
        var world = WorldUnderTest.With("ana").On("#dev", "ana");

        var set = world.Apply("ana", Wishes.Modes("#dev", new ModeChange.Limit(true, 3)));
        var changed = world.Apply("ana", Wishes.Modes("#dev", new ModeChange.Limit(true, 1)));
        var limit = world.View.Find(Names.Channel("#dev"))!.Limit;
        var cleared = world.Apply("ana", Wishes.Modes("#dev", new ModeChange.Limit(false, 0)));

        Assert.Equal(["ModesChanged ana #dev +Limit 3 -> ana as Self"], set);
        Assert.Equal(["ModesChanged ana #dev +Limit 1 -> ana as Self"], changed);
        Assert.Equal(1, limit);
        Assert.Equal(["ModesChanged ana #dev -Limit 0 -> ana as Self"], cleared);
        Assert.Equal(0, world.View.Find(Names.Channel("#dev"))!.Limit);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_limit_below_one_is_refused(int limit)
    {
        var world = WorldUnderTest.With("ana").On("#dev", "ana");

        var events = world.Apply("ana", Wishes.Modes("#dev", new ModeChange.Limit(true, limit)));

        Assert.Equal([$"Refused [ana] BadLimit #dev +Limit {limit} -> ana as Self"], events);
    }

    [Fact]
    public void Who_operates_both_channels_sends_people_on_from_one_to_the_other()
    {
        var world = WorldUnderTest.With("ana").On("#dev", "ana").On("#Other", "ana");

        var set = world.Apply("ana", Wishes.Modes("#dev", new ModeChange.Forward(true, Names.Channel("#other"))));
        var forward = world.View.Find(Names.Channel("#dev"))!.Forward;
        var cleared = world.Apply("ana", Wishes.Modes("#dev", new ModeChange.Forward(false, null)));

        Assert.Equal(["ModesChanged ana #dev +Forward #other -> ana as Self"], set);
        Assert.Equal("#other", forward?.Value);
        Assert.Equal(["ModesChanged ana #dev -Forward  -> ana as Self"], cleared);
        Assert.Null(world.View.Find(Names.Channel("#dev"))!.Forward);
    }

    [Theory]
    [InlineData("#bobs", "NotOperator")]
    [InlineData("#secret", "NoSuchChannel")]
    [InlineData("#x", "NoSuchChannel")]
    public void Nobody_is_sent_where_who_wishes_it_has_nothing_to_say(string to, string refusal)
    {
        var world = WorldUnderTest.With("ana", "bob").On("#dev", "ana").On("#bobs", "bob", "ana").On("#secret", "bob")
            .After("bob", Wishes.Set("#secret", ChannelTraits.Secret));

        var events = world.Apply("ana", Wishes.Modes("#dev", new ModeChange.Forward(true, Names.Channel(to))));

        Assert.Equal([$"Refused [ana] {refusal} {to} +Forward {to} -> ana as Self"], events);
    }

    [Theory]
    [InlineData(MaskList.Bans)]
    [InlineData(MaskList.Exceptions)]
    [InlineData(MaskList.Invitations)]
    public void A_mask_is_kept_with_who_set_it_and_when_once_however_it_is_written(MaskList list)
    {
        var world = WorldUnderTest.With("ana").On("#dev", "ana");
        world.Now = 5_000;

        var set = world.Apply("ana", Wishes.List("#dev", list, "Eve*!*@*"));
        var again = world.Apply("ana", Wishes.List("#dev", list, "EVE*"));
        var kept = Assert.Single(world.View.Find(Names.Channel("#dev"))!.MasksOf(list));
        var others = Enum.GetValues<MaskList>().Where(other => other != list)
            .SelectMany(other => world.View.Find(Names.Channel("#dev"))!.MasksOf(other));
        var cleared = world.Apply("ana", Wishes.Modes("#dev", new ModeChange.Mask(false, list, Names.Mask("eve*"))));

        Assert.Equal([$"ModesChanged ana #dev +{list} Eve*!*@* -> ana as Self"], set);
        Assert.Empty(again);
        Assert.Equal(
            ("Eve*!*@*", "ana!user@real.host", 5_000), (kept.Mask.Value, kept.By.ToString(), kept.At.Milliseconds));
        Assert.Empty(others);
        Assert.Equal([$"ModesChanged ana #dev -{list} Eve*!*@* -> ana as Self"], cleared);   // as it was set
        Assert.Empty(world.View.Find(Names.Channel("#dev"))!.MasksOf(list));
    }

    [Fact]
    public void A_mask_that_is_not_there_is_not_taken_away()
    {
        var world = WorldUnderTest.With("ana").On("#dev", "ana");

        var events = world.Apply("ana", Wishes.Modes("#dev", new ModeChange.Mask(false, MaskList.Bans, Names.Mask("eve"))));

        Assert.Empty(events);
    }

    [Fact]
    public void The_lists_of_a_channel_have_a_limit_together()
    {
        var world = new WorldUnderTest(new WorldPolicy { MaxChannelMasks = 2 }).And("ana").On("#dev", "ana")
            .After("ana", Wishes.Ban("#dev", "a"), Wishes.List("#dev", MaskList.Exceptions, "b"));

        var third = world.Apply("ana", Wishes.List("#dev", MaskList.Invitations, "c"));
        var known = world.Apply("ana", Wishes.Ban("#dev", "A"));
        var exchanged = world.Apply("ana", Wishes.Modes(
            "#dev",
            new ModeChange.Mask(false, MaskList.Bans, Names.Mask("a")),
            new ModeChange.Mask(true, MaskList.Invitations, Names.Mask("c"))));

        Assert.Equal(["Refused [ana] ListFull #dev +Invitations c!*@* -> ana as Self"], third);
        Assert.Empty(known);
        Assert.Equal(["ModesChanged ana #dev -Bans a!*@*, +Invitations c!*@* -> ana as Self"], exchanged);
    }

    [Fact]
    public void What_can_be_done_of_several_changes_is_done_and_each_refusal_stands_beside_it()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#dev", "ana");

        var events = world.Apply("ana", Wishes.Modes(
            "#dev",
            new ModeChange.Limit(true, 0),
            new ModeChange.Trait(true, ChannelTraits.Secret),
            new ModeChange.Rank(true, Ranks.Voice, Names.Nick("bob")),
            new ModeChange.Rank(true, Ranks.Voice, Names.Nick("cyd"))));

        Assert.Equal(
            [
                "Refused [ana] BadLimit #dev +Limit 0 -> ana as Self",
                "Refused [ana] TargetNotOnChannel bob #dev +Voice bob -> ana as Self",
                "Refused [ana] NoSuchNick cyd #dev +Voice cyd -> ana as Self",
                "ModesChanged ana #dev +Secret -> ana as Self",
            ],
            events);
    }

    [Fact]
    public void That_one_is_no_operator_is_said_once()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#dev", "ana", "bob");

        var events = world.Apply("bob", Wishes.Modes(
            "#dev",
            new ModeChange.Trait(true, ChannelTraits.Secret),
            new ModeChange.Rank(true, Ranks.Operator, Names.Nick("bob")),
            new ModeChange.Key(true, Names.Text("k")),
            new ModeChange.Mask(true, MaskList.Bans, Names.Mask("ana"))));

        Assert.Equal(["Refused [bob] NotOperator #dev -> bob as Self"], events);
    }

    [Theory]
    [InlineData("ana", "#x", "NoSuchChannel #x")]
    [InlineData("cyd", "#DEV", "NotOnChannel #dev")]
    [InlineData("cyd", "#secret", "NoSuchChannel #secret")]
    [InlineData("bob", "#DEV", "NotOperator #dev")]
    [InlineData("bob", "#lobby", "NotOperator #lobby")]
    public void Only_operators_of_a_channel_change_it(string who, string channel, string refusal)
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd").On("#dev", "ana", "bob").On("#lobby", "bob", "ana")
            .On("#secret", "ana").After("ana", Wishes.Set("#secret", ChannelTraits.Secret));

        var events = world.Apply(who, Wishes.Set(channel, ChannelTraits.Moderated));

        Assert.Equal([$"Refused [{who}] {refusal} -> {who} as Self"], events);
    }

    // Who may give a rank, and take it from somebody who has nothing else.
    [Theory]
    [InlineData(Ranks.None, "")]
    [InlineData(Ranks.Voice, "")]
    [InlineData(Ranks.HalfOperator, "Voice")]
    [InlineData(Ranks.Operator, "Voice HalfOperator Operator")]
    [InlineData(Ranks.Admin, "Voice HalfOperator Operator")]
    [InlineData(Ranks.Owner, "Voice HalfOperator Operator Admin Owner")]
    [InlineData(Ranks.Voice | Ranks.HalfOperator, "Voice")]
    public void Ranks_are_given_by_those_who_stand_high_enough(Ranks rank, string given)
    {
        var world = Ranked(rank, Ranks.None);
        var all = Enum.GetValues<Ranks>().Where(each => each != Ranks.None).ToList();

        var granted = all.Where(each => world.Apply("bob", Wishes.Rank("#dev", each, "cyd")).Single().StartsWith("ModesChanged", StringComparison.Ordinal));

        Assert.Equal(given, string.Join(' ', granted));
    }

    // Whether who has the first rank takes the second from somebody else who has it alone.
    [Theory]
    [InlineData(Ranks.Voice, Ranks.Voice, "NotOperator")]
    [InlineData(Ranks.HalfOperator, Ranks.Voice, "")]
    [InlineData(Ranks.HalfOperator, Ranks.HalfOperator, "NotOperator")]
    [InlineData(Ranks.Operator, Ranks.HalfOperator, "")]
    [InlineData(Ranks.Operator, Ranks.Operator, "")]
    [InlineData(Ranks.Operator, Ranks.Admin, "NotOperator")]
    [InlineData(Ranks.Admin, Ranks.Operator, "")]
    [InlineData(Ranks.Admin, Ranks.Admin, "NotOperator")]
    [InlineData(Ranks.Owner, Ranks.Admin, "")]
    [InlineData(Ranks.Owner, Ranks.Owner, "")]
    public void Ranks_are_taken_by_those_who_stand_high_enough(Ranks rank, Ranks others, string refusal)
    {
        var world = Ranked(rank, others);

        var events = world.Apply("bob", Wishes.Modes("#dev", new ModeChange.Rank(false, others, Names.Nick("cyd"))));

        Assert.StartsWith(refusal.Length == 0 ? $"ModesChanged bob #dev -{others} cyd" : $"Refused [bob] {refusal} #dev", events.Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Ranks.HalfOperator, Ranks.Voice | Ranks.Operator)]
    [InlineData(Ranks.HalfOperator, Ranks.Voice | Ranks.HalfOperator)]
    [InlineData(Ranks.Operator, Ranks.Voice | Ranks.Admin)]
    [InlineData(Ranks.Admin, Ranks.Voice | Ranks.Owner)]
    public void Nothing_is_taken_from_those_who_stand_higher(Ranks rank, Ranks others)
    {
        var world = Ranked(rank, others);

        var events = world.Apply("bob", Wishes.Modes("#dev", new ModeChange.Rank(false, Ranks.Voice, Names.Nick("cyd"))));

        Assert.Equal(["Refused [bob] TargetRanksHigher #dev -Voice cyd -> bob as Self"], events);
    }

    [Theory]
    [InlineData(Ranks.Voice)]
    [InlineData(Ranks.HalfOperator)]
    [InlineData(Ranks.Operator)]
    [InlineData(Ranks.Admin)]
    [InlineData(Ranks.Owner)]
    public void Ones_own_rank_one_may_lay_down(Ranks rank)
    {
        var world = Ranked(rank, Ranks.None);

        var events = world.Apply("bob", Wishes.Modes("#dev", new ModeChange.Rank(false, rank, Names.Nick("bob"))));

        Assert.Equal([$"ModesChanged bob #dev -{rank} bob -> ana as Member, bob as Self, cyd as Member"], events);
        Assert.Equal(Ranks.None, world.View.Find(Names.Channel("#dev"))!.RanksOf(world.UserOf("bob")));
    }

    [Fact]
    public void Who_lays_down_the_rank_does_nothing_more_of_the_same_wish()
    {
        var world = WorldUnderTest.With("ana").On("#dev", "ana");

        var events = world.Apply("ana", Wishes.Modes(
            "#dev", new ModeChange.Rank(false, Ranks.Operator, Names.Nick("ana")), new ModeChange.Trait(true, ChannelTraits.Secret)));

        Assert.Equal(
            ["Refused [ana] NotOperator #dev -> ana as Self", "ModesChanged ana #dev -Operator ana -> ana as Self"], events);
    }

    [Fact]
    public void Half_operators_change_what_a_channel_is_like()
    {
        var world = Ranked(Ranks.HalfOperator, Ranks.None);

        var events = world.Apply("bob", Wishes.Modes(
            "#dev", new ModeChange.Trait(true, ChannelTraits.Moderated), new ModeChange.Mask(true, MaskList.Bans, Names.Mask("eve"))));

        Assert.Equal(["ModesChanged bob #dev +Moderated, +Bans eve!*@* -> ana as Member, bob as Self, cyd as Member"], events);
    }

    [Fact]
    public void Who_operates_already_changes_nothing_and_nobody_is_told()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#dev", "ana", "bob").After("ana", Wishes.MakeOperator("bob", "#dev"));

        var events = world.Apply("ana", Wishes.MakeOperator("bob", "#dev"));

        Assert.Empty(events);
        Assert.Equal("@ana @bob", world.Members("#dev"));
    }

    [Fact]
    public void Who_leaves_has_no_rank_on_coming_back()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#dev", "ana", "bob").After(
            "ana", new Command.Part(Names.Channel("#dev"), Text.Empty), new Command.Join(Names.Channel("#dev")));

        var events = world.Apply("ana", Wishes.MakeOperator("ana", "#dev"));

        Assert.Equal(["Refused [ana] NotOperator #dev -> ana as Self"], events);
        Assert.Equal("@bob ana", world.Members("#dev"));
    }

    [Fact]
    public void A_server_operator_with_the_power_changes_any_channel_and_is_told_with_the_members()
    {
        var world = WorldUnderTest.With("ana", "root").On("#dev", "ana")
            .After("ana", Wishes.Set("#dev", ChannelTraits.Secret)).After("root", Wishes.Oper(OperatorPowers.OverrideModes));

        var events = world.Apply("root", Wishes.MakeOperator("ana", "#dev") with
        {
            By = ModeAuthority.Power,
            Changes = [new ModeChange.Rank(true, Ranks.Owner, Names.Nick("ana")), new ModeChange.Trait(false, ChannelTraits.Secret)],
        });
        var missing = world.Apply("root", Wishes.Set("#x", ChannelTraits.Secret) with { By = ModeAuthority.Power });

        Assert.Equal(["ModesChanged root #dev +Owner ana, -Secret -> ana as Member, root as Self"], events);
        Assert.Equal(["Refused [root] NoSuchChannel #x -> root as Self"], missing);
    }

    [Fact]
    public void Without_the_power_nobody_overrides()
    {
        var world = WorldUnderTest.With("ana", "root").On("#dev", "ana")
            .After("root", Wishes.Oper(OperatorPowers.All & ~OperatorPowers.OverrideModes));

        var wish = Wishes.Set("#dev", ChannelTraits.Secret) with { By = ModeAuthority.Power };
        var operators = world.Apply("root", wish);
        var members = world.Apply("ana", wish);

        Assert.Equal(["Refused [root] NoPower -> root as Self"], operators);
        Assert.Equal(["Refused [ana] NoPower -> ana as Self"], members);
    }

    [Fact]
    public void In_an_auditorium_who_gets_a_rank_comes_into_sight_before_and_who_loses_it_goes_after()
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd").On("#dev", "ana", "bob", "cyd")
            .After("ana", Wishes.Set("#dev", ChannelTraits.Auditorium));

        var given = world.Apply("ana", Wishes.Rank("#dev", Ranks.Voice, "bob"));
        var more = world.Apply("ana", Wishes.Rank("#dev", Ranks.Operator, "bob"));
        var less = world.Apply("bob", Wishes.Modes("#dev", new ModeChange.Rank(false, Ranks.Operator, Names.Nick("bob"))));
        var taken = world.Apply("ana", Wishes.Modes("#dev", new ModeChange.Rank(false, Ranks.Voice, Names.Nick("bob"))));

        Assert.Equal(
            [
                "Joined bob #dev -> cyd as Member",
                "ModesChanged ana #dev +Voice bob -> ana as Self, bob as Member, cyd as Member",
            ],
            given);
        Assert.Equal(["ModesChanged ana #dev +Operator bob -> ana as Self, bob as Member, cyd as Member"], more);
        Assert.Equal(["ModesChanged bob #dev -Operator bob -> ana as Member, bob as Self, cyd as Member"], less);
        Assert.Equal(
            [
                "ModesChanged ana #dev -Voice bob -> ana as Self, bob as Member, cyd as Member",
                "Parted bob #dev '' -> cyd as Member",
            ],
            taken);
    }

    [Fact]
    public void In_an_auditorium_a_rank_that_is_given_and_taken_in_one_wish_shows_nobody()
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd").On("#dev", "ana", "bob", "cyd")
            .After("ana", Wishes.Set("#dev", ChannelTraits.Auditorium));

        var events = world.Apply("ana", Wishes.Modes(
            "#dev", new ModeChange.Rank(true, Ranks.Voice, Names.Nick("bob")), new ModeChange.Rank(false, Ranks.Voice, Names.Nick("bob"))));

        Assert.Equal(["ModesChanged ana #dev +Voice bob, -Voice bob -> ana as Self, bob as Member, cyd as Member"], events);
    }

    // ana owns the channel; bob and cyd have those ranks.
    private static WorldUnderTest Ranked(Ranks bobs, Ranks cyds)
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd").On("#dev", "ana", "bob", "cyd")
            .After("ana", Wishes.Oper(OperatorPowers.OverrideModes));
        foreach (var rank in Enum.GetValues<Ranks>().Where(rank => rank != Ranks.None))
        {
            foreach (var (name, ranks) in new[] { ("bob", bobs), ("cyd", cyds) })
            {
                if ((ranks & rank) != 0)
                {
                    world.After("ana", Wishes.Rank("#dev", rank, name) with { By = ModeAuthority.Power });
                }
            }
        }

        return world;
    }
}
