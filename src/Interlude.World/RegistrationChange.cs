namespace Interlude.World;

/// <summary>What has become of a channel's registration.</summary>
public abstract record RegistrationChange
{
    private RegistrationChange()
    {
    }

    /// <summary>The channel is its founder's, and stays without members.</summary>
    public sealed record Registered(AccountIdentity Founder) : RegistrationChange;

    /// <summary>The channel is nobody's, and ends with its last member.</summary>
    public sealed record Dropped : RegistrationChange;

    /// <summary>Another account is its founder.</summary>
    public sealed record Transferred(AccountIdentity Founder) : RegistrationChange;

    /// <summary>An account may have the channel until that moment, if it accepts it.</summary>
    public sealed record Offered(AccountIdentity Account, Timestamp Until) : RegistrationChange;

    /// <summary>The channel is offered to that account no longer.</summary>
    public sealed record OfferWithdrawn(AccountIdentity Account) : RegistrationChange;

    /// <summary>An account has that rank there when it joins; none: as everybody.</summary>
    public sealed record AccessChanged(AccountIdentity Account, Ranks Rank) : RegistrationChange;

    /// <summary>Something that its founder may choose is on or off.</summary>
    public sealed record SettingChanged(ChannelSettings Which, bool IsOn) : RegistrationChange;
}
