using Interlude.World;

namespace Interlude.Tests.Support;

/// <summary>What three people say on two channels and to each other, for as long as one likes: almost all of it is kept.</summary>
internal static class SmallTalk
{
    // No other node's, so that other entries can follow.
    private static readonly Incarnation Life = new(new NodeId(3), 1);

    /// <summary>The first entries of a log.</summary>
    internal static IReadOnlyList<Entry> Of(int count) =>
        [.. Enumerable.Range(1, count).Select(number => Entry(number, Next(number)))];

    private static (int Session, Command Command) Next(int number) => number switch
    {
        1 => (0, new Command.NodeStarted()),
        2 => (1, Wishes.Register("gil")),
        3 => (2, Wishes.Register("hal")),
        4 => (3, Wishes.Register("ivy")),
        5 => (1, Wishes.Create("gil")),
        _ => Talk(number, (number - 6) % 16),
    };

    // A channel ends with each round, and begins anew with the next.
    private static (int Session, Command Command) Talk(int number, int place) => place switch
    {
        0 => (1, Wishes.Join("#a")),
        1 => (2, Wishes.Join("#a")),
        2 => (1, Wishes.Say("#a", $"line {number}")),
        3 => (2, Wishes.Say("#a", "waves", TextKind.Action)),
        4 => (2, Wishes.Say("#a", "to those above", to: Ranks.Operator)),
        5 => (3, Wishes.Tell("gil", $"psst {number}")),
        6 => (1, Wishes.Tell("ivy", "what?")),
        7 => (1, new Command.SetTopic(Names.Channel("#a"), Names.Text($"topic {number}"))),
        8 => (2, new Command.ChangeNick(Names.Nick(number / 16 % 2 == 0 ? "hap" : "hal"))),
        9 => (3, Wishes.Join("#b")),
        10 => (3, new Command.Say(Names.Channel("#b"), Speech.Of(TextKind.Plain, Names.Text("one")) with
        {
            More = [new SpeechLine(Names.Text("two"), GoesOn: false), new SpeechLine(Names.Text("and on"), GoesOn: true)],
        }, Ranks.None)),
        11 => (2, Wishes.Tell("ivy", "hm")),
        12 => (1, Wishes.MakeOperator("hal", "#a")),
        13 => (2, new Command.Part(Names.Channel("#a"), Names.Text("away"))),
        14 => (1, new Command.Part(Names.Channel("#a"), Text.Empty)),
        _ => (3, new Command.Part(Names.Channel("#b"), Text.Empty)),
    };

    private static Entry Entry(int number, (int Session, Command Command) wish) => new(
        number,
        new Timestamp(500 + number),
        ChatWorld.NewestRules,
        new Wish(Life, number, wish.Session == 0 ? default : new SessionId(Life, wish.Session), default, wish.Command));
}
