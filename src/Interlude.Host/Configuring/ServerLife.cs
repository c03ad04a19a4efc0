using System.Collections.Immutable;
using System.Security.Cryptography;
using Interlude.Host.Storage;
using Interlude.Server;
using Interlude.World;

namespace Interlude.Host.Configuring;

/// <summary>What is new with each start of the server and stays the same however often its configuration is read.</summary>
/// <param name="Incarnation">This node, in this life.</param>
/// <param name="Epoch">Of the log: the random name by which its entries differ from those of any other.</param>
/// <param name="StartedAt">By the wall clock, in milliseconds since 1970.</param>
/// <param name="CloakKey">For cloaks where the configuration has no key.</param>
internal sealed record ServerLife(Incarnation Incarnation, string Epoch, long StartedAt, ReadOnlyMemory<byte> CloakKey)
{
    /// <summary>The epochs that restores have ended, the oldest first.</summary>
    public ImmutableArray<FormerEpoch> FormerEpochs { get; init; } = [];

    /// <summary>From which is made whatever peers must not foresee.</summary>
    public ReadOnlyMemory<byte> ProcessKey { get; init; } = RandomNumberGenerator.GetBytes(32);

    /// <summary>From which is made what peers must not foresee and must find unchanged after a restart; kept with the data as the key of cloaks is.</summary>
    public ReadOnlyMemory<byte> KeptKey => HMACSHA256.HashData(CloakKey.Span, "for what is not a cloak"u8);

    /// <summary>For a log that is kept in memory, and so begins anew.</summary>
    public static ServerLife Begin(DateTimeOffset wall) => new(
        new Incarnation(new NodeId(1), 1),
        JournalFile.NewEpoch(),
        wall.ToUnixTimeMilliseconds(),
        RandomNumberGenerator.GetBytes(32));
}
