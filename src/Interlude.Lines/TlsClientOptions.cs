using System.Net.Security;

namespace Interlude.Lines;

/// <summary>The settings of the client side of TLS. By default the server is verified.</summary>
public sealed record TlsClientOptions : TlsOptions
{
    /// <summary>The server's name: asked for (SNI) and checked against its certificate. A name in ASCII form or an
    /// address; addresses are checked but not asked for. Null, the default, stands for the host that
    /// <see cref="LineClient"/> connects to; elsewhere it must be given, unless <see cref="Trust"/> checks no
    /// names.</summary>
    public string? ServerName { get; init; }

    /// <summary>Which servers are believed. Default: those whose certificate chains to an authority of the machine and is
    /// for <see cref="ServerName"/>.</summary>
    public TlsTrust Trust { get; init; } = TlsTrust.Machine;

    /// <summary>The certificate to show to a server that asks for one, with its private key; null for none. Default:
    /// null.</summary>
    public SslStreamCertificateContext? Certificate { get; init; }

    internal string NameToCheck => ServerName is { Length: > 0 } || !Trust.ChecksName
        ? ServerName ?? ""
        : throw new ArgumentException("The server's certificate cannot be checked without a name: set ServerName.");
}
