using System.Net.Security;
using System.Security.Authentication;

namespace Interlude.Lines;

/// <summary>What both sides of TLS can set. Immutable; may be shared by any number of connections.</summary>
public abstract record TlsOptions
{
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(1);   // timers take 49

    private protected TlsOptions()
    {
    }

    /// <summary>The oldest version of TLS that is spoken. Default: TLS 1.2.</summary>
    public TlsVersion MinimumVersion { get; init; } = TlsVersion.Tls12;

    /// <summary>The protocols offered, the preferred one first (ALPN, RFC 7301). If both sides offer some and none is the
    /// same, the handshake fails; if only one side does, none is chosen. Default: none.</summary>
    public IReadOnlyList<SslApplicationProtocol> ApplicationProtocols { get; init; } = [];

    /// <summary>How long the handshake may take in all; more than 0, at most a day. Default: 10 s.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long our end of input (close_notify) may wait for a peer that does not read; then the connection is
    /// aborted. More than 0, at most a day. Default: 5 s.</summary>
    public TimeSpan CloseNotifyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    internal SslProtocols Protocols =>
        MinimumVersion == TlsVersion.Tls13 ? SslProtocols.Tls13 : SslProtocols.Tls12 | SslProtocols.Tls13;

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(ApplicationProtocols);
        Validate(HandshakeTimeout, nameof(HandshakeTimeout));
        Validate(CloseNotifyTimeout, nameof(CloseNotifyTimeout));
    }

    private static void Validate(TimeSpan timeout, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, TimeSpan.Zero, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(timeout, LongestTimeout, name);
    }
}

/// <summary>The versions of TLS that this library speaks.</summary>
public enum TlsVersion
{
    /// <summary>TLS 1.2 (RFC 5246).</summary>
    Tls12,

    /// <summary>TLS 1.3 (RFC 8446).</summary>
    Tls13,
}
