using Interlude.Lines;

namespace Interlude.Tests.Lines;

public class TlsTrustTests
{
    [Fact]
    public async Task By_default_a_server_of_no_known_authority_is_refused()
    {
        var (server, client) = await TlsPair.FailAsync(TlsPair.Server, new() { ServerName = "server.test" });

        Assert.Equal(TlsFailure.Untrusted, Assert.IsType<TlsHandshakeException>(client).Failure);
        Assert.Contains("server.test", client.Message, StringComparison.Ordinal);
        Assert.Contains("UntrustedRoot", client.Message, StringComparison.Ordinal);
        Assert.Null(server);   // with TLS 1.3 its handshake was done before the client looked at the certificate
    }

    [Fact]
    public async Task A_server_of_another_name_is_refused()
    {
        var (_, client) = await TlsPair.FailAsync(TlsPair.Server, TlsPair.Client with { ServerName = "bank.test" });

        Assert.Equal(TlsFailure.Untrusted, Assert.IsType<TlsHandshakeException>(client).Failure);
        Assert.Contains("another name", client.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_authority_is_trusted_for_what_it_signed_and_nothing_else()
    {
        var authority = Certificates.Authority("CA");
        var trusting = new TlsClientOptions { ServerName = "a.test", Trust = TlsTrust.Authorities(authority) };

        var (_, client) = await TlsPair.CreateAsync(new(authority.SignedBy("a.test").Context()), trusting);
        var (_, refused) = await TlsPair.FailAsync(
            new TlsServerOptions(Certificates.Authority("CA").SignedBy("a.test").Context()), trusting);

        Assert.Equal("CN=CA", client.PeerCertificate!.Issuer);
        Assert.Equal(TlsFailure.Untrusted, Assert.IsType<TlsHandshakeException>(refused).Failure);
    }

    [Fact]
    public async Task A_pin_is_enough_and_another_one_is_not()
    {
        var certificate = TlsPin.OfCertificate(TlsPair.Certificate);
        var key = TlsPin.OfPublicKey(TlsPair.Certificate);
        var other = TlsPin.OfCertificate(Certificates.SelfSigned("server.test"));
        var renewed = new TlsServerOptions(TlsPair.Certificate.Renewed().Context());

        await TlsPair.CreateAsync(client: new() { Trust = TlsTrust.Pins(certificate) });
        await TlsPair.CreateAsync(client: new() { Trust = TlsTrust.Pins(other, key) });
        await TlsPair.CreateAsync(renewed, new() { Trust = TlsTrust.Pins(key) });
        var (_, wrong) = await TlsPair.FailAsync(TlsPair.Server, new() { Trust = TlsTrust.Pins(other) });
        var (_, old) = await TlsPair.FailAsync(renewed, new() { Trust = TlsTrust.Pins(certificate) });

        Assert.Equal(TlsFailure.Untrusted, Assert.IsType<TlsHandshakeException>(wrong).Failure);
        Assert.Contains(certificate.ToString(), wrong.Message, StringComparison.Ordinal);
        Assert.Equal(TlsFailure.Untrusted, Assert.IsType<TlsHandshakeException>(old).Failure);
    }

    [Fact]
    public async Task Anyone_is_believed_only_where_that_is_said()
    {
        var (_, client) = await TlsPair.CreateAsync(client: new() { Trust = TlsTrust.Insecure });

        Assert.Null(client.ServerName);
        await Assert.ThrowsAsync<ArgumentException>(() => TlsTransport.ConnectAsync(MemoryTransport.CreatePair().Near, new()));
    }

    [Fact]
    public async Task A_client_without_a_certificate_is_let_in_where_it_is_optional_and_refused_where_it_is_required()
    {
        var own = TlsPair.Server with { ClientTrust = TlsTrust.Insecure };

        var (server, _) = await TlsPair.CreateAsync(own with { ClientCertificates = ClientCertificates.Optional });
        var (refused, told) = await TlsPair.FailAsync(own with { ClientCertificates = ClientCertificates.Required }, TlsPair.Client);

        Assert.Null(server.PeerCertificate);
        Assert.Equal(TlsFailure.Untrusted, Assert.IsType<TlsHandshakeException>(refused).Failure);
        Assert.Null(told);   // its handshake was done; the platform sends no alert on Linux, so it saw a truncation
    }

    [Theory]
    [InlineData(ClientCertificates.Optional)]
    [InlineData(ClientCertificates.Required)]
    public async Task A_clients_certificate_is_seen_if_it_is_believed_and_else_the_client_is_refused(ClientCertificates policy)
    {
        var certificate = Certificates.SelfSigned("alice");
        var alice = TlsPair.Client with { Certificate = certificate.Context() };
        var asking = TlsPair.Server with { ClientCertificates = policy };

        var (server, _) = await TlsPair.CreateAsync(asking with { ClientTrust = TlsTrust.Pins(TlsPin.OfCertificate(certificate)) }, alice);
        var (refused, _) = await TlsPair.FailAsync(asking, alice);

        Assert.Equal(certificate.Thumbprint, server.PeerCertificate!.Thumbprint);
        Assert.Equal(TlsFailure.Untrusted, Assert.IsType<TlsHandshakeException>(refused).Failure);
    }

    [Fact]
    public async Task A_certificate_is_not_shown_to_a_server_that_does_not_ask()
    {
        var (server, _) = await TlsPair.CreateAsync(client: TlsPair.Client with { Certificate = Certificates.SelfSigned("alice").Context() });

        Assert.Null(server.PeerCertificate);
    }

    [Fact]
    public void A_pin_can_be_written_down()
    {
        var pin = TlsPin.OfPublicKey(TlsPair.Certificate);
        var digits = Convert.FromHexString(pin.ToString()["public-key:".Length..]);

        Assert.True(TlsPin.TryParse(pin.ToString(), out var same));
        Assert.True(TlsPin.TryParse($"public-key:{BitConverter.ToString(digits).Replace('-', ':')}", out var pasted));

        Assert.Equal(pin, same);
        Assert.Equal(pin, pasted);
    }

    [Theory]
    [InlineData("")]
    [InlineData("certificate:")]
    [InlineData("certificate:00")]
    [InlineData("sha256:0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("public-key:000000000000000000000000000000000000000000000000000000000000000g")]
    [InlineData("certificate:00:00-00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00")]
    public void What_is_no_pin_is_not_taken_for_one(string text)
    {
        Assert.False(TlsPin.TryParse(text, out var pin));
        Assert.Null(pin);
    }
}
