using Interlude.Server;
using Interlude.World;

namespace Interlude.Simulation;

/// <summary>Two clocks: one that only goes forward, and one on the wall that somebody sets now and then.</summary>
internal sealed class SimulatedClock
{
    private long _elapsed = 1_000;
    private long _wallAhead = 1_700_000_000_000;

    public Moment Now => new(new Timestamp(_elapsed + _wallAhead), _elapsed);

    public void Advance(long milliseconds) => _elapsed += milliseconds;

    public void SetWall(long by) => _wallAhead += by;
}
