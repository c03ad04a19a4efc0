using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using Interlude.World;

namespace Interlude.Tests.World;

public sealed class SnapshotTests
{
    [Fact]
    public void The_layout_is_frozen()
    {
        var bytes = new SnapshotParts().ToBytes();

        var world = ChatWorld.LoadSnapshot(bytes);

        Assert.Equal((6, 7), (world.Sequence, world.Time.Milliseconds));
        Assert.Equal(
            "#lobby 9 10 11 12 30 31 50 51 52 53 54 55 56 57 58 59 60 61 62 Secret",
            $"{world.Policy.Lobby} {world.Policy.MaxUsers} {world.Policy.MaxChannels} {world.Policy.MaxChannelsPerUser} "
            + $"{world.Policy.MaxMembersPerChannel} {world.Policy.MaxNickCodePoints} {world.Policy.MaxChannelCodePoints} {world.Policy.MaxTopicBytes} {world.Policy.MaxAwayBytes} "
            + $"{world.Policy.MaxReasonBytes} {world.Policy.MaxTextBytes} {world.Policy.MaxRealNameBytes} "
            + $"{world.Policy.MaxKeyBytes} {world.Policy.MaxChannelMasks} {world.Policy.MaxWatched} {world.Policy.MaxPastUsers} "
            + $"{world.Policy.MaxInvitations} {world.Policy.KnockSeconds} {world.Policy.MaxKnocks} {world.Policy.MaxHidden} {world.Policy.DefaultChannelTraits}");
        var dev = Assert.Single(world.SeenBy(new UserId(2)).Channels());
        Assert.Equal(("#dev", "ship it", false), (dev.Name.Value, dev.Topic.ToString(), dev.IsTopicLocked));
        Assert.Equal([("ana", true), ("bob", false)], dev.Members.Select(m => (m.Identity.Nick.Value, m.IsOperator)));
        Assert.Equal(bytes, WorldHistory.Save(world));
    }

    [Fact]
    public void The_base_of_the_faults_is_good()
    {
        Assert.Equal(Masked(1, "a!*@*").ToBytes(), WorldHistory.Save(ChatWorld.LoadSnapshot(Masked(1, "a!*@*").ToBytes())));
        Assert.Equal(Timed(2, 4, 1, 5).ToBytes(), WorldHistory.Save(ChatWorld.LoadSnapshot(Timed(2, 4, 1, 5).ToBytes())));
        Assert.Equal(Invited(1, 1).ToBytes(), WorldHistory.Save(ChatWorld.LoadSnapshot(Invited(1, 1).ToBytes())));
    }

    [Fact]
    public void A_world_of_commands_gives_the_bytes_that_are_written_down()
    {
        var policy = new WorldPolicy
        {
            MaxUsers = 1,
            MaxChannels = 2,
            MaxChannelsPerUser = 3,
            MaxMembersPerChannel = 4,
            MaxTopicBytes = 300,
            MaxAwayBytes = 6,
            MaxReasonBytes = 7,
            MaxTextBytes = 8,
        };
        var world = new WorldUnderTest(policy).And("ana").On("#a", "ana").After(
            "ana",
            new Command.SetTopic(Names.Channel("#a"), Names.Text("Å")),
            Wishes.Lock("#a"),
            new Command.SetAway(Names.Text("zz")));

        var bytes = world.Save();

        Assert.Equal(
            "494C57530107E80700010203" + "042040AC02060708" + "9601206464904E323C146400" + "A08D060A1414C801140101904ED005F403" + "01010107" + "00"
            + "010303616E610475736572097265616C2E686F73740000097265616C2E686F737408636C6F616B2E69700000E807E807"
            + "01010101027A7A000000" + "0104E80702236102C38512616E612175736572407265616C2E686F7374E80708000000000000000103040404040400"
            + "010400" + "00" + "00" + "00" + "0000" + "01",
            Convert.ToHexString(bytes));
        Assert.Equal(SHA256.HashData(bytes), world.World.Digest());
    }

    [Fact]
    public void A_loaded_world_is_equal_and_goes_on_equally()
    {
        Prop.ForAll(WorldHistory.Arbitrary(), WorldHistory.Arbitrary(), (before, after) =>
        {
            var history = new WorldHistory();
            var world = new ChatWorld();
            WorldHistory.Play(world, history.Continue(0, before));

            var loaded = ChatWorld.LoadSnapshot(WorldHistory.Save(world));

            Assert.Equal(world.Digest(), loaded.Digest());
            foreach (var entry in history.Continue(world.Sequence, after))
            {
                Assert.Equal(WorldHistory.Play(world, [entry]), WorldHistory.Play(loaded, [entry]));
                Assert.Equal(world.Digest(), loaded.Digest());
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_order_of_a_hash_table_never_shows()
    {
        var world = WorldUnderTest.With("ana", "bob", "cyd").After("bob", new Command.EndSession(Text.Empty))
            .And("dan").On("#dev", "dan", "ana");   // dan has the freed place in every hash table

        var loaded = ChatWorld.LoadSnapshot(world.Save());

        Assert.Equal(world.World.Digest(), loaded.Digest());
    }

    [Fact]
    public void A_snapshot_that_was_cut_is_refused()
    {
        foreach (var whole in new[] { new SnapshotParts().ToBytes(), Eventful() })
        {
            for (var length = 0; length < whole.Length; length++)
            {
                Assert.Throws<FormatException>(() => ChatWorld.LoadSnapshot(whole.AsSpan(0, length)));
            }
        }
    }

    [Fact]
    public void A_snapshot_with_any_byte_changed_is_refused_or_another_good_snapshot()
    {
        foreach (var whole in new[] { new SnapshotParts().ToBytes(), Eventful() })
        {
            for (var at = 0; at < whole.Length; at++)
            {
                for (var change = 1; change < 256; change++)
                {
                    var changed = whole.ToArray();
                    changed[at] ^= (byte)change;
                    CheckRefusedOrGood(changed);
                }
            }
        }
    }

    [Fact]
    public void A_snapshot_with_a_byte_too_many_or_too_few_anywhere_is_refused_or_another_good_snapshot()
    {
        var whole = new SnapshotParts().ToBytes();
        for (var at = 0; at < whole.Length; at++)
        {
            CheckRefusedOrGood([.. whole[..at], .. whole[(at + 1)..]]);
            for (var value = 0; value < 256; value++)
            {
                CheckRefusedOrGood([.. whole[..at], (byte)value, .. whole[at..]]);
            }
        }
    }

    [Fact]
    public void What_is_not_a_snapshot_is_called_so()
    {
        var thrown = Assert.Throws<FormatException>(() => ChatWorld.LoadSnapshot("ILWX\x01"u8));

        Assert.Equal("These bytes are not a snapshot of a world.", thrown.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(100)]
    public void A_snapshot_of_another_version_is_refused_with_both_versions(byte version)
    {
        var bytes = new SnapshotParts { Head = [.. "ILWS"u8, version] }.ToBytes();

        var thrown = Assert.Throws<FormatException>(() => ChatWorld.LoadSnapshot(bytes));

        Assert.Equal($"The snapshot has version {version}; this program reads version 1.", thrown.Message);
    }

    public static TheoryData<string> FaultsByName => [.. Faults.Select(fault => fault.Name)];

    [Theory]
    [MemberData(nameof(FaultsByName))]
    public void A_snapshot_that_no_world_would_write_is_refused(string name)
    {
        var fault = Faults.Single(each => each.Name == name);

        Assert.Throws<FormatException>(() => ChatWorld.LoadSnapshot(fault.Parts.ToBytes()));
    }

    // Each would be a good snapshot but for what its name says.
    private static IEnumerable<(string Name, SnapshotParts Parts)> Faults
    {
        get
        {
            var good = new SnapshotParts();
            var (ana, bob) = (SnapshotParts.Ana([0], [0]), SnapshotParts.Bob);
            yield return ("more behind the end", good with { Tail = [0] });
            yield return ("a sequence below 0", good with { Moment = [.. MinusOne, 7] });
            yield return ("a number of more bytes than it needs", good with { Places = [1, 0x83, 0, 0, 1, 3, 0] });
            yield return ("a number of more than 64 bits", good with { Moment = [6, .. MinusOne[..^1], 3] });
            yield return ("a number of eleven bytes", good with { Moment = [6, .. MinusOne[..^1], 0x81, 0] });

            yield return ("a limit below 0", good with { Policy = [0, .. MinusOne, .. SnapshotParts.Limits[1..]] });
            yield return ("a limit of 33 bits", good with { Policy = [0, .. Bits33, .. SnapshotParts.Limits[1..]] });
            yield return ("a lobby that is no name", good with { Policy = [1, 35, .. SnapshotParts.Limits] });
            yield return ("a node twice", good with { Nodes = [2, /**/ 1, 1, 2, /**/ 1, 1, 2] });
            yield return ("nodes out of order", good with { Nodes = [2, /**/ 2, 1, 2, /**/ 1, 1, 2] });

            yield return ("a user twice", AndUser(bob));
            yield return ("users out of order", good with { Users = [2, .. bob, .. ana] });
            yield return ("a user of the future", AndUser(Cyd(7, 10)));
            yield return ("a user of entry 0", good with { Users = [3, .. Cyd(0, 10), .. ana, .. bob], Places = [0, 0, .. good.Places] });
            yield return ("a nick twice", AndUser(SnapshotParts.User(6, "BOB", SnapshotParts.Session(10, [0]))));
            yield return ("a nick that is none", AndUser(SnapshotParts.User(6, "1", SnapshotParts.Session(10, [0]))));
            yield return ("a user without a session", AndUser(SnapshotParts.User(6, "cyd")));
            yield return ("a session twice", AndUser(Cyd(6, 9)));
            yield return ("a text with a line end", AndUser(SnapshotParts.User(6, "cyd", SnapshotParts.Session(10, [1, 10]))));

            var dev = SnapshotParts.Dev(2, /**/ 2, 4, /**/ 5, 0);
            yield return ("a channel of that name twice", good with
            {
                Channels = [2, .. SnapshotParts.Dev(1, /**/ 2, 4), .. SnapshotParts.Channel(4, "#DEV", "", 1, /**/ 5, 4)],
                Places = [1, 3, 0, /**/ 1, 4, 0],
                Invited = [0, 0],
            });
            yield return ("channels of one entry", good with
            {
                Channels = [2, .. dev, .. B(3)],
                Places = [2, 3, 3, 0, /**/ 1, 3, 0],
                Invited = [0, 0],
            });
            yield return ("channels out of order", good with
            {
                Channels = [2, .. B(4), .. dev],
                Places = [2, 3, 4, 0, /**/ 1, 3, 0],
                Invited = [0, 0],
            });
            yield return ("a channel of the future", good with
            {
                Channels = [1, 7, .. dev[1..]],
                Places = [1, 7, 0, /**/ 1, 7, 0],
            });
            yield return ("a channel without members", good with
            {
                Channels = [2, .. dev, .. SnapshotParts.Channel(4, "#b", "", 0)],
                Invited = [0, 0],
            });

            yield return ("a member twice", OnDev(3, /**/ 2, 4, /**/ 5, 0, /**/ 5, 0));
            yield return ("a member that is no user", OnDev(2, /**/ 2, 4, /**/ 4, 0));
            yield return ("a member without the place", good with { Places = [1, 3, 0, /**/ 0, 0] });
            yield return ("a place without the member", OnDev(1, /**/ 2, 4));
            yield return ("a place twice", good with { Places = [2, 3, 3, 0, /**/ 1, 3, 0] });
            yield return ("a place twice instead of another's", good with { Places = [2, 3, 3, 0, /**/ 0, 0] });
            yield return ("a rank that nobody has", OnDev(2, /**/ 2, 32, /**/ 5, 0));
            yield return ("a member that came before the channel", Timed(2, /**/ 2, 0, 0));
            yield return ("a member of the future", Timed(2, /**/ 7, 0, 0));
            yield return ("a rank older than the membership", Timed(2, /**/ 4, 1, 3));
            yield return ("a rank of the future", Timed(2, /**/ 4, 1, 7));
            yield return ("a mask twice", Masked(2, "a!*@*", "A!*@*"));
            yield return ("a mask in part", Masked(1, "a"));
            yield return ("a mask that is none", Masked(1, "a b!*@*"));
            yield return ("an invitation of a member", good with { Places = [1, 3, 1, 3, /**/ 1, 3, 0], Invited = [1, 2] });
            yield return ("an invitation to no channel", good with { Places = [1, 3, 1, 4, /**/ 1, 3, 0] });
            yield return ("an invitation of which the channel does not know", Invited(1, 0));
            yield return ("an invitation of which the user does not know", Invited(0, 1));
            yield return ("somebody watched by nobody", good with { Watched = [1, .. SnapshotParts.Counted("eve"), 0] });
            yield return ("somebody watched of whom nobody is told", good with { Watched = [0] });
            yield return ("somebody told of whom it does not watch", good with { Watched = [1, .. SnapshotParts.Counted("eva"), 1, 1, 1, 9] });
            yield return ("somebody told twice", good with { Watched = [1, .. SnapshotParts.Counted("eve"), 2, 1, 1, 9, 1, 1, 9] });
            yield return ("watched in another spelling", good with { Watched = [1, .. SnapshotParts.Counted("Eve"), 1, 1, 1, 9] });
            yield return ("something read by a stranger", good with { Read = [0, /**/ 1, 3, 1, .. SnapshotParts.Counted("#dev"), 5] });
            yield return ("something read by no account", good with { Read = [1, 1, 1, .. SnapshotParts.Counted("#dev"), 5, /**/ 0] });
            yield return ("somebody who has read nothing", good with { Read = [0, /**/ 1, 2, 0] });
            yield return ("something read twice", good with { Read = [0, /**/ 1, 2, 2, .. SnapshotParts.Counted("#dev"), 5, .. SnapshotParts.Counted("#DEV"), 6] });
            yield return ("something read that is no name", good with { Read = [0, /**/ 1, 2, 1, .. SnapshotParts.Counted("1"), 5] });
            yield return ("fewer users at most than there are", good with { Most = [1] });
            yield return ("a trait that is none", good with { Policy = [0, .. SnapshotParts.Limits[..19], 0x80, 0x20, .. SnapshotParts.Limits[20..]] });
            yield return ("a place on no channel", good with { Places = [1, 3, 0, /**/ 1, 4, 0] });
        }
    }

    private static SnapshotParts Masked(byte count, params string[] masks) => new()
    {
        Channels = [1, .. SnapshotParts.Banning(
            3, "#dev", "", [count, .. masks.SelectMany(mask => (byte[])[.. SnapshotParts.Counted(mask), 0, 5])], 2, /**/ 2, 4, /**/ 5, 0)],
    };

    // cyd, who is not there, is invited to #dev, or is not
    private static SnapshotParts Invited(byte toUser, byte toChannel) => AndUser(Cyd(6, 10)) with
    {
        Places = [1, 3, 0, /**/ 1, 3, 0, /**/ 0, .. (toUser == 0 ? (byte[])[0] : [1, 3])],
        Invited = toChannel == 0 ? [0] : [1, 6],
    };

    private static byte[] Cyd(byte id, byte session) => SnapshotParts.User(id, "cyd", SnapshotParts.Session(session, [0]));

    private static byte[] B(byte created) => SnapshotParts.Channel(created, "#b", "", 1, /**/ 2, 4);

    private static SnapshotParts AndUser(byte[] user) => new()
    {
        Users = [3, .. SnapshotParts.Ana([0], [0]), .. SnapshotParts.Bob, .. user],
        Places = [1, 3, 0, /**/ 1, 3, 0, /**/ 0, 0],
    };

    private static SnapshotParts OnDev(params byte[] members) => new() { Channels = [1, .. SnapshotParts.Dev(members)] };

    // ana alone, with the times of her membership and of his rank spelled out
    private static SnapshotParts Timed(byte user, byte joined, byte ranks, byte since)
    {
        var good = OnDev(1, /**/ user, 0).Channels;
        byte[] member = [1, user, 3, 0];
        var at = good.AsSpan().LastIndexOf(member);
        return new SnapshotParts
        {
            Channels = [.. good[..at], 1, user, joined, ranks, .. (ranks == 0 ? (byte[])[] : [since]), .. good[(at + member.Length)..]],
            Places = [1, 3, 0, /**/ 0, 0],
        };
    }

    private static byte[] MinusOne => [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1];

    private static byte[] Bits33 => [0x80, 0x80, 0x80, 0x80, 0x10];

    private static void CheckRefusedOrGood(byte[] bytes)
    {
        ChatWorld world;
        try
        {
            world = ChatWorld.LoadSnapshot(bytes);
        }
        catch (FormatException)
        {
            return;
        }

        Assert.Equal(bytes, WorldHistory.Save(world));
        var users = Enumerable.Range(0, 128).Select(number => new UserId(number)).ToList();
        WorldInvariants.Check(world, users);

        // All that can leave does, without an accident.
        var newLife = new Wish(
            new Incarnation(new NodeId(1), int.MaxValue), 1, default, default, new Command.NodeStarted());
        WorldHistory.Play(world, [new Entry(world.Sequence + 1, default, 1, newLife)]);
        WorldInvariants.Check(world, users);
    }

    private static byte[] Eventful()
    {
        var world = new WorldUnderTest { Now = 1_700_000_000_000 }.And("ana", "Bob", "cyd", "ＤＡＮ")
            .On("#lobby", "ana", "Bob", "cyd").On("#Å", "Bob", "ana").On("#b", "cyd").After(
                "Bob",
                new Command.SetTopic(Names.Channel("#å"), Names.Text("Å")),
                Wishes.Lock("#å"),
                new Command.SetAway(Names.Text("zz")));
        world.ApplyAsNode(new Incarnation(new NodeId(2), 300), new Command.NodeStarted());
        return world.Save();
    }
}
