using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Interlude.Client.Security;
using Interlude.Lines;
using Interlude.Tests.Lines;

namespace Interlude.Tests.Client.Security;

public class TlsSummaryTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void It_tells_what_was_agreed_upon()
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("chat.test");
        names.AddIpAddress(System.Net.IPAddress.IPv6Loopback);
        using var certificate = Make("CN=chat.test, O=Chats", names.Build());

        var lines = TlsSummary.Of(
            SslProtocols.Tls13, TlsCipherSuite.TLS_AES_256_GCM_SHA384, new SslApplicationProtocol("irc"), "chat.test", certificate, TlsTrust.Machine);

        Assert.Equal(
        [
            "version: TLS 1.3",
            "cipher suite: TLS_AES_256_GCM_SHA384",
            "protocol (ALPN): irc",
            "name asked for: chat.test",
            "subject: CN=chat.test, O=Chats",
            "issuer: CN=chat.test, O=Chats",
            "alternative names: chat.test, ::1",
            "valid: from 2026-01-02 03:04:05 UTC to 2026-04-12 03:04:05 UTC",
            $"pin: {TlsPin.OfCertificate(certificate)}",
            $"pin: {TlsPin.OfPublicKey(certificate)}",
            "verified: yes, the name and by an authority that this machine trusts",
        ], lines);
    }

    [Fact]
    public void How_it_was_verified_is_told()
    {
        using var certificate = Make("CN=chat.test");

        string Verified(TlsTrust trust) => TlsSummary.Of(SslProtocols.Tls12, default, null, null, certificate, trust)[^1];

        Assert.Equal("verified: yes, the name and by an authority that was given", Verified(TlsTrust.Authorities(certificate)));
        Assert.Equal("verified: yes, by a pin", Verified(TlsTrust.Pins(TlsPin.OfCertificate(certificate))));
        Assert.Equal("verified: no; somebody in between could read and change everything", Verified(TlsTrust.Insecure));
    }

    [Fact]
    public void What_the_server_says_cannot_move_the_cursor()
    {
        byte[] names = [0x30, 0x08, 0x82, 0x06, .. "a\e[2Jb"u8];   // a builder would not take it
        using var certificate = Make("CN=\"chat\e]0;title\u0007\"", new X509Extension("2.5.29.17", names, critical: false));

        var lines = TlsSummary.Of(SslProtocols.Tls12, default, null, null, certificate, TlsTrust.Insecure);

        Assert.DoesNotContain(lines, line => line.Any(char.IsControl));
        Assert.Contains("alternative names: a^[[2Jb", lines);
    }

    [Fact]
    public void Names_that_cannot_be_read_are_said_so()
    {
        using var certificate = Make("CN=chat.test", new X509Extension("2.5.29.17", [0x30, 0x05, 0x82], critical: false));

        Assert.Contains("alternative names: unreadable", TlsSummary.Of(SslProtocols.Tls12, default, null, null, certificate, TlsTrust.Insecure));
    }

    [Fact]
    public async Task A_connection_is_told_of()
    {
        var (server, client) = await TlsPair.CreateAsync();

        var lines = TlsSummary.Of(client, TlsPair.Client.Trust);

        Assert.Contains("name asked for: server.test", lines);
        Assert.Contains($"pin: {TlsPin.OfPublicKey(TlsPair.Certificate)}", lines);
        server.Abort();
        client.Abort();
    }

    private static X509Certificate2 Make(string subject, params X509Extension[] extensions)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        foreach (var extension in extensions)
        {
            request.CertificateExtensions.Add(extension);
        }

        return request.CreateSelfSigned(Start, Start.AddDays(100));
    }
}
