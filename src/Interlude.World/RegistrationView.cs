using Interlude.World.State;

namespace Interlude.World;

/// <summary>Whose a registered channel is, as seen by a user. Reads the world: valid until the next entry is applied.</summary>
public sealed class RegistrationView
{
    private readonly ChannelRegistration _registration;
    private readonly ChatWorld _world;
    private readonly Account? _account;
    private readonly bool _seesAccess;

    internal RegistrationView(ChatWorld world, ChannelRegistration registration, Account? account, Viewer viewer)
    {
        (_world, _registration, _account) = (world, registration, account);
        Rank = registration.RankOf(account);
        _seesAccess = viewer.SeesAll || viewer.KeepsAccounts || Rank != Ranks.None;
    }

    /// <summary>Whose it is.</summary>
    public AccountIdentity Founder => _registration.Founder.Identity;

    /// <summary>Since when.</summary>
    public Timestamp Since => _registration.Since;

    /// <summary>What its founder has chosen for it.</summary>
    public ChannelSettings Settings => _registration.Settings;

    /// <summary>
    /// To whom its founder offers it, and until when: for those who see <see cref="Access"/>, and to whom it is offered; null for
    /// others, or if it is not offered.
    /// </summary>
    public (AccountIdentity Account, Timestamp Until)? Offer =>
        _registration.OfferAt(_world.Time) is { } offer && _world.FindForView(offer.To) is { } account && (_seesAccess || account == _account)
            ? (account.Identity, offer.Until)
            : null;

    /// <summary>The rank that the viewer has there by its account.</summary>
    public Ranks Rank { get; }

    /// <summary>
    /// Which accounts have a rank there, in the order in which they were given: for those who have one, and for server operators
    /// with <see cref="OperatorPowers.Accounts"/>; null for others.
    /// </summary>
    public IReadOnlyList<(AccountIdentity Account, Ranks Rank)>? Access =>
        _seesAccess ? [.. _registration.Access.Select(access => (access.Account.Identity, access.Rank))] : null;
}
