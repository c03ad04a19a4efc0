using System.Collections.Immutable;
using Interlude.World.State;

namespace Interlude.World;

// What is kept, and who may read it again: nobody reads what he could not have seen when it happened.
public sealed partial class ChatWorld
{
    private static readonly ImmutableArray<Ranks> AllRanks =
        [Ranks.Voice, Ranks.HalfOperator, Ranks.Operator, Ranks.Admin, Ranks.Owner];

    /// <summary>
    /// Tells of a conversation whether somebody can read it again, now or later: its channel is there, its keeper is. As of this
    /// entry; what cannot be read then never can.
    /// </summary>
    public Predicate<Conversation> FindReadable()
    {
        var channels = _channels.Values.Select(channel => channel.CreatedAt).ToHashSet();
        return conversation => conversation switch
        {
            Conversation.OfChannel channel => channels.Contains(channel.Id.Sequence),
            Conversation.Aside aside => channels.Contains(aside.Id.Sequence) && Has(aside.Keeper),
            Conversation.Private side => Has(side.Keeper),
            _ => throw new System.Diagnostics.UnreachableException($"{conversation.GetType().Name} is nobody's."),
        };
    }

    private bool Has(Keeper keeper) =>
        keeper.IsAccount ? _accounts.ContainsKey(new AccountId(keeper.Sequence)) : _users.ContainsKey(new UserId(keeper.Sequence));

    /// <summary>Whose private conversations a user may read: its own since it came, and its account's.</summary>
    internal static ImmutableArray<Keeper> KeepersOf(User user)
    {
        var own = new Keeper(IsAccount: false, user.Id.Sequence);
        return user.Account is null ? [own] : [own, Keeper.Of(user.Identity)];
    }

    /// <summary>What a member may read of its channel.</summary>
    internal static ImmutableArray<HistoryPart> HistoryOf(Channel channel, Member member)
    {
        var id = new ChannelId(channel.CreatedAt);
        var parts = ImmutableArray.CreateBuilder<HistoryPart>();
        var from = channel.Registration is { } registration && (registration.Settings & ChannelSettings.OpenHistory) != 0
            ? Math.Min(member.JoinedAt, registration.Sequence)
            : member.JoinedAt;
        parts.Add(new HistoryPart(channel.Kept[0], from));
        parts.AddRange(KeepersOf(member.User).Select(keeper => new HistoryPart(new Conversation.Aside(id, keeper), member.JoinedAt)));
        foreach (var least in AllRanks)
        {
            if (member.Since(least) is { } since)
            {
                parts.Add(new HistoryPart(new Conversation.OfChannel(id, least), since + 1));   // from the next entry on
            }
        }

        return parts.DrainToImmutable();
    }

    /// <summary>Where something is kept that all members see.</summary>
    private static ImmutableArray<Conversation> KeptBy(Channel channel) =>
        channel.Is(ChannelTraits.Unrecorded) ? [] : channel.Kept;

    /// <summary>Where something is kept that members see who see this one. To be asked before it leaves.</summary>
    private static ImmutableArray<Conversation> KeptBy(Channel channel, User seen)
    {
        var isHidden = channel.Is(ChannelTraits.Auditorium) && channel.Find(seen.Id) is { Ranks: Ranks.None };
        return isHidden ? KeptBy(channel, seen, Ranks.HalfOperator) : KeptBy(channel);
    }

    /// <summary>Where something is kept that a user does on all its channels. To be asked before it leaves them.</summary>
    private static ImmutableArray<Conversation> KeptBy(User user) =>
        user.Channels is [var only] ? KeptBy(only, user) : [.. user.Channels.SelectMany(channel => KeptBy(channel, user))];

    private static ImmutableArray<Conversation> KeptBy(Channel channel, User speaker, Speech speech, Ranks least) =>
        !IsKept(speech) ? []
        : least == Ranks.None ? KeptBy(channel)
        : KeptBy(channel, speaker, least);

    // Those of the rank and above, and whose doing it is: it may have less.
    private static ImmutableArray<Conversation> KeptBy(Channel channel, User doer, Ranks least)
    {
        var id = new ChannelId(channel.CreatedAt);
        return channel.Is(ChannelTraits.Unrecorded) ? []
            : channel.Find(doer.Id)?.Ranks.AreAtLeast(least) == false
                ? [new Conversation.OfChannel(id, least), new Conversation.Aside(id, Keeper.Of(doer.Identity))]
                : [new Conversation.OfChannel(id, least)];
    }

    // What programs ask each other is of the moment, whoever sends it.
    private static bool IsKept(Speech speech) => !speech.IsTransient && speech.Form != TextKind.Ctcp;
}
