using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using Interlude.World;

namespace Interlude.Tests.Support;

/// <summary>
/// Entries of any kind from a list of numbers, so that a list which finds a mistake shrinks to a shorter one. A few
/// people, nicks and channels on two nodes meet often; limits are low; wishes are repeated, and come late.
/// </summary>
internal sealed class WorldHistory
{
    private static readonly Nick[] Nicks =
        [.. new[] { "ana", "Ana", "ＡＮＡ", "bob", "Bob", "cyd", "dan", "eve", "ﬁa", "fia" }.Select(Names.Nick)];

    // One for each session.
    private static readonly Nick[] Own = [.. new[] { "ana", "bob", "cyd", "dan", "eve", "fia" }.Select(Names.Nick)];

    // Those that are there more often than others.
    private static readonly Nick[] Often = Nicks[..7];

    private static readonly ChannelName[] Channels =
        [.. new[] { "#lobby", "#Lobby", "#a", "#A", "#a", "#a", "#b" }.Select(Names.Channel)];

    private static readonly Text[] Texts =
        [.. new[] { "", "hi", "123456", "1234567", "ÅÅÅÅÅÅ" }.Select(Names.Text)];

    private static readonly Text[] Keys = [.. new[] { "", "", "k", "kk", ":k" }.Select(Names.Text)];

    private static readonly Text[] Verifiers = [.. new[] { "v1", "v1", "v1", "v2" }.Select(Names.Text)];

    private static readonly SourceWord[] Words = [.. new[] { "u", "real.host", "cloak.ip" }.Select(Names.Word)];

    private static readonly ChannelMask[] Masks =
        [.. new[] { "ana", "ANA", "b*", "*.host", "m:*!u@*", "*", "a:ana", "m:a:*" }.Select(Names.Mask)];

    // Some more often than others: they make more of a difference.
    private static readonly ChannelTraits[] AllTraits =
    [
        .. Enum.GetValues<ChannelTraits>().Skip(1), ChannelTraits.TopicLocked, ChannelTraits.TopicLocked,
        ChannelTraits.Secret, ChannelTraits.Secret, ChannelTraits.Secret,
    ];

    private static readonly Ranks[] AllRanks = [.. Enum.GetValues<Ranks>().Skip(1), Ranks.HalfOperator, Ranks.Owner];
    private static readonly MaskList[] AllLists = Enum.GetValues<MaskList>();
    private static readonly SpeechKind[] AllKinds = Enum.GetValues<SpeechKind>();
    private static readonly TextKind[] AllForms = Enum.GetValues<TextKind>();

    private readonly Incarnation[] _nodes = [new(new NodeId(1), 0), new(new NodeId(2), 0)];
    private readonly List<Wish> _wishes = [];
    private readonly HashSet<SessionId> _introduced = [];
    private readonly List<AccountId> _accounts = [new(1)];
    private long _time = 1_000;
    private long _number;

    /// <summary>All nicks that a history gives to people.</summary>
    internal static IEnumerable<Nick> AllNicks => Nicks;

    /// <summary>All names that a history gives to channels.</summary>
    internal static IEnumerable<ChannelName> AllChannels => Channels;

    /// <summary>The numbers that a history is made of: each is an entry.</summary>
    internal static Arbitrary<int[]> Arbitrary() => Arb.From(
        Gen.Choose(0, int.MaxValue - 1).ArrayOf(120),
        numbers => Enumerable.Range(0, numbers.Length)
            .Select(left => numbers.Where((_, index) => index != left).ToArray()));

    /// <summary>The entries that follow a world's last one.</summary>
    internal IReadOnlyList<Entry> Continue(long sequence, IEnumerable<int> numbers) =>
        [.. numbers.Select(number => Next(++sequence, new Dice(number)))];

    /// <summary>Applies the entries, and gives all that can be said of each event.</summary>
    internal static IReadOnlyList<string> Play(ChatWorld world, IEnumerable<Entry> entries)
    {
        var events = new List<Event>();
        foreach (var entry in entries)
        {
            world.Apply(entry, events);
        }

        return [.. events.Select(Describe)];
    }

    internal static byte[] Save(ChatWorld world)
    {
        var snapshot = new ArrayBufferWriter<byte>();
        world.WriteSnapshot(snapshot);
        return snapshot.WrittenSpan.ToArray();
    }

    private static string Describe(Event happened) => EventText.Of(
        happened, user => $"{user.Sequence}", session => $"{session.Incarnation.Node.Number} {session.Number}");

    private Entry Next(long sequence, Dice dice)
    {
        _time += dice.Roll(5) - 1;   // now and then a step back
        var isOld = dice.Roll(20) == 0 && _wishes.Count > 0;
        var wish = isOld ? _wishes[dice.Roll(_wishes.Count)] : NewWish(dice);
        if (wish.Command is Command.CreateAccount)
        {
            _accounts.Add(new AccountId(sequence));   // unless it was refused
        }

        _wishes.Add(wish);
        return new Entry(sequence, new Timestamp(_time), ChatWorld.NewestRules, wish);
    }

    private Wish NewWish(Dice dice)
    {
        var node = dice.Roll(2);
        var starts = dice.Roll(200) == 0 || _nodes[node].Number == 0;
        if (starts)
        {
            _nodes[node] = _nodes[node] with { Number = _nodes[node].Number + 1 };
            return new Wish(_nodes[node], ++_number, default, default, new Command.NodeStarted());
        }

        var (isNodes, command) = NewCommand(dice);
        var number = 1 + dice.Roll(3);
        var session = isNodes ? default : new SessionId(_nodes[node], number);
        if (!isNodes && !_introduced.Contains(session) && dice.Roll(8) > 0)
        {
            command = new Command.Register(dice.Roll(4) == 0 ? dice.Of(Nicks) : Own[(node * 3) + number - 1], NewProfile(dice), dice.Roll(3) == 0 ? NewLogin(dice) : null);
            _introduced.Add(session);   // unless the nick is taken
        }
        else if (command is Command.EndSession)
        {
            _introduced.Remove(session);
        }

        return new Wish(_nodes[node], ++_number, session, default, command);
    }

    private (bool IsNodes, Command Command) NewCommand(Dice dice)
    {
        if (dice.Roll(8) == 0)
        {
            return (false, NewAccountCommand(dice));
        }

        if (dice.Roll(8) == 0)
        {
            return (false, NewRegistrationCommand(dice));
        }

        var (kind, nick, channel, text) = (dice.Roll(130), dice.Of(Nicks), dice.Of(Channels), dice.Of(Texts));
        return kind switch
        {
            0 => (true, new Command.NodeStopped(text)),
            1 => (true, new Command.Configured(NewPolicy(dice))),
            < 6 => (false, new Command.Register(nick, NewProfile(dice))),
            < 28 => (false, new Command.Join(channel, dice.Of(Keys))),
            < 32 => (false, new Command.Part(channel, text)),
            < 33 => (false, new Command.EndSession(text, dice.Roll(2) == 0)),
            < 40 => (false, new Command.Say(channel, NewSpeech(dice, text), dice.Roll(4) == 0 ? dice.Of(AllRanks) : Ranks.None)),
            < 44 => (false, new Command.Tell(nick, NewSpeech(dice, text))),
            < 49 => (false, new Command.SetTopic(channel, text)),
            < 75 => (false, new Command.ChangeModes(
                channel,
                [.. Enumerable.Range(0, 1 + dice.Roll(3)).Select(_ => NewChange(dice))],
                (ModeAuthority)Math.Max(0, dice.Roll(5) - 2))),
            < 79 => (false, new Command.ChangeNick(nick)),
            < 83 => (false, new Command.SetAway(text)),
            < 88 => (false, new Command.Invite(nick, channel)),
            < 92 => (false, new Command.Kick(dice.Of(Often), channel, text)),
            < 94 => (false, new Command.SetRealName(text)),
            < 98 => (false, new Command.ChangeUserModes((UserModes)dice.Roll(64), (UserModes)dice.Roll(64), dice.Roll(4) == 0)),
            < 101 => (false, new Command.Knock(channel)),
            < 104 => (false, new Command.RenameChannel(channel, dice.Of(Channels), text)),
            < 106 => (false, new Command.MarkRead(
                dice.Roll(2) == 0 ? ReadTarget.Of(channel) : ReadTarget.Of(nick), new Timestamp(1_000 + dice.Roll(200)))),
            < 110 => (false, new Command.Watch(
                [.. Enumerable.Range(0, dice.Roll(3)).Select(_ => dice.Of(Nicks))],
                [.. Enumerable.Range(0, dice.Roll(2)).Select(_ => dice.Of(Nicks))],
                dice.Roll(8) == 0)),
            < 124 => (false, new Command.BecomeOperator(text, text, dice.Roll(6) > 0 ? OperatorPowers.All : OperatorPowers.None)),
            < 126 => (false, new Command.Announce(text)),
            < 127 => (false, new Command.Kill(nick, text)),
            _ => (false, new Command.ChangeHost(nick, dice.Of(Words), dice.Of(Words))),
        };
    }

    private static Command NewRegistrationCommand(Dice dice)
    {
        var (channel, account) = (dice.Of(Channels), dice.Of(Nicks));
        return dice.Roll(13) switch
        {
            < 5 => new Command.RegisterChannel(channel),
            < 6 => new Command.DropChannel(channel),
            < 7 => new Command.TransferChannel(channel, account),
            < 8 => new Command.AcceptChannel(channel),
            < 9 => new Command.ChangeChannelSetting(channel, ChannelSettings.OpenHistory, dice.Roll(2) == 0),
            _ => new Command.ChangeAccess(channel, account, (Ranks)(dice.Roll(6) is var rank && rank == 0 ? 0 : 1 << (rank - 1))),
        };
    }

    private Command NewAccountCommand(Dice dice)
    {
        var (nick, verifier) = (dice.Of(Nicks), dice.Of(Verifiers));
        return dice.Roll(16) switch
        {
            < 3 => new Command.CreateAccount(nick, verifier, dice.Roll(4) == 0 ? verifier : Text.Empty),
            < 7 => new Command.LogIn(NewLogin(dice), dice.Roll(2) == 0),
            7 => new Command.LogOut(),
            8 => new Command.ChangeVerifier(NewAccount(dice), verifier),
            9 => new Command.SuspendAccount(NewAccount(dice), dice.Roll(2) == 0, verifier),
            10 => new Command.DeleteAccount(NewAccount(dice)),
            11 => new Command.GroupNick(nick, dice.Roll(3) > 0),
            12 => new Command.ChangePassword(dice.Of(Texts), dice.Roll(3) > 0 ? verifier : null),
            13 => new Command.ChangeFingerprint(verifier, dice.Roll(3) > 0),
            14 => dice.Roll(2) == 0 ? new Command.Advanced() : new Command.ChooseAlwaysOn((AlwaysOnChoice)dice.Roll(3)),
            _ => new Command.Ghost(nick, dice.Roll(2) == 0),
        };
    }

    // A late one more often than an early one, which may be gone.
    private AccountId NewAccount(Dice dice) => _accounts[^(1 + Math.Min(dice.Roll(_accounts.Count), dice.Roll(_accounts.Count)))];

    private Login NewLogin(Dice dice) => new(NewAccount(dice), dice.Of(Verifiers));

    private static ModeChange NewChange(Dice dice)
    {
        var isSet = dice.Roll(3) > 0;
        return dice.Roll(18) switch
        {
            < 4 => new ModeChange.Trait(isSet, dice.Of(AllTraits)),
            4 => new ModeChange.Key(isSet, dice.Of(Keys)),
            5 => new ModeChange.Limit(isSet, dice.Roll(5)),
            6 => new ModeChange.Forward(isSet, isSet ? dice.Of(Channels) : null),
            7 => new ModeChange.Mask(isSet, dice.Of(AllLists), dice.Of(Masks)),
            _ => new ModeChange.Rank(isSet, dice.Of(AllRanks), dice.Of(Often)),
        };
    }

    private static UserProfile NewProfile(Dice dice) => new()
    {
        UserName = dice.Of(Words),
        RealHost = dice.Of(Words),
        Cloak = dice.Of(Words),
        RealName = dice.Of(Texts),
        Modes = (UserModes)dice.Roll(64),
        IsSecure = dice.Roll(2) == 0,
        Away = dice.Roll(6) == 0 ? dice.Of(Texts) : Text.Empty,
    };

    private static Speech NewSpeech(Dice dice, Text text) => Speech.Of(dice.Of(AllForms), text) with
    {
        Kind = dice.Of(AllKinds),
        IsFormatted = dice.Roll(3) == 0,
        IsTransient = dice.Roll(5) == 0,
        More = dice.Roll(6) == 0 ? [new SpeechLine(text, dice.Roll(2) == 0)] : [],
    };

    private static WorldPolicy NewPolicy(Dice dice) => new()
    {
        Lobby = dice.Roll(4) == 0 ? null : dice.Of(Channels),
        MaxUsers = 2 + dice.Roll(6),
        MaxChannels = 1 + dice.Roll(5),
        MaxChannelsPerUser = 1 + dice.Roll(4),
        MaxMembersPerChannel = 1 + dice.Roll(6),
        MaxNickCodePoints = dice.Roll(4) == 0 ? 2 : Nick.MaxCodePoints,
        MaxChannelCodePoints = dice.Roll(4) == 0 ? 2 : ChannelName.MaxCodePoints,
        MaxTopicBytes = dice.Roll(8),
        MaxAwayBytes = dice.Roll(8),
        MaxReasonBytes = dice.Roll(8),
        MaxTextBytes = dice.Roll(8),
        MaxRealNameBytes = dice.Roll(8),
        MaxKeyBytes = dice.Roll(3),
        MaxChannelMasks = dice.Roll(3),
        MaxWatched = dice.Roll(4),
        MaxPastUsers = dice.Roll(6),
        MaxInvitations = dice.Roll(3),
        KnockSeconds = dice.Roll(2),
        MaxKnocks = dice.Roll(4),
        MaxHidden = dice.Roll(3),
        MaxAccounts = 1 + dice.Roll(6),
        MaxNicksPerAccount = 1 + dice.Roll(3),
        MaxPasswordsPerAccount = dice.Roll(3),
        MaxSessionsPerUser = 1 + dice.Roll(3),
        MaxChannelsPerAccount = 1 + dice.Roll(3),
        MaxAccessPerChannel = dice.Roll(4),
        KeepsNicks = dice.Roll(4) > 0,
        AlwaysOn = (AlwaysOnRule)dice.Roll(4),
        MaxUsersAlone = dice.Roll(4),
        AloneHours = dice.Roll(2),
        MaxReadMarkers = dice.Roll(4),
        DefaultChannelTraits = dice.Roll(4) == 0 ? dice.Of(AllTraits) : ChannelTraits.None,
    };

    /// <summary>A run of small numbers, all from one.</summary>
    private sealed class Dice(int number)
    {
        private ulong _state = (ulong)number;

        /// <summary>The next number from 0 to below <paramref name="sides"/> (SplitMix64).</summary>
        public int Roll(int sides)
        {
            _state = unchecked(_state + 0x9E3779B97F4A7C15);
            var mixed = unchecked((_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9);
            mixed = unchecked((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB);
            return (int)((mixed ^ (mixed >> 31)) % (ulong)sides);
        }

        public T Of<T>(T[] things) => things[Roll(things.Length)];
    }
}
