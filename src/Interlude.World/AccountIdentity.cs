namespace Interlude.World;

/// <summary>An account as it is shown and owned by. Equal are those of the same account, spelled in the same way.</summary>
/// <param name="Id">Which account: what belongs to it is found by this.</param>
/// <param name="Name">What it is called, by the rule and the fold of nicks. It never changes.</param>
public sealed record AccountIdentity(AccountId Id, Nick Name)
{
    /// <summary>Whether it is the same account, spelled in the same way.</summary>
    public bool Equals(AccountIdentity? other) =>
        other is not null && Id == other.Id && string.Equals(Name.Value, other.Name.Value, StringComparison.Ordinal);

    /// <summary>Of the id.</summary>
    public override int GetHashCode() => (int)Id.Sequence;

    /// <summary>The name.</summary>
    public override string ToString() => Name.Value;
}
