namespace Interlude.World;

/// <summary>An account: the sequence number of the entry that created it. Never used again, for none of the same name either.</summary>
/// <param name="Sequence">From 1.</param>
public readonly record struct AccountId(long Sequence);
