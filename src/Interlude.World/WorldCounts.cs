namespace Interlude.World;

/// <summary>How many there are.</summary>
/// <param name="Users">Users, the invisible among them.</param>
/// <param name="Invisible">Users who are <see cref="UserModes.Invisible"/>.</param>
/// <param name="Operators">Users who are server operators.</param>
/// <param name="Channels">Channels of which the viewer may know.</param>
/// <param name="MostUsers">Most users that there have been at a time.</param>
public readonly record struct WorldCounts(int Users, int Invisible, int Operators, int Channels, int MostUsers);
