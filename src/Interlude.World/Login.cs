namespace Interlude.World;

/// <summary>That somebody may use an account, as a dialect has found out; the world looks again whether it still holds.</summary>
/// <param name="Account">The account.</param>
/// <param name="Proof">
/// What was proved: the verifier of one of its passwords, or the fingerprint of a client certificate. Neither opens the account.
/// </param>
public sealed record Login(AccountId Account, Text Proof);
