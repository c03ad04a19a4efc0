namespace Interlude.Server;

/// <summary>What the host knows of who connects.</summary>
/// <param name="Address">
/// What connections are counted by: an IPv4 address, the first 64 bits of an IPv6 address, or a name for a local socket.
/// </param>
/// <param name="IsExempt">Free from the limit per address and from flood credit, as loopback and Unix sockets are.</param>
public sealed record Peer(string Address, bool IsExempt);
