namespace Interlude.Simulation;

/// <summary>How somebody behaves, drawn for each connection.</summary>
/// <param name="ReadsSlowly">Reads little of what comes, and seldom.</param>
/// <param name="IsTalkative">Writes many lines at once.</param>
internal sealed record PeerHabits(bool ReadsSlowly, bool IsTalkative);
