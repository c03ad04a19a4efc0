using Interlude.World;

namespace Interlude.Tests.Support;

/// <summary>Commands that tests give often, from literals that are known to be good.</summary>
internal static class Wishes
{
    /// <summary>Somebody who comes from an address, has no cloak and no other name.</summary>
    internal static UserProfile Profile { get; } = new()
    {
        UserName = Names.Word("user"),
        RealHost = Names.Word("real.host"),
        Cloak = Names.Word("cloak.ip"),
        RealName = Text.Empty,
    };

    internal static Command.Register Register(string nick, UserProfile? profile = null) =>
        new(Names.Nick(nick), profile ?? Profile);

    internal static Command.CreateAccount Create(string name, string verifier = "v") => new(Names.Nick(name), Names.Text(verifier));

    internal static Command.Join Join(string channel) => new(Names.Channel(channel));

    internal static Command.RegisterChannel RegisterChannel(string channel) => new(Names.Channel(channel));

    internal static Command.DropChannel DropChannel(string channel) => new(Names.Channel(channel));

    internal static Command.Say Say(string channel, string text, TextKind form = TextKind.Plain, Ranks to = Ranks.None) =>
        new(Names.Channel(channel), Speech.Of(form, Names.Text(text)), to);

    internal static Command.Tell Tell(string nick, string text, TextKind form = TextKind.Plain) =>
        new(Names.Nick(nick), Speech.Of(form, Names.Text(text)));

    internal static Command.ChangeModes Modes(string channel, params ModeChange[] changes) =>
        new(Names.Channel(channel), [.. changes]);

    internal static Command.ChangeModes Set(string channel, ChannelTraits trait) =>
        Modes(channel, new ModeChange.Trait(true, trait));

    internal static Command.ChangeModes Clear(string channel, ChannelTraits trait) =>
        Modes(channel, new ModeChange.Trait(false, trait));

    internal static Command.ChangeModes Lock(string channel) => Set(channel, ChannelTraits.TopicLocked);

    internal static Command.ChangeModes Rank(string channel, Ranks rank, string nick) =>
        Modes(channel, new ModeChange.Rank(true, rank, Names.Nick(nick)));

    internal static Command.ChangeModes MakeOperator(string nick, string channel) => Rank(channel, Ranks.Operator, nick);

    internal static Command.ChangeModes Ban(string channel, string mask) => List(channel, MaskList.Bans, mask);

    internal static Command.ChangeModes List(string channel, MaskList list, string mask) =>
        Modes(channel, new ModeChange.Mask(true, list, Names.Mask(mask)));

    internal static Command.BecomeOperator Oper(OperatorPowers powers) =>
        new(Names.Text("root"), Names.Text("admin"), powers);
}
