using System.Diagnostics;
using Interlude.World;

namespace Interlude.Server.Dialects.Plain;

/// <summary>
/// Words events for people at a terminal. A line of the server's begins with <c>* </c>, one that somebody said with
/// <c>&lt;name&gt; </c>; what comes from a channel other than the current one has that channel's name in front.
/// </summary>
internal static class PlainEvents
{
    private const int NamesInGreeting = 8;

    public static PlainKind KindOf(Event happened, Reason reason, bool isOrigin, ChannelName? current, bool hasArrived)
    {
        switch (happened, reason)
        {
            case (Event.AccountCreated or Event.LoggedIn or Event.LoggedOut or Event.AccountChanged or Event.RegistrationChanged, _):
            case (Event.Attached or Event.Moved, _):
            case (Event.Registered or Event.SessionEnded or Event.RealNameChanged or Event.Watching, _):
            case (Event.CameOnline or Event.WentOffline or Event.UserModesChanged or Event.Announced or Event.Noticed or Event.ReadMarked, _):
            case (Event.Quit, Reason.Self):
            case (Event.HostChanged, not Reason.Self):
            case (Event.AwayChanged, not Reason.Self):
            case (Event.Invited, Reason.Member):
            case (Event.Said, Reason.Self) when isOrigin:
            case (Event.Said { Speech: var said }, _) when ShowsNothing(said):
            case (Event.Told { Speech: var told }, _) when ShowsNothing(told):
                return PlainKind.None;
            case (Event.ChannelRenamed renamed, not Reason.Self):
                return Where(renamed.Channel, current);
            case (Event.Told told, Reason.Self) when told.User.Id == told.Target.Id:
                return PlainKind.Target;
            case (Event.Joined or Event.Refused, Reason.Self) when !hasArrived:
                return PlainKind.Arrival;
            case (Event.Joined joined, Reason.Self) when !isOrigin:
                return Where(joined.Channel, current);   // on another device
            case (Event.Said said, Reason.Self):
                return Where(said.Channel, current);
            case (_, Reason.Self):
                return PlainKind.Self;
            case (_, Reason.Target):
                return PlainKind.Target;
            default:
                return ChannelOf(happened) is { } channel ? Where(channel, current) : PlainKind.Other;
        }
    }

    public static ReadOnlyMemory<byte> Render(Event happened, PlainKind kind, ChatServer server) =>
        happened is Event.ModesChanged modes ? PlainModes.Render(modes, viewer: null, kind == PlainKind.Elsewhere)
            : kind == PlainKind.Elsewhere
            ? PlainLine.InFront(PlainLine.Prefix($"[{ChannelOf(happened)!}] "), Render(happened, PlainKind.Other, server))
            : happened switch
            {
                Event.Quit quit => Render(quit),
                Event.Joined joined => Render(joined, kind, server),
                Event.Parted parted => Render(parted, kind),
                Event.Said said => PlainSpeech.Render(said),
                Event.Told told => PlainSpeech.Render(told, kind),
                Event.TopicChanged changed => Render(changed, kind),
                Event.Renamed renamed => Render(renamed, kind),
                Event.AwayChanged changed => Render(changed),
                Event.Invited invited => Render(invited, kind),
                Event.Kicked kicked => Render(kicked, kind),
                Event.HostChanged changed => PlainLine.Of($"* Others see you as {changed.User}!{changed.UserName}@{changed.Host} now."),
                Event.Knocked knocked => Render(knocked, kind),
                Event.ChannelRenamed renamed => Render(renamed, kind),
                Event.Refused refused => PlainRefusals.Render(refused, kind, server.World),
                _ => throw new UnreachableException($"{happened.GetType().Name} has no rendering."),
            };

    /// <summary>The answer to a wish for what was so already.</summary>
    public static ReadOnlyMemory<byte> NoChange(Command command, WorldView view) => command switch
    {
        Command.ChangeNick wish => PlainLine.Of($"* You are called {wish.Nick} already."),
        Command.ChangeModes { Changes: [var change] } wish => PlainModes.NoChange(wish.Channel, change, view),
        Command.SetTopic { Topic.Length: 0 } wish => PlainLine.Of($"* {wish.Channel} has no topic."),
        Command.SetTopic wish => PlainLine.Of($"* That is the topic of {wish.Channel} already."),
        Command.SetAway { Message.Length: 0 } => PlainLine.Of($"* You are not away."),
        Command.SetAway => PlainLine.Of($"* You are away already, with these words."),
        _ => PlainLine.Of($"* Nothing has changed."),
    };

    private static PlainKind Where(ChannelName channel, ChannelName? current) =>
        string.Equals(channel.Key, current?.Key, StringComparison.Ordinal) ? PlainKind.Other : PlainKind.Elsewhere;

    private static ChannelName? ChannelOf(Event happened) => happened switch
    {
        Event.Joined joined => joined.Channel,
        Event.Parted parted => parted.Channel,
        Event.Said said => said.Channel,
        Event.TopicChanged changed => changed.Channel,
        Event.ModesChanged changed => changed.Channel,
        Event.Kicked kicked => kicked.Channel,
        Event.Knocked knocked => knocked.Channel,
        Event.ChannelRenamed renamed => renamed.NewName,
        _ => null,
    };

    private static ReadOnlyMemory<byte> Render(Event.Joined joined, PlainKind kind, ChatServer server)
    {
        if (kind == PlainKind.Other)
        {
            return PlainLine.Of($"* {joined.User} has joined {joined.Channel}.");
        }

        // An event is rendered before the next entry is applied, so the channel is there, as it was joined.
        var channel = server.World.SeenBy(joined.User.Id).Find(joined.Channel)!;
        return kind == PlainKind.Arrival ? Hello(joined, channel, server.Options) : NowTalking(channel, joined.Ranks.Operate());
    }

    /// <summary>The answer to <c>/join</c>.</summary>
    public static ReadOnlyMemory<byte> NowTalking(ChannelView channel, bool asOperator)
    {
        var people = PlainNames.People(channel.Count);
        var role = new Sentence(asOperator ? " You operate it." : string.Empty);
        return channel.Topic.Length == 0
            ? PlainLine.Of($"* You are now talking in {channel.Name} ({people}).{role}")
            : PlainLine.Of($"* You are now talking in {channel.Name} ({people}).{role} Topic: {channel.Topic}");
    }

    private static ReadOnlyMemory<byte> Hello(Event.Joined joined, ChannelView channel, ServerOptions options)
    {
        var others = channel.Members.Where(member => member.Identity.Id != joined.User.Id)
            .Select(member => member.Identity.Nick.Value);
        var help = new Sentence($"{HistoryWords.Kept(options)} Type /help for commands, or a single dot to leave.");
        var hello = channel.Count == 1
            ? PlainLine.Of($"* Hello, {joined.User}. You are alone in {channel.Name}. {help}")
            : PlainLine.Of($"* Hello, {joined.User}. You are in {channel.Name} with {PlainNames.List(others, channel.Count - 1, NamesInGreeting)}. {help}");
        return channel.Topic.Length == 0
            ? hello
            : PlainLine.Join(hello, PlainLine.Of($"* Topic of {channel.Name}: {channel.Topic}"));
    }

    private static ReadOnlyMemory<byte> Render(Event.Parted parted, PlainKind kind) => (kind, parted.Reason.Length) switch
    {
        (PlainKind.Self, _) => PlainLine.Of($"* You have left {parted.Channel}."),
        (_, 0) => PlainLine.Of($"* {parted.User} has left {parted.Channel}."),
        _ => PlainLine.Of($"* {parted.User} has left {parted.Channel}: {parted.Reason}"),
    };

    private static ReadOnlyMemory<byte> Render(Event.TopicChanged changed, PlainKind kind) => (kind, changed.Topic.Length) switch
    {
        (PlainKind.Self, 0) => PlainLine.Of($"* You have taken away the topic of {changed.Channel}."),
        (PlainKind.Self, _) => PlainLine.Of($"* You have set the topic of {changed.Channel}: {changed.Topic}"),
        (_, 0) => PlainLine.Of($"* {changed.User} has taken away the topic of {changed.Channel}."),
        _ => PlainLine.Of($"* {changed.User} has set the topic of {changed.Channel}: {changed.Topic}"),
    };

    private static ReadOnlyMemory<byte> Render(Event.Renamed renamed, PlainKind kind) => kind == PlainKind.Self
        ? PlainLine.Of($"* You are now called {renamed.Nick}.")
        : PlainLine.Of($"* {renamed.User} is now called {renamed.Nick}.");

    private static ReadOnlyMemory<byte> Render(Event.AwayChanged changed) => changed.Message.Length == 0
        ? PlainLine.Of($"* You are back.")
        : PlainLine.Of($"* You are away: {changed.Message}");

    private static ReadOnlyMemory<byte> Render(Event.Invited invited, PlainKind kind) => kind == PlainKind.Self
        ? PlainLine.Of($"* You have invited {invited.Target} to {invited.Channel}.")
        : PlainLine.Of($"* {invited.User} invites you to {invited.Channel}. Type /join {invited.Channel} to go there.");

    private static ReadOnlyMemory<byte> Render(Event.Kicked kicked, PlainKind kind)
    {
        var line = kind switch
        {
            PlainKind.Self when kicked.Target.Id == kicked.User.Id =>
                PlainLine.Prefix($"* You have removed yourself from {kicked.Channel}"),
            PlainKind.Self => PlainLine.Prefix($"* You have removed {kicked.Target} from {kicked.Channel}"),
            PlainKind.Target => PlainLine.Prefix($"* {kicked.User} has removed you from {kicked.Channel}"),
            _ => PlainLine.Prefix($"* {kicked.User} has removed {kicked.Target} from {kicked.Channel}"),
        };
        return PlainLine.Join(line, kicked.Reason.Length == 0 ? PlainLine.Of($".") : PlainLine.Of($": {kicked.Reason}"));
    }

    private static ReadOnlyMemory<byte> Render(Event.Knocked knocked, PlainKind kind) => kind == PlainKind.Self
        ? PlainLine.Of($"* The operators of {knocked.Channel} have been told that you would like to come in.")
        : PlainLine.Of($"* {knocked.User} would like to come to {knocked.Channel}. Type /invite {knocked.User} {knocked.Channel} to let them in.");

    private static ReadOnlyMemory<byte> Render(Event.ChannelRenamed renamed, PlainKind kind) => kind == PlainKind.Self
        ? PlainLine.Of($"* You have renamed {renamed.Channel} to {renamed.NewName}.")
        : renamed.Reason.Length == 0
            ? PlainLine.Of($"* {renamed.User} has renamed {renamed.Channel} to {renamed.NewName}.")
            : PlainLine.Of($"* {renamed.User} has renamed {renamed.Channel} to {renamed.NewName}: {renamed.Reason}");

    private static ReadOnlyMemory<byte> Render(Event.Quit quit) => (quit.Departure.Cause, quit.Departure.Reason) switch
    {
        (DepartureCause.OwnWish, { Length: 0 }) => PlainLine.Of($"* {quit.User} has left the chat."),
        (DepartureCause.OwnWish, var words) => PlainLine.Of($"* {quit.User} has left the chat: {words}"),
        (DepartureCause.Killed, { Length: 0 }) => PlainLine.Of($"* {quit.User} was disconnected by the operator {quit.Departure.By!}."),
        (DepartureCause.Killed, var words) => PlainLine.Of($"* {quit.User} was disconnected by the operator {quit.Departure.By!}: {words}"),
        (_, { Length: 0 }) => PlainLine.Of($"* {quit.User} has left the chat."),
        (_, var reason) => PlainLine.Of($"* {quit.User} has left the chat: {reason}"),
    };

    private static bool ShowsNothing(Speech speech) => speech.Kind == SpeechKind.Tags || speech.Form == TextKind.Ctcp;
}
