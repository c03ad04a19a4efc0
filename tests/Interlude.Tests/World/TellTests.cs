using Interlude.World;

namespace Interlude.Tests.World;

public sealed class TellTests
{
    [Theory]
    [InlineData(TextKind.Plain)]
    [InlineData(TextKind.Action)]
    public void Both_ends_hear_it_and_nobody_else(TextKind kind)
    {
        var world = WorldUnderTest.With("bob", "ana", "cyd").On("#dev", "ana", "bob", "cyd");

        var events = world.Apply("ana", Wishes.Tell("BOB", "lunch?", kind));

        Assert.Equal([$"Told ana bob {kind} 'lunch?' away '' -> ana as Self, bob as Target"], events);
    }

    [Fact]
    public void Telling_oneself_is_heard_once()
    {
        var world = WorldUnderTest.With("ana");

        var events = world.Apply("ana", Wishes.Tell("ana", "milk"));

        Assert.Equal(["Told ana ana Plain 'milk' away '' -> ana as Self"], events);
    }

    [Fact]
    public void The_away_message_of_the_target_comes_along()
    {
        var world = WorldUnderTest.With("ana", "bob").After("bob", new Command.SetAway(Names.Text("asleep")));

        var events = world.Apply("ana", Wishes.Tell("bob", "hi"));

        Assert.Equal(["Told ana bob Plain 'hi' away 'asleep' -> ana as Self, bob as Target"], events);
    }

    [Theory]
    [InlineData("", "", "")]
    [InlineData("asleep", "", "")]
    [InlineData("", "on a train", "")]
    [InlineData("asleep", "on a train", "on a train")]
    public void A_user_is_away_when_all_its_sessions_are(string away, string awayOnPhone, string told)
    {
        var world = TwoDevices.OfAna(away, awayOnPhone);

        var events = world.Apply("bob", Wishes.Tell("ana", "hi"));

        Assert.Equal([$"Told bob ana Plain 'hi' away '{told}' -> bob as Self, ana as Target"], events);
    }

    [Fact]
    public void A_text_of_as_many_bytes_as_the_limit_is_told_and_one_of_one_more_is_refused()
    {
        var world = new WorldUnderTest(new WorldPolicy { MaxTextBytes = 5 }).And("ana", "bob");

        var five = world.Apply("ana", Wishes.Tell("bob", "12345"));
        var six = world.Apply("ana", Wishes.Tell("BOB", "123456"));

        Assert.Equal(["Told ana bob Plain '12345' away '' -> ana as Self, bob as Target"], five);
        Assert.Equal(["Refused [ana] TextTooLong bob 5 -> ana as Self"], six);
    }

    [Fact]
    public void Nobody_of_that_nick_is_refused_as_it_was_written()
    {
        var world = WorldUnderTest.With("ana");

        var events = world.Apply("ana", Wishes.Tell("Bob", "hi"));

        Assert.Equal(["Refused [ana] NoSuchNick Bob -> ana as Self"], events);
    }

    [Fact]
    public void Who_hears_only_from_accounts_is_told_nothing_by_others_but_operators_and_itself()
    {
        var world = WorldUnderTest.With("ana", "bob", "root").After("root", Wishes.Oper(OperatorPowers.None))
            .After("ana", new Command.ChangeUserModes(UserModes.AccountsTell, UserModes.None));

        var other = world.Apply("bob", Wishes.Tell("ANA", "hi"));
        var operators = world.Apply("root", Wishes.Tell("ana", "hi"));
        var own = world.Apply("ana", Wishes.Tell("ana", "milk"));

        Assert.Equal(["Refused [bob] NeedsAccount ana -> bob as Self"], other);
        Assert.Equal(["Told root ana Plain 'hi' away '' -> root as Self, ana as Target"], operators);
        Assert.Equal(["Told ana ana Plain 'milk' away '' -> ana as Self"], own);
    }

    [Fact]
    public void Notices_and_tags_are_told_as_what_they_are()
    {
        var world = WorldUnderTest.With("ana", "bob");
        var tags = new Speech(SpeechKind.Tags, TextKind.Plain, Text.Empty) { ClientTags = Names.Text("+typing=active") };

        var notice = world.Apply("ana", new Command.Tell(
            Names.Nick("bob"), Speech.Of(TextKind.Ctcp, Names.Text("VERSION 1")) with { Kind = SpeechKind.Notice }));
        var typing = world.Apply("ana", new Command.Tell(Names.Nick("bob"), tags));

        Assert.Equal(["Told ana bob Notice Ctcp 'VERSION 1' away '' -> ana as Self, bob as Target"], notice);
        Assert.Equal(["Told ana bob Tags Plain '' tags '+typing=active' away '' -> ana as Self, bob as Target"], typing);
    }
}
