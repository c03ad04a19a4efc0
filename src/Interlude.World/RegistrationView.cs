using Interlude.World.State;

namespace Interlude.World;

/// <summary>Whose a registered channel is, as seen by a user. Reads the world: valid until the next entry is applied.</summary>
public sealed class RegistrationView
{
    private readonly ChannelRegistration _registration;
    private readonly bool _seesAccess;

    internal RegistrationView(ChannelRegistration registration, Account? account, Viewer viewer)
    {
        _registration = registration;
        Rank = registration.RankOf(account);
        _seesAccess = viewer.SeesAll || viewer.KeepsAccounts || Rank != Ranks.None;
    }

    /// <summary>Whose it is.</summary>
    public AccountIdentity Founder => _registration.Founder.Identity;

    /// <summary>Since when.</summary>
    public Timestamp Since => _registration.Since;

    /// <summary>What its founder has chosen for it.</summary>
    public ChannelSettings Settings => _registration.Settings;

    /// <summary>The rank that the viewer has there by its account.</summary>
    public Ranks Rank { get; }

    /// <summary>
    /// Which accounts have a rank there, in the order in which they were given: for those who have one, and for server operators
    /// with <see cref="OperatorPowers.Accounts"/>; null for others.
    /// </summary>
    public IReadOnlyList<(AccountIdentity Account, Ranks Rank)>? Access =>
        _seesAccess ? [.. _registration.Access.Select(access => (access.Account.Identity, access.Rank))] : null;
}
