using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Interlude.Tests.Lines;

/// <summary>Certificates made for a test.</summary>
internal static class Certificates
{
    /// <summary>One that signed itself, for a name and for the loopback addresses.</summary>
    public static X509Certificate2 SelfSigned(string name) =>
        Request(name, ECDsa.Create(ECCurve.NamedCurves.nistP256)).CreateSelfSigned(Start, End);

    public static X509Certificate2 Authority(string name)
    {
        var request = new CertificateRequest($"CN={name}", ECDsa.Create(ECCurve.NamedCurves.nistP256), HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(Start, End);
    }

    public static X509Certificate2 SignedBy(this X509Certificate2 authority, string name)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var serial = RandomNumberGenerator.GetBytes(8);
        return Request(name, key).Create(authority, authority.NotBefore, authority.NotAfter, serial).CopyWithPrivateKey(key);
    }

    /// <summary>Another certificate with the same key.</summary>
    public static X509Certificate2 Renewed(this X509Certificate2 certificate)
    {
        using var key = certificate.GetECDsaPrivateKey()!;
        return Request("renewed.test", key).CreateSelfSigned(Start, End);
    }

    public static SslStreamCertificateContext Context(this X509Certificate2 certificate) =>
        SslStreamCertificateContext.Create(certificate, null, offline: true);

    /// <summary>Writes it with its key for programs that want files.</summary>
    /// <returns>The path of one file with both.</returns>
    public static string WriteTo(this X509Certificate2 certificate, TemporaryFolder folder, string name)
    {
        var path = Path.Combine(folder.Path, name);
        using var key = certificate.GetECDsaPrivateKey()!;
        File.WriteAllText(path, $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n");
        return path;
    }

    private static DateTimeOffset Start => DateTimeOffset.UtcNow.AddDays(-1);

    private static DateTimeOffset End => DateTimeOffset.UtcNow.AddDays(30);

    private static CertificateRequest Request(string name, ECDsa key)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request;
    }
}
