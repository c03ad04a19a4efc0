namespace Interlude.World;

/// <summary>A user, for as long as it exists: the sequence number of the entry that registered it.</summary>
/// <param name="Sequence">Never used twice, so an id outlives its user without confusion.</param>
public readonly record struct UserId(long Sequence);
