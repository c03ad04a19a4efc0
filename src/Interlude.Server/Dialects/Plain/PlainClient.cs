using System.Diagnostics;
using System.Text.Unicode;
using Interlude.Server.Dialects.Plain.Commands;
using Interlude.World;

namespace Interlude.Server.Dialects.Plain;

/// <summary>
/// Somebody at a terminal, or a script: types a name, then talks. Lines are said to the current channel; a line that
/// begins with <c>/</c> is a command, with <c>//</c> it is said without the first; a single dot leaves.
/// </summary>
internal sealed class PlainClient(ChatServer server, ClientId id, SessionId session, Peer peer, FloodCredit credit)
    : Client(server, id, session, peer, credit)
{
    private static readonly SourceWord UserName =
        SourceWord.TryCreate("plain"u8, out var word) ? word : throw new UnreachableException("It is a word.");

    private bool _hasArrived;

    /// <summary>The channel to which its lines are said; null if it is on none.</summary>
    public ChannelName? Current { get; private set; }

    public ServerLimits Limits => Server.Limits;

    public ServerOptions Options => Server.Options;

    /// <summary>The server's name, which stands in front of what IRC clients are told.</summary>
    public string ServerName => Server.Options.Profile.Name;

    /// <summary>The world as its user may see it.</summary>
    public WorldView View => Server.World.SeenOn(Session);

    public override ReadOnlyMemory<byte> Goodbye => User is { } user
        ? PlainLine.Of($"* Goodbye, {user}.")
        : PlainLine.Of($"* Goodbye.");

    /// <summary>What somebody is told who may not even enter.</summary>
    public static ReadOnlyMemory<byte> RefusalOf(AdmissionResult admission, ServerLimits limits, bool isStopping) =>
        (isStopping, admission) switch
        {
            (true, _) => PlainLine.Of($"* Interlude is shutting down. Please try again later."),
            (_, AdmissionResult.Full) => PlainLine.Of(
                $"* Interlude is full: it serves {limits.MaxConnections} connections at a time. Please try again later."),
            (_, AdmissionResult.TooFast) => PlainLine.Of(
                $"* Your address has opened {limits.ConnectionsPerMinute} connections within a minute, as many as it may. Please try again in a minute."),
            _ => PlainLine.Of(
                $"* There are {limits.MaxConnectionsPerAddress} connections from your address, as many as there may be. Please close one and try again."),
        };

    /// <summary>The last entry of which it has been told: what it reads of history ends there.</summary>
    public long AsOf => Server.World.Sequence;

    /// <summary>That what is said is kept, for who arrives.</summary>
    public Sentence Kept => new(HistoryWords.Kept(Options));

    private Sentence ForAName => new(User is null ? " Please choose a name." : string.Empty);

    public override void Greet() => Say($"* Welcome to Interlude. What is your name?");

    public override void Receive(ReadOnlySpan<byte> line)
    {
        if (!Utf8.IsValid(line))
        {
            Say($"* That line is not UTF-8 text, so it was not sent. Please set your terminal to UTF-8.{ForAName}");
        }
        else if (line.IndexOfAny((byte)0, (byte)'\r', (byte)'\n') >= 0)
        {
            Say($"* That line holds a NUL or a carriage return, so it was not sent. Please send text only.{ForAName}");
        }
        else if (line.SequenceEqual("."u8))
        {
            Leave(Text.Empty);
        }
        else if (User is null)
        {
            ReceiveName(line);
        }
        else if (line.StartsWith("//"u8))
        {
            Talk(line[1..]);
        }
        else if (line.StartsWith("/"u8))
        {
            PlainCommand.RunLine(this, line[1..]);
        }
        else if (!Harmless.ShowsNothing(PlainWords.Trim(line)))
        {
            Talk(line);
        }
    }

    public override void ReceiveTooLong() =>
        Say($"* That line is longer than {Limits.MaxLineBytes} bytes, so it was not sent. Please send it in parts.{ForAName}");

    public override void TellOfFlood() =>
        Say($"* You send more than {Limits.LinesPerSecond} lines a second. Your lines wait; none is lost.");

    public override void TellOfFailure(Command command)
    {
        switch (command)
        {
            case Command.Register:
                Say($"* The server cannot record anything at the moment, so you have no name yet. Please type it again.");
                break;
            case Command.Join join when !_hasArrived:
                Arrive();
                Say($"* The server cannot record anything at the moment, so you are not in {join.Channel} yet. Please type /join {join.Channel} to go there.");
                break;
            default:
                Say($"* The server cannot record anything at the moment, so that was not done. Please try again.");
                break;
        }
    }

    public override void TellOfNoChange(Command command) => Tell(PlainEvents.NoChange(command, View));

    public override long KindOf(Event happened, Reason reason, bool isOrigin) =>
        IsRefusalOfLobby(happened) ? (long)PlainKind.None
        : happened is Event.ModesChanged changed && PlainModes.Concerns(changed, User!) ? OwnKind
        : (long)PlainEvents.KindOf(happened, reason, isOrigin, Current, _hasArrived);

    public override ReadOnlyMemory<byte> Render(Event happened, Stamp stamp, long kind) => happened is Event.ModesChanged changed && kind == OwnKind
        ? PlainModes.Render(changed, User, isElsewhere: !IsCurrent(changed.Channel))
        : PlainEvents.Render(happened, (PlainKind)kind, Server);

    public override void Settle(Event happened, Stamp stamp, Reason reason, bool isOrigin)
    {
        switch (happened)
        {
            case Event.Told told when reason == Reason.Target && PlainCtcp.Answer(told, stamp) is { } answer:
                Server.WishAside(this, new Command.Tell(told.User.Nick, answer));
                break;
            case Event.Registered:
                GoToLobby();
                break;
            case Event.Joined joined when isOrigin || Current is null:
                Current = joined.Channel;
                _hasArrived = true;
                PlainHistory.Replay(this, joined.Channel);
                break;
            case Event.RegistrationChanged changed when reason == Reason.Target:
                Say($"* {RegistrationRefusals.WordsToOthers(changed)} (from IRC).");
                break;
            case Event.AccountCreated or Event.LoggedIn or Event.LoggedOut or Event.AccountChanged or Event.Attached or Event.Moved:
                PlainAccounts.Settle(this, happened, isOrigin);
                break;
            case Event.Parted parted:
                LeaveChannel(parted.Channel);
                break;
            case Event.Kicked kicked when kicked.Target.Id == User?.Id:
                BeRemoved(kicked.Channel);
                break;
            case Event.Renamed renamed when reason == Reason.Self:
                User = renamed.User with { Nick = renamed.Nick };
                break;
            case Event.HostChanged changed when reason == Reason.Self:
                User = changed.User with { UserName = changed.UserName, Host = changed.Host };
                break;
            case Event.ChannelRenamed renamed when IsCurrent(renamed.Channel):
                Current = renamed.NewName;
                break;
            case Event.Refused refused when User is null:
                PlainAccounts.TakeRefusal(this, refused.Reason);
                break;
            case Event.Refused when IsRefusalOfLobby(happened):
                Arrive();
                Tell(Render(happened, stamp, (long)PlainKind.Self));
                break;
        }
    }

    public override (ReadOnlyMemory<byte> LastWords, Text Reason) FarewellFor(Ending ending, Departure? departure) => ending switch
    {
        Ending.SessionEnded when departure is { Cause: DepartureCause.Killed, By: { } by } => (
            departure.Reason.Length == 0
                ? PlainLine.Of($"* You were disconnected by the operator {by}.")
                : PlainLine.Of($"* You were disconnected by the operator {by}: {departure.Reason}"),
            Text.Empty),
        Ending.InputEnded => (Goodbye, Text.Empty),
        Ending.Lost => (default, Texts.ConnectionLost),
        Ending.Overflowed => (
            PlainLine.Of($"* You were disconnected, because more than {Limits.MaxOutboxBytes} bytes were waiting for you to read them."),
            Texts.ReadsTooSlowly),
        Ending.SessionEnded => (PlainLine.Of($"* Your session was ended by the server. Please connect again."), Text.Empty),
        Ending.Stopping => (PlainLine.Of($"* Interlude is shutting down. Goodbye."), Text.Empty),
        _ => (
            PlainLine.Of($"* The server has made a mistake and must end this connection. Please connect again."),
            Texts.ServerMistake),
    };

    // What the commands use.

    public void Say(PlainLine line) => Server.Send(this, PlainLine.Of(line));

    public void Tell(ReadOnlyMemory<byte> line) => Server.Send(this, line);

    public void Answer(IEnumerable<ReadOnlyMemory<byte>> lines) => Server.Answer(this, lines);

    public void Ask(ServerRequest what, Action<RequestResult> then) => Server.Ask(this, what, then);

    public void Wish(Command command) => Server.Wish(this, command);

    public void Leave(Text reason) => Server.Departures.Leave(this, reason, Goodbye);

    /// <summary>Makes another of its channels the one in which it talks.</summary>
    public void TalkIn(ChannelName channel) => Current = channel;

    /// <summary>Asks for a first name.</summary>
    public void ChooseName(ReadOnlySpan<byte> name)
    {
        if (Nick.TryCreate(name, out var nick, out var fault))
        {
            ClaimName(nick);
        }
        else
        {
            Say($"* {PlainNames.Explain(fault)} Please choose a name.");
        }
    }

    /// <summary>Wishes to have a first name.</summary>
    public void ClaimName(Nick nick) => Wish(new Command.Register(nick, Profile(nick), Login));

    /// <summary>Goes where everybody arrives, if there is such a channel.</summary>
    public void GoToLobby()
    {
        if (Server.Options.Policy.Lobby is { } lobby)
        {
            Wish(new Command.Join(lobby));
        }
        else
        {
            Arrive();
        }
    }

    /// <summary>Is where its user was already.</summary>
    public void ArriveIn(ChannelName channel) => (Current, _hasArrived) = (channel, true);

    /// <summary>What it has shown to be its own, when it logged in last.</summary>
    public Text Proved { get; set; } = Text.Empty;

    // Others see where somebody comes from as they do of everybody; that it is by plain lines stands in the user name.
    private UserProfile Profile(Nick nick)
    {
        var host = Cloaks.Plain(Peer.Host);
        var key = Server.Options.CloakKey;
        Text.TryCreate(nick.Utf8.Span, out var realName);
        return new UserProfile
        {
            UserName = UserName,
            RealHost = host,
            Cloak = key is null ? host : Server.Cloaks.Of(Peer, key.Value.Span),
            RealName = realName!,
            Modes = key is null ? UserModes.None : UserModes.Cloaked,
            IsSecure = Peer.IsSecure,
        };
    }

    private void ReceiveName(ReadOnlySpan<byte> line)
    {
        var name = PlainWords.Trim(line);
        if (name.StartsWith("/"u8))
        {
            PlainCommand.RunBeforeName(this, name[1..]);
        }
        else
        {
            ChooseName(name);
        }
    }

    private void Talk(ReadOnlySpan<byte> line)
    {
        if (Current is null)
        {
            Say($"* You are talking in no channel, so nobody would read that. Type /join and a channel, or /list to see which there are.");
        }
        else
        {
            Wish(new Command.Say(Current, Texts.Say(TextKind.Plain, line)));
        }
    }

    // Who has a name is greeted before being told why there is no place in the lobby.
    private bool IsRefusalOfLobby(Event happened) => happened is Event.Refused && User is not null && !_hasArrived;

    // Registered, but in no channel: there is no lobby, or it would not have one more.
    private void Arrive()
    {
        _hasArrived = true;
        Say($"* Hello, {User!}. You are in no channel. {Kept} Type /help for commands, or a single dot to leave.");
    }

    // What somebody was about to say in the channel must not be said in another one.
    private void BeRemoved(ChannelName channel)
    {
        if (IsCurrent(channel) && View.Viewer?.Channels is [.., var latest])
        {
            Current = null;
            Say($"* Where do you want to talk now? Type /join {latest}, or another channel.");
        }
        else
        {
            LeaveChannel(channel);
        }
    }

    private bool IsCurrent(ChannelName channel) => string.Equals(Current?.Key, channel.Key, StringComparison.Ordinal);

    private void LeaveChannel(ChannelName channel)
    {
        if (!IsCurrent(channel))
        {
            return;
        }

        Current = View.Viewer?.Channels is [.., var latest] ? latest : null;
        if (Current is null)
        {
            Say($"* You are in no channel now. Type /join and a channel to talk.");
        }
        else
        {
            Say($"* You are now talking in {Current}.");
        }
    }
}
