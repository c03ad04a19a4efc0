using Interlude.World;

namespace Interlude.Server;

/// <summary>When an input came, by two clocks.</summary>
/// <param name="Wall">The wall clock, for entries. It may be set back.</param>
/// <param name="Elapsed">Milliseconds of a clock that only goes forward, for deadlines: pauses, credit, retries.</param>
public readonly record struct Moment(Timestamp Wall, long Elapsed);
