using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Interlude.Host.Listening;

/// <summary>Reads the server's certificate, its chain and its key from PEM files.</summary>
internal static class ServerCertificate
{
    /// <param name="certificateFile">The certificate, and after it those between it and an authority.</param>
    /// <param name="keyFile">Its private key, not encrypted; may be the same file.</param>
    /// <param name="error">What is wrong, to follow the name of a key.</param>
    public static SslStreamCertificateContext? TryRead(string certificateFile, string keyFile, out string? error)
    {
        error = null;
        try
        {
            using var read = X509Certificate2.CreateFromPemFile(certificateFile, keyFile);
            var all = new X509Certificate2Collection();
            all.ImportFromPemFile(certificateFile);
            var between = new X509Certificate2Collection(all.Skip(1).ToArray());

            // Through PKCS #12, so that the key may be used by TLS on every system.
            var certificate = X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), password: null);
            return SslStreamCertificateContext.Create(certificate, between, offline: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            error = failure.Message;
        }
        catch (Exception failure) when (failure is CryptographicException or ArgumentException)
        {
            error = $"\"{certificateFile}\" and \"{keyFile}\" are not a certificate in PEM and its private key: {failure.Message}";
        }

        return null;
    }
}
