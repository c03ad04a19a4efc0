namespace Interlude.Server;

/// <summary>What the host knows of who connects.</summary>
/// <param name="Address">
/// What connections are counted by: an IPv4 address, the first 64 bits of an IPv6 address, or a name for a local socket.
/// </param>
/// <param name="IsExempt">Free from connection counts and rates, flood credit and the other throttles (<c>limits.exempt</c>).</param>
public sealed record Peer(string Address, bool IsExempt)
{
    /// <summary>Where it comes from, whole: an IP address in text, or <c>localhost</c> for a local socket.</summary>
    public string Host { get; init; } = "localhost";

    /// <summary>The IP address in network order, 4 or 16 bytes; empty for a local socket.</summary>
    public ReadOnlyMemory<byte> Ip { get; init; }

    /// <summary>Whether nobody on the way can read along: TLS, a Unix socket.</summary>
    public bool IsSecure { get; init; }

    /// <summary>The SHA-256 of the certificate that it has shown, in lower-case hexadecimal digits; null: it has shown none.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>How it speaks.</summary>
    public PeerDialect Dialect { get; init; } = PeerDialect.Plain;
}

/// <summary>The dialects that a listener can speak.</summary>
public enum PeerDialect
{
    /// <summary>Lines for people at a terminal.</summary>
    Plain,

    /// <summary>IRC.</summary>
    Irc,
}
