namespace Interlude.World;

/// <summary>What an account is told has become of it.</summary>
public abstract record AccountChange
{
    private AccountChange()
    {
    }

    /// <summary>It has another password.</summary>
    public sealed record VerifierChanged : AccountChange;

    /// <summary>A nick is its owner's alone from here on, or not any more.</summary>
    public sealed record NickGrouped(Nick Nick, bool IsGrouped) : AccountChange;

    /// <summary>A password of its own for a program, by that name, opens it from here on, or not any more.</summary>
    public sealed record PasswordAdded(Text Name, bool IsAdded) : AccountChange;

    /// <summary>A client certificate, by its SHA-256 in lower-case hexadecimal digits, opens it from here on, or not any more.</summary>
    public sealed record FingerprintAdded(Text Fingerprint, bool IsAdded) : AccountChange;

    /// <summary>Whether its user stays when the last client has gone.</summary>
    public sealed record AlwaysOnChosen(AlwaysOnChoice Choice) : AccountChange;

    /// <summary>An operator has closed it, for that reason, or opened it again.</summary>
    public sealed record Suspended(bool IsSuspended, Text Reason) : AccountChange;

    /// <summary>The sessions of who had a nick of the account's, or used the account, were ended.</summary>
    public sealed record Ghosted(Nick Nick) : AccountChange;

    /// <summary>It is no more, and its nicks are anybody's.</summary>
    public sealed record Deleted : AccountChange;
}

/// <summary>Whether an account's user stays when its last client has gone: what the account says.</summary>
public enum AlwaysOnChoice
{
    /// <summary>Nothing: as <see cref="WorldPolicy.AlwaysOn"/> has it.</summary>
    Unset,

    /// <summary>It does.</summary>
    On,

    /// <summary>It does not.</summary>
    Off,
}

/// <summary>Whether users of accounts stay when their last client has gone: what the operator says.</summary>
public enum AlwaysOnRule
{
    /// <summary>None does.</summary>
    Never,

    /// <summary>Those whose account says so.</summary>
    OptIn,

    /// <summary>Those whose account does not say otherwise.</summary>
    OptOut,

    /// <summary>All do.</summary>
    Always,
}
