using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Interlude.Lines;

/// <summary>Which certificates of a peer are believed. Immutable; may be shared.</summary>
/// <remarks>Nothing is fetched from the network to decide: no missing certificates of a chain, no revocation
/// lists.</remarks>
public abstract record TlsTrust
{
    private TlsTrust()
    {
    }

    /// <summary>Those that chain to an authority the machine trusts, and, for servers, are for the name asked for.</summary>
    public static TlsTrust Machine { get; } = new ByChain(null);

    /// <summary>Any. Whoever is in between can read and change everything: for tests, or where the peer proves itself
    /// otherwise, such as by a client's certificate that an account names.</summary>
    public static TlsTrust Insecure { get; } = new Any();

    /// <summary>Those that chain to one of these authorities, and to no other, and, for servers, are for the name asked
    /// for. A certificate that signed itself is its own authority.</summary>
    /// <param name="authorities">At least one; copied.</param>
    public static TlsTrust Authorities(params ReadOnlySpan<X509Certificate2> authorities) =>
        authorities.IsEmpty
            ? throw new ArgumentException("Name at least one authority.", nameof(authorities))
            : new ByChain([.. authorities]);

    /// <summary>Those that one of these pins names, whatever their names, dates and authorities are.</summary>
    /// <param name="pins">At least one; give the next one too before a certificate is replaced.</param>
    public static TlsTrust Pins(params ReadOnlySpan<TlsPin> pins) =>
        pins.IsEmpty ? throw new ArgumentException("Name at least one pin.", nameof(pins)) : new ByPin([.. pins]);

    /// <summary>Whether the name of a server matters, so that one must be given.</summary>
    public virtual bool ChecksName => false;

    internal virtual X509ChainPolicy ChainPolicy => new()
    {
        RevocationMode = X509RevocationMode.NoCheck,
        DisableCertificateDownloads = true,
    };

    /// <summary>Why a certificate is not believed, as the end of a sentence; null if it is.</summary>
    internal abstract string? Refuse(X509Certificate2 certificate, X509Chain? chain, SslPolicyErrors errors);

    private sealed record ByChain(X509Certificate2[]? Roots) : TlsTrust
    {
        public override bool ChecksName => true;

        internal override X509ChainPolicy ChainPolicy
        {
            get
            {
                var policy = base.ChainPolicy;
                if (Roots is not null)
                {
                    policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
                    policy.CustomTrustStore.AddRange(Roots);
                }

                return policy;
            }
        }

        internal override string? Refuse(X509Certificate2 certificate, X509Chain? chain, SslPolicyErrors errors)
        {
            if (errors == SslPolicyErrors.None)
            {
                return null;
            }

            var reasons = (chain?.ChainStatus ?? []).Select(status => status.Status.ToString());
            return string.Join(", ", errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)
                ? reasons.Prepend("it is for another name")
                : reasons);
        }
    }

    private sealed record ByPin(TlsPin[] Pinned) : TlsTrust
    {
        internal override string? Refuse(X509Certificate2 certificate, X509Chain? chain, SslPolicyErrors errors) =>
            Pinned.Any(pin => pin.Matches(certificate))
                ? null
                : $"no pin names it; it is {TlsPin.OfCertificate(certificate)}, {TlsPin.OfPublicKey(certificate)}";
    }

    private sealed record Any : TlsTrust
    {
        internal override string? Refuse(X509Certificate2 certificate, X509Chain? chain, SslPolicyErrors errors) => null;
    }
}
