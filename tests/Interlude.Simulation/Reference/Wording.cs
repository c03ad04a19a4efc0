using Interlude.Simulation.Talk;
using Interlude.World;

namespace Interlude.Simulation.Reference;

/// <summary>The lines of the plain dialect, one for each way to hear of something.</summary>
internal static class Wording
{
    /// <summary>What a client must be told of what has happened; null: nothing.</summary>
    public static IEnumerable<Expected> For(ReferenceClient client, Happening what)
    {
        var (actor, target) = (what.ActorNick, what.TargetNick);
        var (isActor, isTarget) = (what.Actor == client.User && client.User is not null, what.Target == client.User && client.User is not null);
        var (channel, text) = (what.Channel?.Name, Fragments.Show(what.Text));
        var line = what.What switch
        {
            What.Refused => what.Refusal,
            What.Quit => $"* {actor} has left the chat" + End(text),
            What.Joined when isActor => null,
            What.Joined => $"* {actor} has joined {channel}.",
            What.Parted when isActor => $"* You have left {channel}.",
            What.Parted => $"* {actor} has left {channel}" + End(text),
            What.Said => isActor ? null : $"<{actor}> {text}",
            What.Acted => isActor ? null : $"* <{actor}> {text}",
            What.Told when isTarget => $"<- {actor}: {text}",
            What.Told => $"-> {target}: {text}",
            What.TopicSet => (isActor ? "* You have " : $"* {actor} has ")
                + (text.Length == 0 ? $"taken away the topic of {channel}." : $"set the topic of {channel}: {text}"),
            What.LockSet => (isActor ? "* You have " : $"* {actor} has ") + (what.Flag
                ? $"locked the topic of {channel}: only its operators can change it."
                : $"unlocked the topic of {channel}: everybody there can change it."),
            What.Renamed => isActor ? $"* You are now called {what.Text}." : $"* {actor} is now called {what.Text}.",
            What.AwaySet => text.Length == 0 ? "* You are back." : $"* You are away: {text}",
            What.Invited => isActor
                ? $"* You have invited {target} to {channel}."
                : $"* {actor} invites you to {channel}. Type /join {channel} to go there.",
            What.Kicked => (isActor && isTarget ? $"* You have removed yourself from {channel}"
                : isActor ? $"* You have removed {target} from {channel}"
                : isTarget ? $"* {actor} has removed you from {channel}"
                : $"* {actor} has removed {target} from {channel}") + End(text),
            What.Promoted when what.Actor is null => isTarget
                ? $"* You operate {channel} now, because you have been there longest."
                : $"* {target} operates {channel} now.",
            What.Promoted => isActor ? $"* You have made {target} an operator of {channel}."
                : isTarget ? $"* {actor} has made you an operator of {channel}."
                : $"* {actor} has made {target} an operator of {channel}.",
            _ => null,
        };
        if (what.What == What.Joined && isActor)
        {
            return Welcome(client, what);
        }

        if (line is null)
        {
            return [];
        }

        if (what.What == What.Refused)
        {
            return [Expected.Beginning(line)];
        }

        var isElsewhere = channel is not null && what.What != What.Invited && !isActor && !isTarget && client.Current?.Key != what.Channel!.Key;
        var whole = Expected.Line(isElsewhere ? $"[{channel}] {line}" : line);
        return what is { What: What.Told, Away.Length: > 0 } && !isTarget
            ? [whole, Expected.Line($"* {target} is away: {Fragments.Show(what.Away)}")]
            : [whole];
    }

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

    private static IEnumerable<Expected> Welcome(ReferenceClient client, Happening what)
    {
        var channel = what.Channel!;
        if (client.HasArrived)
        {
            return [NowTalking(channel, what.Flag)];
        }

        string[] others = [.. channel.Members.Where(member => member != client.User).Select(member => member.Nick)];
        var company = others.Length == 0 ? $"alone in {channel.Name}" : $"in {channel.Name} with {List(others)}";
        var hello = Expected.Line($"* Hello, {what.ActorNick}. You are {company}. Type /help for commands, or a single dot to leave.");
        return channel.Topic.Length == 0
            ? [hello]
            : [hello, Expected.Line($"* Topic of {channel.Name}: {Fragments.Show(channel.Topic)}")];
    }

    private static string List(string[] names) => names.Length switch
    {
        1 => names[0],
        <= 9 => $"{string.Join(", ", names[..^1])} and {names[^1]}",
        _ => $"{string.Join(", ", names[..8])} and {names.Length - 8} others",
    };

    private static string End(string text) => text.Length == 0 ? "." : $": {text}";
}
