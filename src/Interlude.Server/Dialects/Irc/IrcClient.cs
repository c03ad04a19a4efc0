using System.Text;
using Interlude.Irc;
using Interlude.Server.Dialects.Irc.Commands;
using Interlude.Server.Dialects.Irc.Sasl;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc;

/// <summary>Somebody on any IRC client. One line is one message; what answers it bears its label, if it has one.</summary>
internal sealed class IrcClient : Client
{
    private readonly AnswersInTurn _answers;
    private RecentNames _names;
    private ReplyScope? _scope;
    private int _batches;
    private long? _remindAt;
    private long? _exchangeEndsAt;

    // What few need, or for a moment only, is made when it is needed: most connections are idle.
    private Registration? _registration;
    private MultilineIntake? _multiline;
    private SaslExchange? _sasl;
    private RateLimits? _rates;

    public IrcClient(ChatServer server, ClientId id, SessionId session, Peer peer, FloodCredit credit, CommonReplies common)
        : base(server, id, session, peer, credit)
    {
        Common = common;
        Liveness = new Liveness(this);
        _answers = new AnswersInTurn(this);
        Accounts = new AccountUse(this);
    }

    /// <summary>The names to which it talks.</summary>
    public ref RecentNames Names => ref _names;

    /// <summary>What it is told in the same words as others.</summary>
    public CommonReplies Common { get; }

    /// <summary>What it can take, as negotiated.</summary>
    public Caps Caps { get; set; }

    /// <summary>The highest version of CAP that it has named; 0: none.</summary>
    public int CapVersion { get; set; }

    /// <summary>Whether it can read values of capabilities, and lists of several lines.</summary>
    public bool HasCapValues => CapVersion >= CapCommand.Version302;

    /// <summary>How it becomes a user.</summary>
    public Registration Registration => _registration ??= new Registration(this);

    /// <summary>Whether it is still there.</summary>
    public Liveness Liveness { get; }

    /// <summary>The batch of lines that it is sending.</summary>
    public MultilineIntake Multiline => _multiline ??= new MultilineIntake(this);

    /// <summary>How it shows which account is its own.</summary>
    public SaslExchange Sasl => _sasl ??= new SaslExchange(this);

    /// <summary>Whether it is in the midst of showing that.</summary>
    public bool IsAuthenticating => _sasl is { IsUnderWay: true };

    /// <summary>What it wishes about accounts, and how that is answered.</summary>
    public AccountUse Accounts { get; }

    /// <summary>How often it may do what is costly.</summary>
    public RateLimits Rates => _rates ??= new RateLimits();

    public ServerOptions Options => Server.Options;

    public ServerProfile Profile => Server.Options.Profile;

    public ServerLimits Limits => Server.Limits;

    public string ServerName => Server.Options.Profile.Name;

    /// <summary>The wall clock at the input at hand.</summary>
    public Timestamp Now => Server.Now.Wall;

    /// <summary>A clock that only goes forward, in milliseconds.</summary>
    public long Elapsed => Server.Now.Elapsed;

    /// <summary>Whole seconds for which a user has said nothing: until now, for idle users cost the log no entry.</summary>
    public long IdleSeconds(UserView user) => Math.Max(0, Now.Milliseconds - user.SpokeAt.Milliseconds) / 1000;

    /// <summary>The world as its user may see it.</summary>
    public WorldView View => Server.World.SeenOn(Session);

    /// <summary>The world as it is, for counts and for what is nobody's secret.</summary>
    public ChatWorld World => Server.World;

    /// <summary>Its nick, or <c>*</c> before it has one: the first parameter of every numeric.</summary>
    public string Target => User?.Nick.Value ?? "*";

    public bool IsRegistered => User is not null;

    public override ReadOnlyMemory<byte> Goodbye => ErrorLine("Connection closed");

    /// <summary>What somebody is told who may not even enter.</summary>
    public static ReadOnlyMemory<byte> RefusalOf(Peer peer, AdmissionResult admission, ServerLimits limits, bool isStopping)
    {
        var reason = (isStopping, admission) switch
        {
            (true, _) => "The server is shutting down",
            (_, AdmissionResult.Full) => $"The server is full: it serves {limits.MaxConnections} connections",
            (_, AdmissionResult.AddressFull) => $"Too many connections from your address: {limits.MaxConnectionsPerAddress} are allowed",
            _ => "Too many connections from your address in a short time: try again in a minute",
        };
        return IrcLine.Of($"ERROR :Closing Link: {Cloaks.Plain(peer.Host)} ({reason})");
    }

    public override void Greet() => Liveness.Begin();

    /// <summary>It has become a user.</summary>
    public void EndRegistration()
    {
        _registration = null;
        Liveness.Begin();
    }

    public override void Receive(ReadOnlySpan<byte> line)
    {
        _answers.BeginLine();
        IrcIntake.Receive(this, line);
        _answers.EndOfAsking();
    }

    public override void ReceiveTooLong()
    {
        Reply(Numeric.ERR_INPUTTOOLONG, $":Input line was too long");
        Multiline.BreakIfOpen();
    }

    // Lines wait, and no line of IRC says so without disturbing something.
    public override void TellOfFlood()
    {
    }

    public override void TellOfFailure(Command command)
    {
        if (command is Command.Register)
        {
            Registration.IsUnderWay = false;
        }

        if (IrcRefusals.IsAtDoor(command) && Accounts.Answers is { } answers)
        {
            answers.TellOfFailure(this, "The server cannot record anything at the moment; try again");
            return;
        }

        if (command is Command.MarkRead read)
        {
            Fail($"MARKREAD INTERNAL_ERROR {read.Target.Utf8} :The read timestamp could not be set");
            return;
        }

        Reply(Numeric.ERR_UNKNOWNERROR, $"{new Word(IrcRefusals.VerbOf(command))} :The server cannot record anything at the moment; try again");
    }

    public override void TellOperator(string news) => SendNow(IrcLine.Of($":{ServerName} NOTICE {Target} :*** {news}"));

    public override void TellOfNoChange(Command command)
    {
        switch (command)
        {
            case Command.SetAway away:
                IrcUserNews.AnswerAway(this, away.Message);
                break;
            case Command.ChangeModes { By: ModeAuthority.Access }:
                Accounts.Answers?.TellOfFailure(this, "Nothing is changed: it is so already");
                break;
            case Command.SetRealName same when Has(Caps.SetName):
                Reply($":{User!} SETNAME :{same.RealName}");   // it waits for the server to confirm
                break;
        }
    }

    public override long KindOf(Event happened, Reason reason, bool isOrigin) =>
        IrcEvents.KindOf(this, happened, reason, isOrigin) switch
        {
            IrcKind.None => 0,
            IrcKind.Own => OwnKind,
            var kind => (long)kind,
        };

    public override ReadOnlyMemory<byte> Render(Event happened, Stamp stamp, long kind) =>
        IrcEvents.Render(this, happened, stamp, kind == OwnKind ? IrcKind.Own : (IrcKind)kind);

    public override void Settle(Event happened, Stamp stamp, Reason reason, bool isOrigin) =>
        IrcEvents.Settle(this, happened, stamp, reason, isOrigin);

    public override (ReadOnlyMemory<byte> LastWords, Text Reason) FarewellFor(Ending ending, Departure? departure) => ending switch
    {
        Ending.InputEnded => LastWords("Connection closed"),
        Ending.Lost => (default, IrcTexts.From("Connection lost")),
        Ending.Overflowed => LastWords("SendQ exceeded"),
        Ending.Stopping => LastWords("Server shutting down"),
        Ending.TimedOut => LastWords(Liveness.Reason),
        Ending.TurnedAway => LastWords(Registration.TurnedAway),
        Ending.SessionEnded when departure is { By: { } by } => (KilledBy(by, departure), departure.Reason),
        Ending.SessionEnded when departure is not null => LastWords(IrcMembership.WordsOf(departure)),
        Ending.SessionEnded => LastWords("Session ended"),
        _ => LastWords("The server has made a mistake"),
    };

    public override void TellOfConfiguration(ServerOptions before, WorldPolicy policy)
    {
        CapNews.Tell(this, before);
        IsupportNews.Tell(this, before, policy);
    }

    public override void OnAlarm(Moment now)
    {
        if (_exchangeEndsAt <= now.Elapsed)
        {
            _exchangeEndsAt = null;
            Sasl.TimeOut();
        }

        if (_remindAt <= now.Elapsed)
        {
            _remindAt = null;
            Liveness.OnAlarm();
        }

        SetAlarm();
    }

    // Answers.

    public bool Has(Caps cap) => (Caps & cap) != 0;

    /// <summary>Answers with a numeric: what is given are its parameters behind the client's nick.</summary>
    public void Reply(Numeric numeric, IrcLine parameters) => _answers.Add(NumericLine(numeric, parameters));

    /// <summary>The one long parameter of a numeric, as far as there is room for it beside the text.</summary>
    public Word Long(ReadOnlySpan<byte> parameter, string text) => new(
        parameter, IrcLimits.MaxBodyBytes - Encoding.UTF8.GetByteCount($":{ServerName} 000 {Target}  :{text}"));

    /// <summary>The same, for long answers.</summary>
    public ReadOnlyMemory<byte> NumericLine(Numeric numeric, IrcLine parameters) =>
        Tagged(IrcLine.Of($":{ServerName} {numeric} {Target} {parameters}"));

    /// <summary>Answers with a message.</summary>
    public void Reply(IrcLine message) => _answers.Add(Tagged(IrcLine.Of(message)));

    /// <summary>FAIL, with what is given behind it: verb, code, context, text. https://ircv3.net/specs/extensions/standard-replies</summary>
    public void Fail(IrcLine parameters) => Reply($":{ServerName} FAIL {parameters}");

    /// <summary>Answers with many lines, as fast as the client reads.</summary>
    public void AnswerAll(IEnumerable<ReadOnlyMemory<byte>> lines) => _answers.AddAll(lines);

    /// <summary>The same, whatever the line still waits for.</summary>
    public void AnswerAllNow(IEnumerable<ReadOnlyMemory<byte>> lines) => Server.Answer(this, lines);

    public override void Answer(ReadOnlyMemory<byte> lines)
    {
        if (_scope is not null)
        {
            _scope.Take(lines.Span);
        }
        else
        {
            SendNow(lines);
        }
    }

    /// <summary>
    /// Reports that an event had to be cut for this client and others: it should have been refused. Only a name that has grown
    /// longer while the wish was on its way to the log can bring that about.
    /// </summary>
    public void ReportCut(Event happened) => Server.PutOut(new Output.Fault(
        Id, $"rendering {happened.GetType().Name}", new InvalidOperationException("It does not fit into a line of IRC."))
    {
        IsSurvived = true,
    });

    /// <summary>Sends what does not answer the line under way.</summary>
    public void SendNow(ReadOnlyMemory<byte> lines) => Server.Send(this, lines);

    /// <summary>A message of this moment, with the time in front if the client wants it on every line.</summary>
    public ReadOnlyMemory<byte> Tagged(ReadOnlyMemory<byte> message)
    {
        if (!Has(Caps.ServerTime))
        {
            return message;
        }

        Span<byte> time = stackalloc byte[ServerTime.Length];
        ServerTime.Write(Now, time);
        return IrcTagging.Add(message.Span, "time"u8, time);
    }

    /// <summary>A reference for a batch that the server sends to this client.</summary>
    public string NextBatch() => $"{++_batches}";

    /// <summary>Takes the label of the line under way away: something later is to answer it.</summary>
    public byte[]? TakeLabel()
    {
        var label = _scope?.Label;
        _scope = null;
        return label;
    }

    /// <summary>What answers from here on, until the line is done, bears the label.</summary>
    public void BeginScope(ReadOnlySpan<byte> label) => _scope = new ReplyScope(this, label.ToArray());

    public override void WishHasReturned() => _answers.WishHasReturned();

    public override void SendHeld() => _scope?.SendHeld();

    public override void FinishLine()
    {
        Accounts.Answers = null;
        var scope = _scope;
        _scope = null;
        scope?.Close();
    }

    // What the commands use.

    public void Wish(Command command)
    {
        _answers.Wished();
        Server.Wish(this, command);
    }

    public void Ask(ServerRequest what, Action<RequestResult> then) => Server.Ask(this, what, then);

    /// <summary>Reminds <see cref="Liveness"/> after so many milliseconds, and not at the time wished for before.</summary>
    public void Remind(long milliseconds)
    {
        _remindAt = Elapsed + milliseconds;
        SetAlarm();
    }

    /// <summary>Ends the SASL exchange after so many milliseconds.</summary>
    public void RemindOfExchange(long milliseconds)
    {
        _exchangeEndsAt = Elapsed + milliseconds;
        SetAlarm();
    }

    /// <summary>The exchange has ended.</summary>
    public void ForgetExchange() => _exchangeEndsAt = null;

    private void SetAlarm()
    {
        var next = _remindAt is { } remind && _exchangeEndsAt is { } end ? Math.Min(remind, end) : _remindAt ?? _exchangeEndsAt;
        if (next is { } due && !IsClosed)
        {
            Server.SetAlarm(this, due - Elapsed);
        }
    }

    /// <summary>It leaves of its own will: ERROR answers, and closes.</summary>
    public void Quit(ReadOnlySpan<byte> reason)
    {
        // As much of it as others are told.
        var text = IrcTexts.From(reason).Truncate(World.Policy.MaxReasonBytes);
        var farewell = ErrorLine($"Quit: {text}");
        if (_scope is { } scope)
        {
            _scope = null;
            farewell = scope.Labeled(farewell.Span);
        }

        Server.Departures.Leave(this, text, farewell);
    }

    /// <summary>The server closes the connection.</summary>
    public void Drop(Ending ending) => Server.Departures.Drop(this, ending);

    /// <summary>Restarts with another configuration.</summary>
    public void Configure(ServerOptions options) => Server.Configure(options);

    /// <summary>How many connections of this node are nobody's yet.</summary>
    public int Unregistered => Server.CountOfUnregistered;

    private ReadOnlyMemory<byte> ErrorLine(string reason) =>
        Tagged(IrcLine.Of($"ERROR :Closing Link: {Cloaks.Plain(Peer.Host)} ({reason})"));

    // "The client being killed receives the KILL message", and as every other a QUIT, then ERROR.
    // https://modern.ircdocs.horse/#kill-message
    private ReadOnlyMemory<byte> KilledBy(Identity by, Departure departure)
    {
        var words = IrcMembership.WordsOf(departure);
        return (byte[])
        [
            .. Tagged(IrcLine.Of($":{by} KILL {User!.Nick} :{departure.Reason}")).Span,
            .. Tagged(IrcLine.Of($":{User} QUIT :{words}")).Span, .. ErrorLine(words).Span,
        ];
    }

    private (ReadOnlyMemory<byte> LastWords, Text Reason) LastWords(string reason) =>
        (ErrorLine(reason), IrcTexts.From(reason));
}
