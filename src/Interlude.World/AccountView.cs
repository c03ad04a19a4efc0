using Interlude.World.State;

namespace Interlude.World;

/// <summary>An account as seen by somebody. Reads the world: valid until the next entry is applied.</summary>
/// <remarks>
/// What it is called, since when it is there and which nicks are its own is nobody's secret; the rest is for those who use it
/// and for server operators who may see it, and verifiers are for nobody but the server's own duties.
/// </remarks>
public sealed class AccountView
{
    private readonly Account _account;
    private readonly bool _isOwners;
    private readonly bool _seesAll;

    internal AccountView(Account account, bool isOwners, bool seesAll) =>
        (_account, _isOwners, _seesAll) = (account, isOwners || seesAll, seesAll);

    /// <summary>Id and name.</summary>
    public AccountIdentity Identity => _account.Identity;

    /// <summary>When it was created.</summary>
    public Timestamp CreatedOn => _account.CreatedOn;

    /// <summary>The nicks that are its own, its name the first.</summary>
    public IReadOnlyList<Nick> Nicks => _account.Nicks;

    /// <summary>Those who are logged in to it, in order of registering: who they are, everybody is told.</summary>
    public IReadOnlyList<Identity> Users => [.. _account.Users.Values.Select(user => user.Identity)];

    /// <summary>How many devices use it, for its owner; else 0.</summary>
    public int Devices => _isOwners ? _account.Users.Values.Sum(user => user.Sessions.Count) : 0;

    /// <summary>Whether an operator has closed it.</summary>
    public bool IsSuspended => _account.Suspension is not null;

    /// <summary>Why, for its owner; else, or if it is open, empty.</summary>
    public Text Suspension => _isOwners ? _account.Suspension ?? Text.Empty : Text.Empty;

    /// <summary>When somebody logged in to it last, for its owner; else null.</summary>
    public Timestamp? UsedAt => _isOwners ? _account.UsedAt : null;

    /// <summary>The address its owner gave, for its owner; else, or if none was given, empty.</summary>
    public Text Email => _isOwners ? _account.Email : Text.Empty;

    /// <summary>What it says about staying, for its owner.</summary>
    public AlwaysOnChoice AlwaysOn => _isOwners ? _account.AlwaysOn : AlwaysOnChoice.Unset;

    /// <summary>The names of the passwords that programs have, since when and when used last (0: never), for its owner.</summary>
    public IReadOnlyList<(Text Name, Timestamp CreatedOn, Timestamp UsedAt)> Passwords =>
        _isOwners ? [.. _account.Passwords.Select(password => (password.Name, password.CreatedOn, password.UsedAt))] : [];

    /// <summary>The client certificates that open it, for its owner.</summary>
    public IReadOnlyList<Text> Fingerprints => _isOwners ? _account.Fingerprints : [];

    /// <summary>The verifier of its password, then those of the programs' passwords; only for the server's own duties.</summary>
    public IReadOnlyList<Text> Verifiers =>
        _seesAll ? [_account.Verifier, .. _account.Passwords.Select(password => password.Verifier)] : [];
}
