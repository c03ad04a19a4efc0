namespace Interlude.World;

/// <summary>One server process among those that share a log, as its configuration numbers it.</summary>
/// <param name="Number">From 1 up.</param>
public readonly record struct NodeId(int Number);
