using System.Buffers;
using System.Text;
using Interlude.Simulation.Reference;
using Interlude.Simulation.Talk;
using Interlude.World;

namespace Interlude.Simulation.Invariants;

/// <summary>What must hold of a world between any two entries, seen through its own views.</summary>
internal static class WorldInvariants
{
    private static readonly (Nick Nick, int Key)[] Nicks = [.. Spellings.Nicks.Select(spelling =>
        Nick.TryCreate(Encoding.UTF8.GetBytes(spelling), out var nick, out _)
            ? (nick, Spellings.NickKey(spelling))
            : throw new InvalidOperationException($"{spelling} should be a nick."))];

    public static void Check(ChatWorld world, ReferenceWorld reference)
    {
        var view = world.SeenWhole();
        var channels = view.Channels();
        foreach (var channel in channels)
        {
            No_channel_is_empty(channel);
            Every_member_is_a_user_and_knows_the_channel(world, channel);
            The_lobby_has_no_operator(channel, world.Policy);
        }

        Nicks_that_fold_to_one_are_one_user(world, reference);
        Accounts_are_what_the_entries_say(view, reference);
        The_world_is_what_the_entries_say(world, reference, channels);
    }

    private static void Accounts_are_what_the_entries_say(WorldView view, ReferenceWorld reference)
    {
        var found = view.Accounts().Select(account =>
            $"{account.Identity.Id.Sequence} {account.Identity} {account.Nicks.Count} {account.Verifiers[0]} {string.Join(' ', account.Users.Select(user => user.Id.Sequence))}");
        var known = reference.Accounts.All.Select(account =>
            $"{account.Id} {account.Name} {account.Nicks.Count} {account.Verifier} {string.Join(' ', reference.Users.Where(user => user.Account == account).Select(user => user.Id).Order())}");
        Hold.That(
            found.SequenceEqual(known), "Who uses which account is what the entries say.",
            () => $"{string.Join("; ", found)}\n  and not {string.Join("; ", known)}");
    }

    public static void Limits_are_kept(ReferenceWorld reference, WorldPolicy largest)
    {
        Hold.That(reference.Users.Count <= largest.MaxUsers, "There are no more users than there may be.", () => $"{reference.Users.Count}");
        Hold.That(reference.Channels.Count <= largest.MaxChannels, "There are no more channels than there may be.", () => $"{reference.Channels.Count}");
        foreach (var user in reference.Users)
        {
            Hold.That(
                user.Channels.Count <= largest.MaxChannelsPerUser,
                "Nobody is on more channels than one may be.",
                () => $"{user.Nick} is on {user.Channels.Count}");
        }

        foreach (var channel in reference.Channels)
        {
            Hold.That(
                channel.Members.Count <= largest.MaxMembersPerChannel,
                "No channel has more members than it may.",
                () => $"{channel.Name} has {channel.Members.Count}");
        }
    }

    public static void A_snapshot_holds_the_whole_state(ChatWorld world, ChatWorld loaded)
    {
        Hold.That(world.Sequence == loaded.Sequence, "A snapshot holds the sequence number.", () => $"{world.Sequence} became {loaded.Sequence}");
        Hold.That(world.Time == loaded.Time, "Time does not go back by a snapshot.", () => $"{world.Time} became {loaded.Time}");
        Hold.That(
            Snapshot(world).AsSpan().SequenceEqual(Snapshot(loaded)),
            "A world loaded from a snapshot has the same snapshot.",
            () => $"not at entry {world.Sequence}");
    }

    private static byte[] Snapshot(ChatWorld world)
    {
        var snapshot = new ArrayBufferWriter<byte>();
        world.WriteSnapshot(snapshot);
        return snapshot.WrittenSpan.ToArray();
    }

    private static void No_channel_is_empty(ChannelView channel) =>
        Hold.That(channel.Count > 0 && channel.Members.Any(), "No channel is empty.", () => $"{channel.Name} is");

    private static void Every_member_is_a_user_and_knows_the_channel(ChatWorld world, ChannelView channel)
    {
        foreach (var member in channel.Members)
        {
            var user = world.SeenBy(member.Identity.Id).Viewer;
            Hold.That(
                user is not null && user.Channels.Any(name => name.Key == channel.Name.Key) && channel.Has(member.Identity.Id),
                "Every member is a user, and the user knows the channel.",
                () => $"not {member.Identity.Nick} of {channel.Name}");
        }
    }

    private static void The_lobby_has_no_operator(ChannelView channel, WorldPolicy policy)
    {
        var isLobby = channel.Name.Key == policy.Lobby?.Key;
        Hold.That(
            !isLobby || !channel.Members.Any(member => member.IsOperator),
            "The lobby has no operator.",
            () => $"not {channel.Name}");
    }

    private static void Nicks_that_fold_to_one_are_one_user(ChatWorld world, ReferenceWorld reference)
    {
        var view = world.SeenBy(default);
        var users = reference.Users.ToDictionary(user => user.Key);
        foreach (var (nick, key) in Nicks)
        {
            var found = view.Find(nick);
            var user = users.GetValueOrDefault(key);
            Hold.That(
                found?.Identity.Id.Sequence == user?.Id,
                "A nick, however it is spelled, is one user's, whom the log knows by it.",
                () => $"{nick} is {found?.Identity.ToString() ?? "nobody"} and should be {user?.Nick ?? "nobody"}");
        }
    }

    private static void The_world_is_what_the_entries_say(
        ChatWorld world, ReferenceWorld reference, IReadOnlyList<ChannelView> channels)
    {
        const string Sentence = "The world is what its entries say, by a second reading of them.";
        foreach (var user in reference.Users)
        {
            var seen = world.SeenBy(new UserId(user.Id)).Viewer;
            Hold.That(
                seen is not null && Encoding.UTF8.GetString(seen.Identity.Source.Span) == user.Source && seen.Away.ToString() == user.Away
                    && seen.RealName.ToString() == user.RealName && seen.Modes == user.Modes
                    && seen.Invitations.Select(name => name.Value).SequenceEqual(user.Invitations.Select(channel => channel.Name))
                    && seen.Channels.Select(name => name.Value).SequenceEqual(user.Channels.Select(channel => channel.Name)),
                Sentence,
                () => $"{user.Nick} is not as it should be");
        }

        Hold.That(channels.Count == reference.Channels.Count, Sentence, () => $"{channels.Count} channels, and not {reference.Channels.Count}");
        foreach (var channel in channels)
        {
            var expected = reference.FindChannel(channel.Name.Value);
            Hold.That(
                expected is not null && expected.Name == channel.Name.Value && expected.Topic == channel.Topic.ToString()
                    && expected.Traits == channel.Traits && expected.Limit == channel.Limit && expected.Forward == channel.Forward?.Value
                    && channel.HasKey == expected.Password.Length > 0
                    && Enum.GetValues<MaskList>().All(list => channel.MasksOf(list).Select(mask => mask.Mask.Value).SequenceEqual(expected.Masks[(int)list]))
                    && channel.Members.Select(member => (member.Identity.Id.Sequence, member.Ranks))
                        .SequenceEqual(expected.Members.Select(member => (member.Id, expected.RanksOf(member)))),
                Sentence,
                () => $"{channel.Name} is not as it should be");
        }
    }
}
