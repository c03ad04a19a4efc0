namespace Interlude.World;

/// <summary>A channel, for as long as it exists: the sequence number of the entry that opened it.</summary>
/// <param name="Sequence">Never used twice: a later channel of the same name is another one, with a history of its own.</param>
public readonly record struct ChannelId(long Sequence);
