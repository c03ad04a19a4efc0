using System.Buffers;
using System.Reflection;
using FsCheck;
using FsCheck.Fluent;
using Interlude.World;

namespace Interlude.Tests.World;

public sealed class EntryCodecTests
{
    [Fact]
    public void Every_command_has_a_number_of_its_own()
    {
        var kinds = typeof(ChatWorld).Assembly.GetType("Interlude.World.Snapshots.CommandKind", throwOnError: true)!;

        Assert.Equal(CommandNames.Order(StringComparer.Ordinal), Enum.GetNames(kinds).Order(StringComparer.Ordinal));
        Assert.Equal(Enum.GetNames(kinds).Length, Enum.GetValuesAsUnderlyingType(kinds).Cast<int>().Distinct().Count());
    }

    [Fact]
    public void The_bytes_of_every_command_are_frozen()
    {
        var samples = Samples();
        var text = string.Concat(samples.Select(command => $"{command.GetType().Name} {Convert.ToHexString(Write([EntryOf(command)]))}\n"));

        Assert.Equal(CommandNames.Order(StringComparer.Ordinal), samples.Select(each => each.GetType().Name).Distinct().Order(StringComparer.Ordinal));
        GoldenText.Check("World/entries.txt", text);
    }

    [Fact]
    public void What_is_written_is_read()
    {
        foreach (var command in Samples())
        {
            CheckRoundTrip([EntryOf(command)]);
        }

        Prop.ForAll(WorldHistory.Arbitrary(), numbers => CheckRoundTrip(new WorldHistory().Continue(0, numbers)))
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Entries_that_were_cut_are_refused()
    {
        var whole = Write([.. Samples().Select(EntryOf)]);
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.Throws<FormatException>(() => EntryCodec.Read(whole.AsSpan(0, length)));
        }
    }

    [Fact]
    public void Entries_with_any_byte_changed_are_refused_or_other_good_entries()
    {
        var whole = Write([.. Samples().Select(EntryOf)]);
        for (var at = 0; at < whole.Length; at++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var changed = whole.ToArray();
                changed[at] ^= (byte)(1 << bit);
                if (TryRead(changed) is { } entries)
                {
                    Assert.Equal(changed, Write(entries));
                }
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Entries_of_another_version_are_refused_with_both_versions(byte version)
    {
        var thrown = Assert.Throws<FormatException>(() => EntryCodec.Read([version, 0]));

        Assert.Equal($"The entries have version {version}; this program reads version 1.", thrown.Message);
    }

    private static IEnumerable<string> CommandNames => typeof(Command)
        .GetNestedTypes(BindingFlags.Public | BindingFlags.NonPublic)
        .Where(type => type.IsSubclassOf(typeof(Command)))
        .Select(type => type.Name);

    private static void CheckRoundTrip(IReadOnlyList<Entry> entries)
    {
        var bytes = Write(entries);

        var read = EntryCodec.Read(bytes);

        Assert.Equal(PartsOf.Of(entries), PartsOf.Of(read));
        Assert.Equal(bytes, Write(read));
    }

    private static IReadOnlyList<Entry>? TryRead(byte[] bytes)
    {
        try
        {
            return EntryCodec.Read(bytes);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static byte[] Write(IReadOnlyList<Entry> entries)
    {
        var bytes = new ArrayBufferWriter<byte>();
        EntryCodec.Write(bytes, entries);
        return bytes.WrittenSpan.ToArray();
    }

    private static Entry EntryOf(Command command)
    {
        var life = new Incarnation(new NodeId(1), 2);
        return new Entry(300, new Timestamp(1_700_000_000_000), 1, new Wish(life, 4, new SessionId(life, 5), new Origin(6, 7), command));
    }

    // Every value is unlike its neighbors, so that none can take another's place.
    private static IReadOnlyList<Command> Samples()
    {
        var (ana, bob) = (Names.Nick("Ana"), Names.Nick("bob"));
        var (a, b, text) = (Names.Channel("#Å"), Names.Channel("#b"), Names.Text("hello"));
        var speech = new Speech(SpeechKind.Notice, TextKind.Action, text)
        {
            More = [new SpeechLine(Names.Text("more"), true), new SpeechLine(Text.Empty, false)],
            IsFormatted = true,
            IsTransient = true,
            ClientTags = Names.Text("+reply=1"),
        };
        var profile = new UserProfile
        {
            UserName = Names.Word("user"),
            RealHost = Names.Word("192.0.2.1"),
            Cloak = Names.Word("cloak"),
            RealName = Names.Text("Ana A."),
            Modes = UserModes.Invisible | UserModes.Cloaked,
            IsSecure = true,
            Away = Names.Text("asleep"),
        };
        return
        [
            new Command.Register(ana, profile),
            new Command.Register(ana, profile, new Login(new AccountId(300), text)),
            new Command.EndSession(text, true),
            new Command.Join(a, Names.Text("key")),
            new Command.Part(a, text),
            new Command.Say(a, speech, Ranks.Operator),
            new Command.Say(a, Speech.Of(TextKind.Plain, text)),
            new Command.Tell(bob, speech),
            new Command.SetTopic(a, text),
            new Command.ChangeModes(a, Changes(a, bob), ModeAuthority.Access),
            new Command.ChangeNick(bob),
            new Command.SetAway(text),
            new Command.SetRealName(text),
            new Command.ChangeUserModes(UserModes.Bot, UserModes.AccountsTell, true),
            new Command.Invite(bob, a),
            new Command.Knock(a),
            new Command.Kick(bob, a, text),
            new Command.RenameChannel(a, b, text),
            new Command.Watch([ana], [bob, ana], true),
            new Command.MarkRead(ReadTarget.Of(a), new Timestamp(1_700_000_000_001)),
            new Command.BecomeOperator(Names.Text("root"), Names.Text("admin"), OperatorPowers.Kill | OperatorPowers.Inspect),
            new Command.Announce(text),
            new Command.Kill(bob, text),
            new Command.ChangeHost(bob, Names.Word("u"), Names.Word("h")),
            new Command.CreateAccount(ana, text, Names.Text("ana@example.org")),
            new Command.LogIn(new Login(new AccountId(300), text), true),
            new Command.LogOut(),
            new Command.ChangeVerifier(new AccountId(300), text),
            new Command.SuspendAccount(new AccountId(300), true, text),
            new Command.DeleteAccount(new AccountId(300)),
            new Command.GroupNick(bob, false),
            new Command.ChangePassword(Names.Text("laptop"), text),
            new Command.ChangePassword(Names.Text("laptop"), null),
            new Command.ChangeFingerprint(text, true),
            new Command.ChooseAlwaysOn(AlwaysOnChoice.Off),
            new Command.Ghost(bob, true),
            new Command.Advanced(),
            new Command.RegisterChannel(a),
            new Command.DropChannel(a),
            new Command.TransferChannel(a, bob),
            new Command.AcceptChannel(a),
            new Command.ChangeAccess(a, bob, Ranks.HalfOperator),
            new Command.ChangeChannelSetting(a, ChannelSettings.OpenHistory, true),
            new Command.Skipped(301),
            new Command.NodeStarted(),
            new Command.NodeStopped(text),
            new Command.Configured(NumberedPolicy(a)),
        ];
    }

    private static System.Collections.Immutable.ImmutableArray<ModeChange> Changes(ChannelName channel, Nick nick) =>
    [
        new ModeChange.Trait(true, ChannelTraits.Secret),
        new ModeChange.Key(false, Names.Text("key")),
        new ModeChange.Limit(true, 300),
        new ModeChange.Forward(true, channel),
        new ModeChange.Forward(false, null),
        new ModeChange.Mask(true, MaskList.Exceptions, Names.Mask("m:*!*@host")),
        new ModeChange.Rank(true, Ranks.HalfOperator, nick),
    ];

    private static WorldPolicy NumberedPolicy(ChannelName lobby)
    {
        var policy = new WorldPolicy { Lobby = lobby, DefaultChannelTraits = ChannelTraits.Auditorium, KeepsNicks = false, AlwaysOn = AlwaysOnRule.OptOut };
        var number = 100;
        foreach (var limit in typeof(WorldPolicy).GetProperties().Where(limit => limit.PropertyType == typeof(int)))
        {
            limit.SetValue(policy, number++);
        }

        return policy;
    }
}
