namespace Interlude.World;

/// <summary>What a dialect knows of somebody who registers.</summary>
public sealed record UserProfile
{
    /// <summary>Its user name.</summary>
    public required SourceWord UserName { get; init; }

    /// <summary>Where it comes from: for itself and for operators.</summary>
    public required SourceWord RealHost { get; init; }

    /// <summary>What others see in the place of <see cref="RealHost"/>; the same if there is no cloak.</summary>
    public required SourceWord Cloak { get; init; }

    /// <summary>What it says it is called. Longer than <see cref="WorldPolicy.MaxRealNameBytes"/> is cut.</summary>
    public required Text RealName { get; init; }

    /// <summary>Its modes to begin with; without those of operators.</summary>
    public UserModes Modes { get; init; }

    /// <summary>Whether nobody on the way to it can read along.</summary>
    public bool IsSecure { get; init; }

    /// <summary>Why it is away from the start; empty: it is not.</summary>
    public Text Away { get; init; } = Text.Empty;
}
