using System.Net;
using Interlude.Load.Patterns;

namespace Interlude.Load.Driving;

/// <summary>How a run is to be.</summary>
/// <param name="Pattern">Who is there and who speaks.</param>
/// <param name="Server">Where.</param>
/// <param name="Process">The server's, whose CPU and memory are read.</param>
internal sealed record DriveOptions(Pattern Pattern, IPEndPoint Server, int Process)
{
    /// <summary>Whether every other client asks for server-time, message-tags and echo-message.</summary>
    public bool Tags { get; init; }

    /// <summary>How long the talk goes on before anything is measured.</summary>
    public double WarmUpSeconds { get; init; } = 3;

    /// <summary>How much longer it may go on before, while the server still gets faster.</summary>
    public double SettleSeconds { get; init; } = 30;

    /// <summary>How long it is measured: at full load, then at a fixed rate; and how long idle clients are watched.</summary>
    public double Seconds { get; init; } = 5;

    /// <summary>How often it may be measured at full load until the server's core is shared with nobody; the best time counts.</summary>
    public int Windows { get; init; } = 8;

    /// <summary>What <see cref="Measuring.SharedCore"/> has found for a core alone in runs before, in nanoseconds; 0: nothing yet.</summary>
    public long LoneCore { get; init; }

    /// <summary>Messages of each sender, instead of a time; 0 goes by time. Then nothing is measured at a fixed rate.</summary>
    public int Messages { get; init; }

    /// <summary>Deliveries a second that are offered at the fixed rate; 0 takes half of what was reached at full load.</summary>
    public double Rate { get; init; }

    /// <summary>After so many seconds without any progress the run is given up, and a storm is counted as far as it got.</summary>
    public double LimitSeconds { get; init; } = 60;
}
