using System.Collections.Immutable;

namespace Interlude.Host.Storage;

/// <summary>A kind of file, and how it is laid out.</summary>
/// <param name="Name">For people.</param>
/// <param name="ApplicationId">What the file's head says, for this kind and no other.</param>
/// <param name="Schema">What makes an empty file one of the newest version.</param>
/// <param name="Upgrades">What makes a file of version 1 one of version 2, and so on: an old file is brought forward, never back.</param>
internal sealed record SqliteFormat(string Name, int ApplicationId, string Schema, params ImmutableArray<string> Upgrades)
{
    /// <summary>The newest version of the layout.</summary>
    public int Version => Upgrades.Length + 1;
}
