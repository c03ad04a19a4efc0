namespace Interlude.World;

/// <summary>One life of a node: a restart is the next incarnation.</summary>
/// <param name="Node">The node.</param>
/// <param name="Number">Grows with each start of that node.</param>
public readonly record struct Incarnation(NodeId Node, int Number);
