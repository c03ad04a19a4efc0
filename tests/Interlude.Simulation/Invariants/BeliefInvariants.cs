using Interlude.Simulation.Irc;
using Interlude.Simulation.Reference;
using Interlude.Simulation.Talk;
using Interlude.World;

namespace Interlude.Simulation.Invariants;

/// <summary>What a client of IRC believes, held against the world.</summary>
internal static class BeliefInvariants
{
    public static void Check(ReferenceClient client, ReferenceWorld world)
    {
        if (client is not { Irc.Belief: var belief, IsGone: false, IsAnswering: false })
        {
            return;
        }

        Hold.That(
            belief.IsRegistered == (client.User is not null), "A client knows whether it has registered.", () => $"client {client.Number}: {belief.Nick}");
        if (client.User is not { } user)
        {
            return;
        }

        Hold.That(belief.Nick == user.Nick, "A client knows its nick.", () => $"client {client.Number} is {user.Nick} and believes {belief.Nick}");
        Hold.That(
            belief.Account == user.Account?.Name,
            "A client knows which account it uses.",
            () => $"client {client.Number} uses {user.Account?.Name} and believes {belief.Account}");
        Hold.That(
            belief.Modes is null || belief.Modes == user.Modes,
            "A client knows its modes.",
            () => $"client {client.Number} has {user.Modes} and believes {belief.Modes}");
        Hold.That(
            belief.Channels.Keys.ToHashSet().SetEquals(user.Channels.Select(channel => channel.Key)),
            "A client knows the channels that it is on.",
            () => $"client {client.Number} is on {string.Join(' ', user.Channels.Select(channel => channel.Name))} and believes "
                + string.Join(' ', belief.Channels.Values.Select(channel => channel.Name)));
        foreach (var channel in user.Channels)
        {
            var believed = belief.Channels[channel.Key];
            It_knows_what_its_channels_are_like(client, believed, channel);
            It_knows_who_is_on_its_channels(client, believed, channel);
        }

        It_knows_who_is_away_and_who_is_there(client, belief, world);
    }

    private static void It_knows_what_its_channels_are_like(ReferenceClient client, BelievedChannel believed, ReferenceChannel channel)
    {
        Hold.That(
            believed.Topic == channel.Topic,
            "A client knows the topics of its channels.",
            () => $"client {client.Number}: {channel.Name} has \"{channel.Topic}\", not \"{believed.Topic}\"");
        if (believed.KnowsModes)
        {
            Hold.That(
                believed.Traits == channel.Traits && believed.HasKey == channel.Password.Length > 0 && believed.Limit == channel.Limit
                    && (believed.Forward == channel.Forward || believed.Forward is null),
                "A client knows the modes of its channels.",
                () => $"client {client.Number}: {channel.Name} has {channel.Traits}, limit {channel.Limit}, forward {channel.Forward}; "
                    + $"it believes {believed.Traits}, {believed.Limit}, {believed.Forward}");
        }
    }

    private static void It_knows_who_is_on_its_channels(ReferenceClient client, BelievedChannel believed, ReferenceChannel channel)
    {
        if (channel.SeeBadly.Contains(client.User!))
        {
            return;
        }

        // In an auditorium not all are seen; and who asked for no names knows those alone who have come since.
        var members = channel.Members.ToDictionary(member => member.Nick, StringComparer.Ordinal);
        foreach (var (nick, ranks) in believed.Members)
        {
            Hold.That(
                members.TryGetValue(nick, out var member),
                "Nobody is believed to be on a channel who is not.",
                () => $"client {client.Number}: {nick} on {channel.Name}");
            Hold.That(
                !believed.KnowsMembers || !believed.KnowsRanks || ranks == channel.RanksOf(member!),
                "A client knows what the members of its channels are.",
                () => $"client {client.Number}: {nick} has {channel.RanksOf(member!)} on {channel.Name}, and is believed to have {ranks}");
        }

        Hold.That(
            !believed.KnowsMembers || channel.Is(ChannelTraits.Auditorium) || believed.Members.Count == members.Count,
            "Everybody on a channel is believed to be there.",
            () => $"client {client.Number}: not {string.Join(' ', members.Keys.Except(believed.Members.Keys))} on {channel.Name}");
    }

    private static void It_knows_who_is_away_and_who_is_there(ReferenceClient client, IrcBelief belief, ReferenceWorld world)
    {
        foreach (var (nick, isAway) in belief.Away)
        {
            if (world.Find(nick) is { } user && user != client.User && client.User!.Channels.TrueForAll(channel => !channel.Is(ChannelTraits.Auditorium) && !channel.SeeBadly.Contains(client.User)))
            {
                Hold.That(
                    isAway == user.Away.Length > 0,
                    "With away-notify a client knows who is away.",
                    () => $"client {client.Number}: {nick} is {(isAway ? "not " : string.Empty)}away");
            }
        }

        var watched = client.User!.Sessions.Where(session => session.Id.Number == client.Number && session.Id.Incarnation == client.Incarnation).SelectMany(session => session.Watched);
        foreach (var nick in watched.Where(belief.Watched.ContainsKey))
        {
            Hold.That(
                belief.Watched[nick] == world.Users.Exists(user => user.Key == nick),
                "A client knows whether those that it watches are there.",
                () => $"client {client.Number}: {Spellings.AsciiNick(nick)} is believed {(belief.Watched[nick] ? string.Empty : "not ")}to be there");
        }
    }
}
