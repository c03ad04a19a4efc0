using Interlude.World;

namespace Interlude.Tests.World;

public sealed class SayTests
{
    [Theory]
    [InlineData(TextKind.Plain)]
    [InlineData(TextKind.Action)]
    public void Every_member_hears_it_in_order_of_joining_and_nobody_else(TextKind kind)
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd", "dan").On("#dev", "cyd", "ana", "bob").On("#x", "dan");

        var events = world.Apply("ana", Wishes.Say("#DEV", "hi all", kind));

        Assert.Equal([$"Said ana #dev {kind} 'hi all' -> cyd as Member, ana as Self, bob as Member"], events);
    }

    [Fact]
    public void What_was_said_keeps_the_nick_of_that_time()
    {
        var world = WorldUnderTest.With("ana").On("#dev", "ana").After("ana", new Command.ChangeNick(Names.Nick("bo")));

        var events = world.Apply("ana", Wishes.Say("#dev", "hi"));

        Assert.Equal(["Said bo(ana) #dev Plain 'hi' -> ana as Self"], events);
    }

    [Fact]
    public void A_text_of_as_many_bytes_as_the_limit_is_said_and_one_of_one_more_is_refused()
    {
        var world = new WorldUnderTest(new WorldPolicy { MaxTextBytes = 5 }).And("ana").On("#dev", "ana");

        var five = world.Apply("ana", Wishes.Say("#dev", "123Å"));
        var six = world.Apply("ana", Wishes.Say("#DEV", "1234Å"));

        Assert.Equal(["Said ana #dev Plain '123Å' -> ana as Self"], five);
        Assert.Equal(["Refused [ana] TextTooLong #dev 5 -> ana as Self"], six);
    }

    [Fact]
    public void A_channel_that_is_not_there_hears_nothing()
    {
        var world = WorldUnderTest.With("ana");

        var events = world.Apply("ana", Wishes.Say("#dev", "hi"));

        Assert.Equal(["Refused [ana] NoSuchChannel #dev -> ana as Self"], events);
    }

    [Fact]
    public void Only_members_speak_where_it_is_so()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#dev", "ana")
            .After("ana", Wishes.Set("#dev", ChannelTraits.MembersOnly));

        var events = world.Apply("bob", Wishes.Say("#DEV", "hi"));

        Assert.Equal(["Refused [bob] NotOnChannel #dev -> bob as Self"], events);
    }

    [Fact]
    public void Others_than_members_speak_where_nothing_forbids_it()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#dev", "ana");

        var events = world.Apply("bob", Wishes.Say("#DEV", "hi"));

        Assert.Equal(["Said bob #dev Plain 'hi' -> ana as Member, bob as Self"], events);
    }

    [Fact]
    public void A_secret_channel_looks_to_others_as_if_it_were_not_there()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#dev", "ana").After("ana", Wishes.Set("#dev", ChannelTraits.Secret));

        var events = world.Apply("bob", Wishes.Say("#DEV", "hi"));

        Assert.Equal(["Refused [bob] NoSuchChannel #DEV -> bob as Self"], events);
    }

    [Theory]
    [InlineData(ChannelTraits.Moderated, "Moderated")]
    [InlineData(ChannelTraits.AccountsSpeak, "NeedsAccount")]
    public void Only_members_with_a_rank_speak_where_it_is_so(ChannelTraits trait, string refusal)
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd").On("#dev", "ana", "bob")
            .After("ana", Wishes.Set("#dev", trait));

        var member = world.Apply("bob", Wishes.Say("#dev", "hi"));
        var other = world.Apply("cyd", Wishes.Say("#dev", "hi"));
        world.After("ana", Wishes.Rank("#dev", Ranks.Voice, "bob"));
        var voiced = world.Apply("bob", Wishes.Say("#dev", "hi"));

        Assert.Equal([$"Refused [bob] {refusal} #dev -> bob as Self"], member);
        Assert.Equal([$"Refused [cyd] {refusal} #dev -> cyd as Self"], other);
        Assert.Equal(["Said bob #dev Plain 'hi' -> ana as Member, bob as Self"], voiced);
    }

    [Fact]
    public void What_people_without_a_rank_say_is_heard_by_operators_where_it_is_so_though_it_is_moderated()
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd", "dan", "eve").On("#dev", "ana", "bob", "cyd", "dan").After(
            "ana",
            Wishes.Set("#dev", ChannelTraits.OperatorsHear),
            Wishes.Set("#dev", ChannelTraits.Moderated),
            Wishes.Rank("#dev", Ranks.HalfOperator, "dan"),
            Wishes.Rank("#dev", Ranks.Voice, "cyd"));

        var member = world.Apply("bob", Wishes.Say("#dev", "hi"));
        var other = world.Apply("eve", Wishes.Say("#dev", "hi"));
        var voiced = world.Apply("cyd", Wishes.Say("#dev", "hi"));
        var toVoiced = world.Apply("bob", Wishes.Say("#dev", "hi", to: Ranks.Voice));

        Assert.Equal(["Said bob #dev Plain 'hi' -> ana as Member, dan as Member, bob as Self"], member);
        Assert.Equal(["Said eve #dev Plain 'hi' -> ana as Member, dan as Member, eve as Self"], other);
        Assert.Equal(["Said cyd #dev Plain 'hi' -> ana as Member, bob as Member, cyd as Self, dan as Member"], voiced);
        Assert.Equal(["Said bob #dev Plain 'hi' to Voice -> ana as Member, dan as Member, bob as Self"], toVoiced);
    }

    [Theory]
    [InlineData("bob", "", true)]
    [InlineData("m:bob", "", true)]
    [InlineData("m:*@real.host", "", true)]
    [InlineData("eve", "", false)]
    [InlineData("bob", "b*", false)]
    [InlineData("bob", "m:b*", true)]          // excepted from mutes alone
    [InlineData("m:bob", "m:b*", false)]
    [InlineData("m:bob", "b*", false)]
    public void Who_is_banned_or_muted_and_not_excepted_is_silent(string ban, string exception, bool isSilent)
    {
        var world = WorldUnderTest.With("ana", "bob").On("#dev", "ana", "bob").After("ana", Wishes.Ban("#dev", ban));
        if (exception.Length > 0)
        {
            world.After("ana", Wishes.List("#dev", MaskList.Exceptions, exception));
        }

        var events = world.Apply("bob", Wishes.Say("#dev", "hi"));
        world.After("ana", Wishes.Rank("#dev", Ranks.Voice, "bob"));
        var voiced = world.Apply("bob", Wishes.Say("#dev", "hi"));

        Assert.Equal(
            isSilent ? "Refused [bob] Banned #dev -> bob as Self" : "Said bob #dev Plain 'hi' -> ana as Member, bob as Self",
            Assert.Single(events));
        Assert.Equal(["Said bob #dev Plain 'hi' -> ana as Member, bob as Self"], voiced);
    }

    [Fact]
    public void Who_is_muted_is_silent_from_outside_too()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#dev", "ana").After("ana", Wishes.Ban("#dev", "m:bob"));

        Assert.Equal(["Refused [bob] Banned #dev -> bob as Self"], world.Apply("bob", Wishes.Say("#dev", "hi")));
    }

    [Fact]
    public void Where_no_CTCP_is_wanted_actions_are_spoken_and_questions_are_not_even_by_operators()
    {
        var world = WorldUnderTest.With("ana").On("#dev", "ana").After("ana", Wishes.Set("#dev", ChannelTraits.NoCtcp));

        var action = world.Apply("ana", Wishes.Say("#dev", "waves", TextKind.Action));
        var question = world.Apply("ana", Wishes.Say("#dev", "VERSION", TextKind.Ctcp));

        Assert.Equal(["Said ana #dev Action 'waves' -> ana as Self"], action);
        Assert.Equal(["Refused [ana] NoCtcp #dev -> ana as Self"], question);
    }

    [Fact]
    public void Where_no_formatting_is_wanted_plain_words_are_spoken()
    {
        var world = WorldUnderTest.With("ana").On("#dev", "ana").After("ana", Wishes.Set("#dev", ChannelTraits.NoFormatting));
        var plain = Wishes.Say("#dev", "hi");

        var formatted = world.Apply("ana", plain with { Speech = plain.Speech with { IsFormatted = true } });

        Assert.Equal(["Refused [ana] NoFormatting #dev -> ana as Self"], formatted);
        Assert.Equal(["Said ana #dev Plain 'hi' -> ana as Self"], world.Apply("ana", plain));
    }

    [Theory]
    [InlineData(Ranks.Voice, "ana as Member, bob as Member, cyd as Member, dan as Self")]
    [InlineData(Ranks.HalfOperator, "ana as Member, bob as Member, dan as Self")]
    [InlineData(Ranks.Operator, "ana as Member, dan as Self")]
    [InlineData(Ranks.Owner, "dan as Self")]
    public void What_is_said_to_a_rank_is_heard_by_it_and_those_above(Ranks to, string heard)
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd", "dan").On("#dev", "ana", "bob", "cyd", "dan").After(
            "ana", Wishes.Rank("#dev", Ranks.HalfOperator, "bob"), Wishes.Rank("#dev", Ranks.Voice, "cyd"));

        var events = world.Apply("dan", Wishes.Say("#dev", "hi", to: to));

        Assert.Equal([$"Said dan #dev Plain 'hi' to {to} -> {heard}"], events);
    }

    [Fact]
    public void Only_members_speak_to_a_rank()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#dev", "ana");

        var events = world.Apply("bob", Wishes.Say("#dev", "hi", to: Ranks.Operator));

        Assert.Equal(["Refused [bob] NotOnChannel #dev -> bob as Self"], events);
    }

    [Fact]
    public void All_that_was_said_comes_along_and_all_of_it_counts()
    {
        var world = new WorldUnderTest(new WorldPolicy { MaxTextBytes = 9 }).And("ana").On("#dev", "ana");
        var speech = new Speech(SpeechKind.Notice, TextKind.Plain, Names.Text("one"))
        {
            More = [new SpeechLine(Names.Text("tw"), GoesOn: false), new SpeechLine(Names.Text("oh"), GoesOn: true)],
            ClientTags = Names.Text("+a=b"),
        };

        var eight = world.Apply("ana", new Command.Say(Names.Channel("#dev"), speech));
        var ten = world.Apply("ana", new Command.Say(
            Names.Channel("#dev"), speech with { More = [new SpeechLine(Names.Text("twofor"), GoesOn: false)] }));

        Assert.Equal(["Said ana #dev Notice Plain 'one'/'tw'+'oh' tags '+a=b' -> ana as Self"], eight);
        Assert.Equal(["Refused [ana] TextTooLong #dev 9 -> ana as Self"], ten);
    }

    [Fact]
    public void When_somebody_spoke_is_kept()
    {
        var world = WorldUnderTest.With("ana").On("#dev", "ana");
        world.Now = 5_000;
        world.After("ana", new Command.SetTopic(Names.Channel("#dev"), Names.Text("x")));
        var before = world.View.Find(Names.Nick("ana"))!.SpokeAt.Milliseconds;

        world.After("ana", Wishes.Say("#dev", "hi"));

        Assert.Equal(1_000, before);
        Assert.Equal(5_000, world.View.Find(Names.Nick("ana"))!.SpokeAt.Milliseconds);
    }
}
