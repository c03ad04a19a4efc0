namespace Interlude.World.State;

/// <summary>What makes a channel stay without members: whose it is, and who has which rank there.</summary>
internal sealed class ChannelRegistration(Account founder, long sequence, Timestamp since)
{
    public Account Founder { get; set; } = founder;

    /// <summary>The number of the entry that registered it: what was said before was not said to be opened to others.</summary>
    public long Sequence { get; } = sequence;

    public Timestamp Since { get; } = since;

    public ChannelSettings Settings { get; set; }

    /// <summary>To whom the founder wants to give it; null: to nobody. It may have lapsed: see <see cref="OfferAt"/>.</summary>
    public ChannelOffer? Offer { get; set; }

    /// <summary>In the order in which they were given; never the founder. At most <see cref="WorldPolicy.MaxAccessPerChannel"/>.</summary>
    public List<(Account Account, Ranks Rank)> Access { get; } = [];

    /// <summary>The rank that an account has when it joins: one, or none.</summary>
    public Ranks RankOf(Account? account) => account is null ? Ranks.None
        : account == Founder ? Ranks.Owner
        : Access.Find(access => access.Account == account).Rank;

    /// <summary>The offer that holds at a moment: nobody takes anything from somebody whose account is closed.</summary>
    public ChannelOffer? OfferAt(Timestamp now) =>
        Offer is { } offer && now < offer.Until && Founder.Suspension is null ? offer : null;

    /// <summary>Who becomes the founder when the founder's account is no more: the highest from operators upwards; null: nobody.</summary>
    public Account? Successor => Access.Where(access => access.Rank.Operate())
        .OrderByDescending(access => access.Rank).Select(access => access.Account).FirstOrDefault();
}

/// <summary>A channel that an account may take, which may be no more by then.</summary>
internal sealed record ChannelOffer(AccountId To, Timestamp Until);
