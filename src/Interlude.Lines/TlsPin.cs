using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Interlude.Lines;

/// <summary>Names one certificate, or one public key whatever certificate it is in, by its SHA-256.</summary>
/// <remarks><c>pin = ("certificate" / "public-key") ":" 32(2HEXDIG [":"])</c>, without a last colon: the form that
/// <c>openssl x509 -fingerprint -sha256</c> prints can be pasted. The public key's is that of its
/// SubjectPublicKeyInfo (RFC 7469, section 2.4), which stays when a certificate is renewed with the same key.</remarks>
public sealed record TlsPin
{
    private const string CertificatePrefix = "certificate:";
    private const string PublicKeyPrefix = "public-key:";

    private readonly string _text;

    private TlsPin(string prefix, ReadOnlySpan<byte> sha256) => _text = prefix + Convert.ToHexStringLower(sha256);

    /// <summary>The pin of a certificate as a whole.</summary>
    public static TlsPin OfCertificate(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return new(CertificatePrefix, SHA256.HashData(certificate.RawDataMemory.Span));
    }

    /// <summary>The pin of a certificate's public key.</summary>
    public static TlsPin OfPublicKey(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return new(PublicKeyPrefix, SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));
    }

    /// <summary>Reads a pin as people write it.</summary>
    /// <param name="text">In the grammar above; letters in either case.</param>
    /// <param name="pin">The pin.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out TlsPin? pin)
    {
        ArgumentNullException.ThrowIfNull(text);
        pin = null;
        var prefix = text.StartsWith(CertificatePrefix, StringComparison.Ordinal) ? CertificatePrefix : PublicKeyPrefix;
        if (!text.StartsWith(prefix, StringComparison.Ordinal))
        {
            return false;
        }

        var digits = text[prefix.Length..];
        if (digits.Length == (3 * SHA256.HashSizeInBytes) - 1)
        {
            for (var i = 2; i < digits.Length; i += 3)
            {
                if (digits[i] != ':')
                {
                    return false;
                }
            }

            digits = digits.Replace(":", "", StringComparison.Ordinal);
        }

        if (digits.Length != 2 * SHA256.HashSizeInBytes || !digits.All(char.IsAsciiHexDigit))
        {
            return false;
        }

        pin = new(prefix, Convert.FromHexString(digits));
        return true;
    }

    /// <summary>The pin in its grammar, in lower case without colons.</summary>
    public override string ToString() => _text;

    internal bool Matches(X509Certificate2 certificate) => this == OfCertificate(certificate) || this == OfPublicKey(certificate);
}
