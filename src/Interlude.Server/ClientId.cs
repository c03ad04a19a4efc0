namespace Interlude.Server;

/// <summary>A connection of this node. Numbers are the host's to give, from 1, and never used twice in a process.</summary>
/// <param name="Number">From 1 up.</param>
public readonly record struct ClientId(long Number);
