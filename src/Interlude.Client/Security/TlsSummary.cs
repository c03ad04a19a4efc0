using System.Globalization;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Interlude.Client.Screens;
using Interlude.Lines;

namespace Interlude.Client.Security;

/// <summary>What was agreed upon under TLS, for people.</summary>
public static class TlsSummary
{
    private const int MostNames = 100;

    /// <summary>Tells of a connection under TLS.</summary>
    /// <param name="transport">As a client's.</param>
    /// <param name="trust">By which its server was believed.</param>
    /// <returns>Lines of text; what the server said is escaped where it is not visible.</returns>
    public static IReadOnlyList<string> Of(TlsTransport transport, TlsTrust trust)
    {
        ArgumentNullException.ThrowIfNull(transport);
        return Of(transport.Protocol, transport.CipherSuite, transport.ApplicationProtocol, transport.ServerName, transport.PeerCertificate, trust);
    }

    internal static IReadOnlyList<string> Of(
        SslProtocols version, TlsCipherSuite cipherSuite, SslApplicationProtocol? protocol, string? name, X509Certificate2? certificate, TlsTrust trust) =>
    [
        $"version: {Version(version)}",
        $"cipher suite: {cipherSuite}",
        $"protocol (ALPN): {protocol?.ToString() ?? "none"}",
        $"name asked for: {(string.IsNullOrEmpty(name) ? "none" : name)}",
        .. certificate is null ? [] : Certificate(certificate),
        $"verified: {Verified(trust)}",
    ];

    private static IEnumerable<string> Certificate(X509Certificate2 certificate) =>
    [
        $"subject: {Shown(certificate.Subject)}",
        $"issuer: {Shown(certificate.Issuer)}",
        $"alternative names: {Shown(AlternativeNames(certificate))}",
        $"valid: from {Moment(certificate.NotBefore)} to {Moment(certificate.NotAfter)}",
        $"pin: {TlsPin.OfCertificate(certificate)}",
        $"pin: {TlsPin.OfPublicKey(certificate)}",
    ];

    private static string AlternativeNames(X509Certificate2 certificate)
    {
        try
        {
            var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
                .SelectMany(extension => extension.EnumerateDnsNames().Concat(extension.EnumerateIPAddresses().Select(address => address.ToString())))
                .ToList();
            return string.Join(", ", names.Take(MostNames)) + (names.Count > MostNames ? $" and {names.Count - MostNames} more" : "");
        }
        catch (CryptographicException)
        {
            return "unreadable";   // where nothing else but a pin was looked at
        }
    }

    private static string Shown(string text) => text.Length == 0 ? "none" : VisibleText.Escape(text);

    private static string Moment(DateTime time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static string Version(SslProtocols version) => version switch
    {
        SslProtocols.Tls13 => "TLS 1.3",
        SslProtocols.Tls12 => "TLS 1.2",
        _ => version.ToString(),
    };

    private static string Verified(TlsTrust trust) =>
        trust == TlsTrust.Insecure ? "no; somebody in between could read and change everything"
        : trust == TlsTrust.Machine ? "yes, the name and by an authority that this machine trusts"
        : trust.ChecksName ? "yes, the name and by an authority that was given"
        : "yes, by a pin";
}
