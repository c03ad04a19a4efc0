using Interlude.Simulation.Talk;
using Interlude.World;

namespace Interlude.Simulation.Reference;

/// <summary>The lines of the plain dialect, one for each way to hear of something.</summary>
internal static class Wording
{
    /// <summary>What a client must be told of what has happened.</summary>
    public static IEnumerable<Expected> For(ReferenceClient client, Happening what)
    {
        var (isActor, isTarget) = (what.Actor == client.User && client.User is not null, what.Target == client.User && client.User is not null);
        return what.What switch
        {
            What.Refused => [Expected.Beginning(what.Refusal)],
            What.Joined when isActor => Welcome(client, what),
            What.Said => isActor || ShowsNothing(what.Speech!) ? []
                : SpeechWording.Said(what).Select(line => Expected.Line(InFront(client, what) + line)),
            What.Told => ShowsNothing(what.Speech!) ? [] : SpeechWording.Told(what, isTarget).Select(Expected.Line),
            What.ModesSet => ModeWording.For(client, what, isActor),
            What.Invited when !isActor && !isTarget => [],
            _ when Line(what, isActor, isTarget) is { } line =>
                [Expected.Line((isActor || isTarget || what.What == What.Invited ? string.Empty : InFront(client, what)) + line)],
            _ => [],
        };
    }

    private static string? Line(Happening what, bool isActor, bool isTarget)
    {
        var (actor, target, channel, text) = (what.ActorNick, what.TargetNick, what.ChannelName, Fragments.Show(what.Text));
        return what.What switch
        {
            What.Quit => $"* {actor} has left the chat" + End(text),
            What.Joined => $"* {actor} has joined {channel}.",
            What.Parted when isActor => $"* You have left {channel}.",
            What.Parted => $"* {actor} has left {channel}" + End(text),
            What.TopicSet => (isActor ? "* You have " : $"* {actor} has ")
                + (text.Length == 0 ? $"taken away the topic of {channel}." : $"set the topic of {channel}: {text}"),
            What.Renamed => isActor ? $"* You are now called {what.Text}." : $"* {actor} is now called {what.Text}.",
            What.AwaySet when !isActor => null,
            What.AwaySet => what.Away.Length == 0 ? "* You are back." : $"* You are away: {Fragments.Show(what.Away)}",
            What.Invited => isActor
                ? $"* You have invited {target} to {channel}."
                : $"* {actor} invites you to {channel}. Type /join {channel} to go there.",
            What.Kicked => (isActor && isTarget ? $"* You have removed yourself from {channel}"
                : isActor ? $"* You have removed {target} from {channel}"
                : isTarget ? $"* {actor} has removed you from {channel}"
                : $"* {actor} has removed {target} from {channel}") + End(text),
            What.Knocked => $"* {actor} would like to come to {channel}. Type /invite {actor} {channel} to let them in.",
            What.ChannelRenamed => $"* {actor} has renamed {what.SentFrom} to {channel}" + End(text),
            _ => null,
        };
    }

    /// <summary>The channel's name, in front of what comes from another than the current one.</summary>
    public static string InFront(ReferenceClient client, Happening what) =>
        what.Channel is { } channel && client.Current != channel ? $"[{what.ChannelName}] " : string.Empty;

    /// <summary>The answer to <c>/join</c>.</summary>
    public static Expected NowTalking(ReferenceChannel channel, bool operates) => Expected.Line(
        $"* You are now talking in {channel.Name} ({People(channel.Members.Count)})."
        + (operates ? " You operate it." : string.Empty)
        + (channel.Topic.Length == 0 ? string.Empty : $" Topic: {Fragments.Show(channel.Topic)}"));

    /// <summary>The answer to a wish for what is so already.</summary>
    public static string NothingChanged(Command wished, Func<string, ReferenceUser?> find, ReferenceClient client) => wished switch
    {
        Command.ChangeNick wish => $"* You are called {wish.Nick} already.",
        Command.ChangeModes { Changes: [ModeChange.Rank change] } wish => find(change.Member.Value) == client.User
            ? $"* You operate {wish.Channel} already."
            : $"* {find(change.Member.Value)!.Nick} operates {wish.Channel} already.",
        Command.ChangeModes { Changes: [ModeChange.Trait { IsSet: true }] } wish => $"* The topic of {wish.Channel} is locked already: ",
        Command.ChangeModes { Changes: [ModeChange.Trait] } wish => $"* The topic of {wish.Channel} is not locked: ",
        Command.SetTopic { Topic.Length: 0 } wish => $"* {wish.Channel} has no topic.",
        Command.SetTopic wish => $"* That is the topic of {wish.Channel} already.",
        Command.SetAway { Message.Length: 0 } => "* You are not away.",
        Command.SetAway => "* You are away already",
        _ => throw new BrokenException($"{wished.GetType().Name} changes something or is refused."),
    };

    public static string People(int count) => count == 1 ? "1 person" : $"{count} people";

    private static bool ShowsNothing(Speech speech) => speech.Kind == SpeechKind.Tags || speech.Form == TextKind.Ctcp;

    private static IEnumerable<Expected> Welcome(ReferenceClient client, Happening what)
    {
        var channel = what.Channel!;
        if (client.HasArrived)
        {
            return [NowTalking(channel, what.Ranks == Ranks.Operator)];
        }

        string[] others = [.. channel.SeenBy(client.User!).Where(member => member != client.User).Select(member => member.Nick)];
        var company = channel.Members.Count == 1 ? $"alone in {channel.Name}" : $"in {channel.Name} with {List(others, channel.Members.Count - 1)}";
        var hello = Expected.Line($"* Hello, {what.ActorNick}. You are {company}. What is said is kept for 365 days. Type /help for commands, or a single dot to leave.");
        return channel.Topic.Length == 0
            ? [hello]
            : [hello, Expected.Line($"* Topic of {channel.Name}: {Fragments.Show(channel.Topic)}")];
    }

    private static string List(string[] names, int count)
    {
        string[] shown = [.. names.Take(count > 9 ? 8 : count)];
        if (shown.Length < count)
        {
            shown = [.. shown, $"{count - shown.Length} others"];
        }

        return shown.Length == 1 ? shown[0] : $"{string.Join(", ", shown[..^1])} and {shown[^1]}";
    }

    private static string End(string text) => text.Length == 0 ? "." : $": {text}";
}
