using System.Net.Security;

namespace Interlude.Lines;

/// <summary>The settings of the server side of TLS.</summary>
public sealed record TlsServerOptions : TlsOptions
{
    /// <summary>Chooses a certificate for each connection.</summary>
    /// <param name="selectCertificate">See <see cref="SelectCertificate"/>.</param>
    public TlsServerOptions(Func<string?, SslStreamCertificateContext?> selectCertificate)
    {
        ArgumentNullException.ThrowIfNull(selectCertificate);
        SelectCertificate = selectCertificate;
    }

    /// <summary>One certificate for all connections.</summary>
    /// <param name="certificate">With its private key; see <see cref="SslStreamCertificateContext.Create(
    /// System.Security.Cryptography.X509Certificates.X509Certificate2,
    /// System.Security.Cryptography.X509Certificates.X509Certificate2Collection?, bool)"/>.</param>
    public TlsServerOptions(SslStreamCertificateContext certificate)
        : this(_ => certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
    }

    /// <summary>Asked at each handshake, with the name that the client asked for (SNI; null if none), for the certificate
    /// to show, so that one can be replaced while the program runs. Make a context once for each certificate, not at each
    /// call. It may be called by several threads of the pool at once and should not block: other handshakes wait meanwhile.
    /// If it gives null or throws, the handshake fails with <see cref="TlsFailure.NoCertificate"/>.</summary>
    public Func<string?, SslStreamCertificateContext?> SelectCertificate { get; init; }

    /// <summary>Whether clients are asked for certificates of theirs. Default: they are not.</summary>
    public ClientCertificates ClientCertificates { get; init; } = ClientCertificates.Ignored;

    /// <summary>Which certificates of clients are accepted; any other ends the handshake, also where they are optional.
    /// Names in them are not checked. Default: those that chain to the authorities of the machine.</summary>
    public TlsTrust ClientTrust { get; init; } = TlsTrust.Machine;
}

/// <summary>Whether a server asks its clients for certificates.</summary>
public enum ClientCertificates
{
    /// <summary>Clients are not asked.</summary>
    Ignored,

    /// <summary>Clients are asked, and may have none.</summary>
    Optional,

    /// <summary>A client without one is refused.</summary>
    Required,
}
