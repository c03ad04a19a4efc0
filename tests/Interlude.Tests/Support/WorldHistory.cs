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

    private static readonly ChannelName[] Channels =
        [.. new[] { "#lobby", "#Lobby", "#a", "#A", "#a", "#b" }.Select(Names.Channel)];

    private static readonly Text[] Texts =
        [.. new[] { "", "hi", "123456", "1234567", "ÅÅÅÅÅÅ" }.Select(Names.Text)];

    private readonly Incarnation[] _nodes = [new(new NodeId(1), 0), new(new NodeId(2), 0)];
    private readonly List<Wish> _wishes = [];
    private readonly HashSet<SessionId> _introduced = [];
    private long _time = 1_000;
    private long _number;

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

    private static string Describe(Event happened) => $"{happened} -> " + string.Join(
        ", ", happened.Audience.Users.Select(user => $"{user.Sequence} {happened.Audience.ReasonFor(user)}"));

    private Entry Next(long sequence, Dice dice)
    {
        _time += dice.Roll(5) - 1;   // now and then a step back
        var isOld = dice.Roll(12) == 0 && _wishes.Count > 0;
        var wish = isOld ? _wishes[dice.Roll(_wishes.Count)] : NewWish(dice);
        _wishes.Add(wish);
        return new Entry(sequence, new Timestamp(_time), ChatWorld.NewestRules, wish);
    }

    private Wish NewWish(Dice dice)
    {
        var node = dice.Roll(2);
        var starts = dice.Roll(100) == 0 || _nodes[node].Number == 0;
        if (starts)
        {
            _nodes[node] = _nodes[node] with { Number = _nodes[node].Number + 1 };
            return new Wish(_nodes[node], ++_number, default, default, new Command.NodeStarted());
        }

        var (isNodes, command) = NewCommand(dice);
        var session = isNodes ? default : new SessionId(_nodes[node], 1 + dice.Roll(3));
        if (!isNodes && !_introduced.Contains(session) && dice.Roll(8) > 0)
        {
            command = new Command.Register(dice.Of(Nicks));
            _ = dice.Roll(2) == 0 && _introduced.Add(session);   // the first nick may be taken
        }

        return new Wish(_nodes[node], ++_number, session, default, command);
    }

    private static (bool IsNodes, Command Command) NewCommand(Dice dice)
    {
        var (kind, nick, channel, text) = (dice.Roll(80), dice.Of(Nicks), dice.Of(Channels), dice.Of(Texts));
        return kind switch
        {
            0 => (true, new Command.NodeStopped(text)),
            1 => (true, new Command.Configured(NewPolicy(dice))),
            < 6 => (false, new Command.Register(nick)),
            < 28 => (false, new Command.Join(channel)),
            < 33 => (false, new Command.Part(channel, text)),
            < 34 => (false, new Command.EndSession(text)),
            < 40 => (false, new Command.Say(channel, (TextKind)dice.Roll(2), text)),
            < 44 => (false, new Command.Tell(nick, (TextKind)dice.Roll(2), text)),
            < 52 => (false, new Command.SetTopic(channel, text)),
            < 57 => (false, new Command.LockTopic(channel, dice.Roll(4) > 0)),
            < 61 => (false, new Command.ChangeNick(nick)),
            < 65 => (false, new Command.SetAway(text)),
            < 70 => (false, new Command.Invite(nick, channel)),
            < 75 => (false, new Command.Kick(nick, channel, text)),
            _ => (false, new Command.GrantOperator(nick, channel)),
        };
    }

    private static WorldPolicy NewPolicy(Dice dice) => new()
    {
        Lobby = dice.Roll(4) == 0 ? null : dice.Of(Channels),
        MaxUsers = 2 + dice.Roll(6),
        MaxChannels = 1 + dice.Roll(5),
        MaxChannelsPerUser = 1 + dice.Roll(4),
        MaxMembersPerChannel = 1 + dice.Roll(6),
        MaxTopicBytes = dice.Roll(8),
        MaxAwayBytes = dice.Roll(8),
        MaxReasonBytes = dice.Roll(8),
        MaxTextBytes = dice.Roll(8),
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
