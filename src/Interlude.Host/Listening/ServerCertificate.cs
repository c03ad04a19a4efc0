using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Interlude.Host.Configuring;

namespace Interlude.Host.Listening;

/// <summary>Reads the server's certificate, its chain and its key from PEM files.</summary>
internal static class ServerCertificate
{
    /// <param name="certificateFile">The certificate, and after it those between it and an authority.</param>
    /// <param name="keyFile">Its private key, not encrypted; may be the same file.</param>
    /// <param name="fault">What is wrong; null if nothing.</param>
    public static SslStreamCertificateContext? TryRead(string certificateFile, string keyFile, out CertificateFault? fault)
    {
        fault = null;
        try
        {
            using var read = TryReadBoth(certificateFile, keyFile, out fault);
            if (read is null)
            {
                return null;
            }

            var all = new X509Certificate2Collection();
            all.ImportFromPemFile(certificateFile);
            var between = new X509Certificate2Collection(all.Skip(1).ToArray());

            // Through PKCS #12, so that the key may be used by TLS on every system.
            var certificate = X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), password: null);
            return SslStreamCertificateContext.Create(certificate, between, offline: true);
        }
        catch (CryptographicException failure)
        {
            fault = new(false, $"is not a certificate that can be used: {failure.Message.TrimEnd('.')}");
        }

        return null;
    }

    private static X509Certificate2? TryReadBoth(string certificateFile, string keyFile, out CertificateFault? fault)
    {
        fault = null;
        if (ReadFile(certificateFile, isKey: false, ref fault) is not { } certificate || ReadFile(keyFile, isKey: true, ref fault) is not { } key)
        {
            return null;
        }

        try
        {
            using var alone = X509Certificate2.CreateFromPem(certificate);
        }
        catch (CryptographicException)
        {
            fault = new(false, "holds no certificate in PEM (-----BEGIN CERTIFICATE-----)");
            return null;
        }

        try
        {
            return X509Certificate2.CreateFromPem(certificate, key);
        }
        catch (Exception failure) when (failure is CryptographicException or ArgumentException)
        {
            fault = new(true, key.Contains("ENCRYPTED", StringComparison.Ordinal) ? "holds a private key that is encrypted; write it without a password: openssl pkey -in FILE -out NEW"
                : key.Contains("PRIVATE KEY-----", StringComparison.Ordinal) ? $"holds a private key, but not that of the certificate in \"{certificateFile}\""
                : certificateFile == keyFile ? "holds a certificate but no private key (-----BEGIN PRIVATE KEY-----); give the key's file as tls.key, or append the key to this file"
                : "holds no private key in PEM (-----BEGIN PRIVATE KEY-----)");
            return null;
        }
    }

    private static string? ReadFile(string path, bool isKey, ref CertificateFault? fault)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            fault = new(isKey, FileFaults.Why(failure));
            return null;
        }
    }
}

/// <summary>Why a certificate cannot be used.</summary>
/// <param name="IsInKey">Whether it is the file of the key that is wrong.</param>
/// <param name="What">To follow the file's name.</param>
internal readonly record struct CertificateFault(bool IsInKey, string What);
