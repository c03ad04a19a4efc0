using System.Security.Cryptography;
using Interlude.World;

namespace Interlude.Host.Configuring;

/// <summary>What is new with each start of the server and stays the same however often its configuration is read.</summary>
/// <param name="Incarnation">This node, in this life.</param>
/// <param name="Epoch">Of the log, which begins anew with each start as long as it is kept in memory.</param>
/// <param name="StartedAt">By the wall clock, in milliseconds since 1970.</param>
/// <param name="RandomCloakKey">For cloaks where the configuration has no key.</param>
internal sealed record ServerLife(Incarnation Incarnation, string Epoch, long StartedAt, ReadOnlyMemory<byte> RandomCloakKey)
{
    public static ServerLife Begin(DateTimeOffset wall) => new(
        new Incarnation(new NodeId(1), 1),
        RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz0123456789", 8),
        wall.ToUnixTimeMilliseconds(),
        RandomNumberGenerator.GetBytes(32));
}
