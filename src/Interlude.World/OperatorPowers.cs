namespace Interlude.World;

/// <summary>What a server operator may do.</summary>
[Flags]
public enum OperatorPowers
{
    /// <summary>Nothing beyond the name.</summary>
    None = 0,

    /// <summary>End other people's sessions (KILL).</summary>
    Kill = 1,

    /// <summary>Speak to all who listen to operators (WALLOPS).</summary>
    Wallops = 2,

    /// <summary>Have the configuration read anew (REHASH).</summary>
    Rehash = 4,

    /// <summary>Set modes of channels without being on them (SAMODE).</summary>
    OverrideModes = 8,

    /// <summary>See real addresses, server notices, STATS, LINKS and MAP.</summary>
    Inspect = 16,

    /// <summary>Change a user's visible host (CHGHOST).</summary>
    ChangeHost = 32,

    /// <summary>Suspend and delete accounts.</summary>
    Accounts = 64,

    /// <summary>All of them.</summary>
    All = Kill | Wallops | Rehash | OverrideModes | Inspect | ChangeHost | Accounts,
}
