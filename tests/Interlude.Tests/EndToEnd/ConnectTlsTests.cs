using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Interlude.Lines;
using Interlude.Tests.EndToEnd.Clients;
using Interlude.Tests.Lines;

namespace Interlude.Tests.EndToEnd;

/// <summary>The options of <c>interlude connect</c> for TLS, against a listener of the library.</summary>
public sealed class ConnectTlsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly X509Certificate2 _certificate = Certificates.SelfSigned("one.test");

    private TlsServerOptions Tls => new(_certificate.Context());

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_certificate_is_pinned()
    {
        await using var server = LineServers.Answering(Tls);

        await TalksAsync(server, "--pin", _certificate.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256));
        await TalksAsync(server, "--pin", new string('0', 64), "--pin", TlsPin.OfPublicKey(_certificate).ToString());
        await TalksAsync(server, "--pin", "sha256 Fingerprint=" + string.Join(':', Convert.ToHexString(_certificate.GetCertHash(System.Security.Cryptography.HashAlgorithmName.SHA256)).Chunk(2).Select(pair => new string(pair))));
        await RefusesAsync(server, "--pin", new string('0', 64));
    }

    [Fact]
    public async Task The_name_is_asked_for_and_checked()
    {
        var authority = Certificates.Authority("CA");
        var (one, two) = (authority.SignedBy("one.test").Context(), authority.SignedBy("two.test").Context());
        var file = Path.Combine(_folder.Path, "ca.pem");
        await File.WriteAllTextAsync(file, authority.ExportCertificatePem(), TestContext.Current.CancellationToken);
        await using var server = LineServers.Answering(new(name => name == "two.test" ? two : one));

        await TalksAsync(server, "--ca", file, "--server-name", "one.test");
        await TalksAsync(server, "--ca", file, "--server-name", "two.test");
        await RefusesAsync(server, "--ca", file, "--server-name", "three.test");
    }

    [Fact]
    public async Task A_certificate_is_shown_to_a_server_that_asks()
    {
        var own = Certificates.SelfSigned("client.test");
        await using var server = LineServers.Start(
            async connection =>
            {
                await connection.ReadLineAsync();
                await connection.WriteLineAsync(Encoding.UTF8.GetBytes(((TlsTransport)connection.Transport).PeerCertificate!.Subject));
            },
            Tls with { ClientCertificates = ClientCertificates.Required, ClientTrust = TlsTrust.Authorities(own) });

        Assert.Equal((0, "CN=client.test\n"), await TalkAsync(server, "--insecure", "--cert", own.WriteTo(_folder, "client.pem")));
    }

    [Fact]
    public async Task A_protocol_is_offered()
    {
        await using var server = LineServers.Start(
            async connection =>
            {
                await connection.ReadLineAsync();
                await connection.WriteLineAsync(((TlsTransport)connection.Transport).ApplicationProtocol!.Value.Protocol);
            },
            Tls with { ApplicationProtocols = [TlsPair.Alpn("irc")] });

        Assert.Equal((0, "irc\n"), await TalkAsync(server, "--insecure", "--alpn", "other", "--alpn", "irc"));
    }

    [Fact]
    public async Task Older_versions_are_refused()
    {
        using var listening = new TcpListener(IPAddress.Loopback, 0);
        listening.Start();
        await using var connect = ChildProcess.Interlude(
            "connect", $"tls://127.0.0.1:{((IPEndPoint)listening.LocalEndpoint).Port}", "--insecure", "--tls-min", "1.3");
        using var socket = await listening.AcceptSocketAsync().WaitAsync(Peers.Limit);
        await using var old = new SslStream(new NetworkStream(socket));

        await Assert.ThrowsAsync<AuthenticationException>(() => old.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
        {
            ServerCertificateContext = _certificate.Context(),
            EnabledSslProtocols = SslProtocols.Tls12,
        }).WaitAsync(Peers.Limit));

        Assert.Equal(4, (await connect.WaitForExitAsync()).ExitCode);
    }

    [Fact]
    public async Task Who_believes_anybody_is_told_so()
    {
        await using var server = LineServers.Answering(Tls);
        await using var connect = Start(server, "--insecure");

        Assert.Equal("reply to hello\n", await connect.ReadToEndAsync());
        var (code, error) = await connect.WaitForExitAsync();
        Assert.Equal(0, code);
        Assert.Contains("--insecure was given", error, StringComparison.Ordinal);
    }

    private static async Task TalksAsync(LineListener server, params string[] arguments) =>
        Assert.Equal((0, "reply to hello\n"), await TalkAsync(server, arguments));

    private static async Task RefusesAsync(LineListener server, params string[] arguments) =>
        Assert.Equal((4, ""), await TalkAsync(server, arguments));

    private static async Task<(int ExitCode, string Output)> TalkAsync(LineListener server, params string[] arguments)
    {
        await using var connect = Start(server, arguments);
        var output = await connect.ReadToEndAsync();
        return ((await connect.WaitForExitAsync()).ExitCode, output);
    }

    private static ChildProcess Start(LineListener server, params string[] arguments) =>
        ChildProcess.Interlude(["connect", $"tls://127.0.0.1:{server.Port()}", "--send", "hello", "--until", "", .. arguments]);
}
