using Interlude.World;

namespace Interlude.Tests.World;

public sealed class KeepingTests
{
    // #dev is of entry 7: two of the node's, and ana, bob, cyd, dan before it
    private const string Dev = "#7";

    [Fact]
    public void What_all_members_see_is_the_channels()
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd", "dan").On("#dev", "ana", "bob");

        Assert.Equal(Dev, KeptOf(world, "ana", Wishes.Say("#dev", "hi")));
        Assert.Equal(Dev, KeptOf(world, "dan", Wishes.Say("#dev", "from outside")));
        Assert.Equal(Dev, KeptOf(world, "ana", new Command.SetTopic(Names.Channel("#dev"), Names.Text("t"))));
        Assert.Equal(Dev, KeptOf(world, "ana", Wishes.Rank("#dev", Ranks.Voice, "bob")));
        Assert.Equal(Dev, KeptOf(world, "cyd", new Command.Join(Names.Channel("#dev"))));
        Assert.Equal(Dev, KeptOf(world, "cyd", new Command.Part(Names.Channel("#dev"), Text.Empty)));
        Assert.Equal(Dev, KeptOf(world, "ana", new Command.RenameChannel(Names.Channel("#dev"), Names.Channel("#prod"), Text.Empty)));
        Assert.Equal(Dev, KeptOf(world, "ana", new Command.Kick(Names.Nick("bob"), Names.Channel("#prod"), Text.Empty)));
    }

    [Fact]
    public void What_somebody_does_on_all_channels_is_kept_by_each()
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd", "dan").On("#dev", "ana", "bob").On("#x", "bob");

        Assert.Equal($"{Dev} #9", KeptOf(world, "bob", new Command.ChangeNick(Names.Nick("bo"))));
        Assert.Equal($"{Dev} #9", KeptOf(world, "bob", new Command.EndSession(Text.Empty)));
    }

    [Fact]
    public void A_channel_that_comes_later_under_the_name_has_a_history_of_its_own()
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd", "dan").On("#dev", "ana")
            .After("ana", new Command.Part(Names.Channel("#dev"), Text.Empty)).On("#dev", "bob");

        Assert.Equal("#9", KeptOf(world, "bob", Wishes.Say("#dev", "hi")));
        Assert.Equal("#9 from 9; bob on #9 from 9; #9 Voice from 10; #9 HalfOperator from 10; #9 Operator from 10", ReadBy(world, "bob", "#dev"));
    }

    [Fact]
    public void What_is_said_to_a_rank_is_read_by_who_had_it_and_by_who_said_it()
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd", "dan").On("#dev", "ana", "bob", "cyd");

        Assert.Equal($"{Dev} Voice; cyd on {Dev}", KeptOf(world, "cyd", Wishes.Say("#dev", "psst", to: Ranks.Voice)));
        Assert.Equal($"{Dev} Voice", KeptOf(world, "ana", Wishes.Say("#dev", "psst", to: Ranks.Voice)));
        Assert.Equal($"{Dev} from 9; cyd on {Dev} from 9", ReadBy(world, "cyd", "#dev"));

        world.After("ana", Wishes.Rank("#dev", Ranks.Voice, "cyd"), Wishes.Rank("#dev", Ranks.Operator, "cyd"));

        Assert.Equal($"{Dev} from 9; cyd on {Dev} from 9; {Dev} Voice from 13; {Dev} HalfOperator from 14; {Dev} Operator from 14", ReadBy(world, "cyd", "#dev"));
    }

    [Fact]
    public void Who_lost_a_rank_and_got_it_again_reads_from_there()
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd", "dan").On("#dev", "ana", "bob").After(
            "ana",
            Wishes.Rank("#dev", Ranks.Operator, "bob"),
            Wishes.Modes("#dev", new ModeChange.Rank(false, Ranks.Operator, Names.Nick("bob"))),
            Wishes.Rank("#dev", Ranks.Voice, "bob"));

        Assert.Equal($"{Dev} from 8; bob on {Dev} from 8; {Dev} Voice from 12", ReadBy(world, "bob", "#dev"));
    }

    [Fact]
    public void Where_operators_hear_alone_others_read_what_they_said_themselves()
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd", "dan").On("#dev", "ana", "bob")
            .After("ana", Wishes.Set("#dev", ChannelTraits.OperatorsHear));

        Assert.Equal($"{Dev} HalfOperator; bob on {Dev}", KeptOf(world, "bob", Wishes.Say("#dev", "help")));
        Assert.Equal($"{Dev} HalfOperator", KeptOf(world, "dan", Wishes.Say("#dev", "from outside")));
        Assert.Equal(Dev, KeptOf(world, "ana", Wishes.Say("#dev", "what?")));
    }

    [Fact]
    public void Who_is_hidden_in_an_auditorium_stays_hidden_in_its_history()
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd", "dan").On("#dev", "ana")
            .After("ana", Wishes.Set("#dev", ChannelTraits.Auditorium));

        Assert.Equal($"{Dev} HalfOperator; bob on {Dev}", KeptOf(world, "bob", new Command.Join(Names.Channel("#dev"))));
        Assert.Equal($"{Dev} HalfOperator; bob on {Dev}", KeptOf(world, "bob", new Command.ChangeNick(Names.Nick("bo"))));
        Assert.Equal(Dev, KeptOf(world, "ana", new Command.ChangeNick(Names.Nick("an"))));
        Assert.Equal("nothing; " + Dev, KeptOf(world, "ana", Wishes.Rank("#dev", Ranks.Voice, "bo")));   // who sees it now is told, and need not be again
        Assert.Equal(Dev, KeptOf(world, "bob", new Command.EndSession(Text.Empty)));
    }

    [Fact]
    public void Each_side_of_a_conversation_keeps_it_by_the_others_nick()
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd", "dan");

        Assert.Equal("ana with bob; bob with ana", KeptOf(world, "ana", Wishes.Tell("Bob", "hi")));
        Assert.Equal("ana with ana", KeptOf(world, "ana", Wishes.Tell("ana", "to myself")));

        world.After("ana", new Command.ChangeNick(Names.Nick("eve")));

        Assert.Equal("bob with eve; ana with bob", KeptOf(world, "bob", Wishes.Tell("eve", "hi")));
    }

    [Fact]
    public void A_talk_that_goes_on_is_kept_by_the_names_of_the_moment()
    {
        var world = WorldUnderTest.With("ana", "bob");
        world.After("ana", Wishes.Tell("bob", "hi"), Wishes.Tell("bob", "are you there?"));
        world.After("bob", Wishes.Tell("ana", "yes"), new Command.ChangeNick(Names.Nick("rob")));

        Assert.Equal("ana with rob; bob with ana", KeptOf(world, "ana", Wishes.Tell("rob", "fine")));
        Assert.Equal("bob with ana; ana with rob", KeptOf(world, "bob", Wishes.Tell("ana", "bye")));
    }

    [Fact]
    public void Who_takes_the_nick_later_keeps_and_reads_nothing_of_the_first()
    {
        var world = WorldUnderTest.With("ana", "bob").After("ana", Wishes.Tell("bob", "secret"), new Command.EndSession(Text.Empty));
        world.Apply("eve", Wishes.Register("ana"));

        Assert.Equal("bob with ana; eve with bob", KeptOf(world, "bob", Wishes.Tell("ana", "hi")));
        Assert.Equal(["eve with bob"], world.World.SeenBy(world.UserOf("eve")).HistoryWith(Names.Nick("BOB")).Select(part => Describe(world, part.Conversation)));
        Assert.Equal(["bob with ana"], world.World.SeenBy(world.UserOf("bob")).HistoryWith(Names.Nick("ana")).Select(part => Describe(world, part.Conversation)));
    }

    [Fact]
    public void What_is_of_the_moment_is_not_kept()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#dev", "ana");
        var typing = new Speech(SpeechKind.Tags, TextKind.Plain, Text.Empty) { ClientTags = Names.Text("+typing=active"), IsTransient = true };

        Assert.Equal("nothing", KeptOf(world, "ana", new Command.Say(Names.Channel("#dev"), typing)));
        Assert.Equal("nothing", KeptOf(world, "ana", new Command.Tell(Names.Nick("bob"), typing)));
        Assert.Equal("nothing", KeptOf(world, "ana", Wishes.Say("#dev", "VERSION", TextKind.Ctcp)));
        Assert.Equal("nothing", KeptOf(world, "ana", Wishes.Tell("bob", "VERSION", TextKind.Ctcp)));
        Assert.Equal("#5", KeptOf(world, "ana", Wishes.Say("#dev", "waves", TextKind.Action)));
    }

    [Fact]
    public void A_channel_may_keep_nothing()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#dev", "ana")
            .After("ana", Wishes.Set("#dev", ChannelTraits.Unrecorded));

        Assert.Equal("nothing", KeptOf(world, "ana", Wishes.Say("#dev", "hi")));
        Assert.Equal("nothing", KeptOf(world, "ana", Wishes.Say("#dev", "hi", to: Ranks.Voice)));
        Assert.Equal("nothing", KeptOf(world, "bob", new Command.Join(Names.Channel("#dev"))));
        Assert.Equal("#5", KeptOf(world, "ana", Wishes.Clear("#dev", ChannelTraits.Unrecorded)));
    }

    [Fact]
    public void Who_is_no_member_reads_nothing()
    {
        var world = WorldUnderTest.With("ana", "bob").On("#dev", "ana");

        Assert.Empty(world.World.SeenBy(world.UserOf("bob")).Find(Names.Channel("#dev"))!.History);
        Assert.Empty(world.World.SeenWhole().Find(Names.Channel("#dev"))!.History);
    }

    private static string KeptOf(WorldUnderTest world, string name, Command command)
    {
        world.Apply(name, command);
        return string.Join("; ", world.LastEvents.Where(happened => happened is not (Event.SessionEnded or Event.Noticed)).Select(
            happened => happened.KeptIn.IsEmpty ? "nothing" : string.Join(
                happened is Event.Renamed or Event.Quit && happened.KeptIn.All(kept => kept is Conversation.OfChannel { Least: Ranks.None }) ? " " : "; ",
                happened.KeptIn.Select(kept => Describe(world, kept)))));
    }

    private static string ReadBy(WorldUnderTest world, string name, string channel) => string.Join(
        "; ",
        world.World.SeenBy(world.UserOf(name)).Find(Names.Channel(channel))!.History
            .Select(part => $"{Describe(world, part.Conversation)} from {part.From}"));

    private static string Describe(WorldUnderTest world, Conversation conversation)
    {
        return conversation switch
        {
            Conversation.OfChannel { Least: Ranks.None } channel => $"#{channel.Id.Sequence}",
            Conversation.OfChannel channel => $"#{channel.Id.Sequence} {channel.Least}",
            Conversation.Aside aside => $"{Who(aside.Keeper)} on #{aside.Id.Sequence}",
            Conversation.Private side => $"{Who(side.Keeper)} with {side.With}",
            _ => throw new ArgumentException("No words.", nameof(conversation)),
        };

        string Who(Keeper keeper) => world.PersonOf(new UserId(keeper.Sequence));
    }
}
