namespace Interlude.World;

/// <summary>By what right somebody changes modes of a channel.</summary>
public enum ModeAuthority
{
    /// <summary>Its rank on the channel.</summary>
    Rank,

    /// <summary>A server operator's power: any change, without being on the channel.</summary>
    Power,

    /// <summary>The rank that its account has on a registered channel, without having it, or being there, at the moment.</summary>
    Access,
}
