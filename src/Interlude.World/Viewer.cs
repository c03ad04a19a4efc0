namespace Interlude.World;

/// <summary>Who looks at the world, and what it may see beyond what everybody may.</summary>
/// <param name="Id">The user; none before registration.</param>
/// <param name="Powers">What it may do as a server operator: on this device, for no other makes it one here.</param>
/// <param name="SeesAll">The server's own duties.</param>
internal readonly record struct Viewer(UserId Id, OperatorPowers Powers, bool SeesAll)
{
    public bool Inspects => (Powers & OperatorPowers.Inspect) != 0;

    public bool KeepsAccounts => (Powers & OperatorPowers.Accounts) != 0;
}
