using Interlude.World;

namespace Interlude.Server;

/// <summary>Where and when an event happened: the same on every node, and whenever it is told again.</summary>
/// <param name="Sequence">The entry that it came of.</param>
/// <param name="Index">Which of the entry's events, from 0.</param>
/// <param name="Time">The entry's time.</param>
internal readonly record struct Stamp(long Sequence, int Index, Timestamp Time);
