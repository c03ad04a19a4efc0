using Interlude.World;

namespace Interlude.Server;

/// <summary>What a <see cref="ChatServer"/> must know of itself before its first input.</summary>
public sealed record ServerOptions
{
    /// <summary>This node, in this life.</summary>
    public required Incarnation Incarnation { get; init; }

    /// <summary>Journaled at start, for the world reads no file. Its lobby is where plain clients arrive.</summary>
    public required WorldPolicy Policy { get; init; }

    /// <summary>The limits of connections, lines and appends.</summary>
    public ServerLimits Limits { get; init; } = new();
}
