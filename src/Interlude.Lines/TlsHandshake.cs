using System.Diagnostics;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Interlude.Lines;

/// <summary>One handshake: runs it within its time, in turns on the thread pool, and says in words why it failed.</summary>
internal sealed class TlsHandshake(LineTransport inner, TlsOptions options, TimeProvider timeProvider, HandshakeTurns turns)
{
    // alert(21), TLS 1.2 on the record layer, 2 bytes: fatal(2), unrecognized_name(112). RFC 6066, section 3.
    private static ReadOnlySpan<byte> UnrecognizedName => [21, 3, 3, 0, 2, 2, 112];

    private string? _serverName;
    private string? _untrusted;
    private string? _noCertificate;
    private Exception? _selectionFailure;

    /// <summary>Runs it. If it fails the transport is left open, so that an alert may still reach the peer, except where
    /// time ran out or it was cancelled: then it is aborted.</summary>
    /// <param name="rest">Bytes to leave out where the peer's begin with them.</param>
    /// <param name="cancellationToken">Aborts the transport.</param>
    public async Task<TlsTransport> RunAsync(ReadOnlyMemory<byte> rest, CancellationToken cancellationToken)
    {
        options.Validate();
        var stream = new TransportStream(inner, rest) { Turns = turns };
        var tls = new SslStream(stream, leaveInnerStreamOpen: true);
        using var bound = new CancellationTokenSource(options.HandshakeTimeout, timeProvider);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, bound.Token);
        try
        {
            await using (stop.Token.UnsafeRegister(static inner => ((LineTransport)inner!).Abort(), inner).ConfigureAwait(false))
            {
                await turns;   // the caller may be whoever polls sockets
                await AuthenticateAsync(tls, stop.Token).ConfigureAwait(false);
            }

            stream.Turns = null;
            stop.Token.ThrowIfCancellationRequested();   // it was aborted at the last moment
            return new TlsTransport(inner, stream, tls, _serverName, options, timeProvider);
        }
        catch (Exception failure)
        {
            if (stop.IsCancellationRequested)
            {
                inner.Abort();   // the read that the token ended may have come here before the registration was called
            }

            await tls.DisposeAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            if (Explain(failure, bound.IsCancellationRequested) is { } explained)
            {
                throw explained;
            }

            throw;
        }
    }

    private Task AuthenticateAsync(SslStream tls, CancellationToken cancellationToken)
    {
        switch (options)
        {
            case TlsServerOptions server:
                return tls.AuthenticateAsServerAsync((_, hello, _, _) => new(Answer(server, hello)), null, cancellationToken);
            case TlsClientOptions client:
                _serverName = client.ServerName;
                return tls.AuthenticateAsClientAsync(Offer(client), cancellationToken);
            default:
                throw new UnreachableException();
        }
    }

    private SslServerAuthenticationOptions Answer(TlsServerOptions server, SslClientHelloInfo hello)
    {
        _serverName = hello.ServerName is { Length: > 0 } name ? name : null;
        return new()
        {
            ServerCertificateContext = Select(server),
            EnabledSslProtocols = server.Protocols,
            ApplicationProtocols = [.. server.ApplicationProtocols],
            AllowRenegotiation = false,
            ClientCertificateRequired = server.ClientCertificates != ClientCertificates.Ignored,
            CertificateChainPolicy = server.ClientTrust.ChainPolicy,
            RemoteCertificateValidationCallback = (_, certificate, chain, errors) => certificate is null
                ? server.ClientCertificates != ClientCertificates.Required || Refuse("the peer has none")
                : Check(server.ClientTrust, certificate, chain, errors),
        };
    }

    private SslStreamCertificateContext Select(TlsServerOptions server)
    {
        try
        {
            var chosen = server.SelectCertificate(_serverName);
            if (chosen is { TargetCertificate.HasPrivateKey: true })
            {
                return chosen;
            }

            _noCertificate = chosen is null ? "there is none" : "it has no private key";
        }
        catch (Exception failure)
        {
            // Its owner hears of it in the exception of this handshake; others may fare better.
            _selectionFailure = failure;
            _noCertificate = failure.Message;
        }

        throw new AuthenticationException(_noCertificate);
    }

    private SslClientAuthenticationOptions Offer(TlsClientOptions client) => new()
    {
        TargetHost = client.NameToCheck,
        EnabledSslProtocols = client.Protocols,
        ApplicationProtocols = client.ApplicationProtocols.Count == 0 ? null : [.. client.ApplicationProtocols],
        AllowRenegotiation = false,
        ClientCertificateContext = client.Certificate,
        CertificateChainPolicy = client.Trust.ChainPolicy,
        RemoteCertificateValidationCallback = (_, certificate, chain, errors) => certificate is null
            ? Refuse("the peer has none")
            : Check(client.Trust, certificate, chain, errors),
    };

    private bool Check(TlsTrust trust, X509Certificate certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        var reason = certificate is X509Certificate2 whole ? trust.Refuse(whole, chain, errors) : "it is of an unknown kind";
        return reason is null || Refuse(reason);
    }

    private bool Refuse(string reason)
    {
        _untrusted = reason;
        return false;
    }

    private TlsHandshakeException? Explain(Exception failure, bool timedOut)
    {
        if (timedOut)
        {
            return new(TlsFailure.TimedOut,
                $"The TLS handshake with {inner.RemoteName} took longer than {options.HandshakeTimeout}.");
        }

        if (_noCertificate is not null)
        {
            new TransportStream(inner, default).Write(UnrecognizedName);
            return new(TlsFailure.NoCertificate,
                $"No certificate for {_serverName ?? "a client that names no server"}: {_noCertificate}.", _selectionFailure);
        }

        if (_untrusted is not null)
        {
            var whose = options is TlsClientOptions { ServerName: { } name } ? name : inner.RemoteName;
            return new(TlsFailure.Untrusted, $"The certificate of {whose} is not trusted: {_untrusted}.", failure);
        }

        return failure switch
        {
            AuthenticationException or CryptographicException => new(TlsFailure.Refused,
                $"The TLS handshake with {inner.RemoteName} failed: {Told(failure)}", failure),
            OperationCanceledException => null,
            _ when LineTransport.IsLoss(failure) => new(TlsFailure.Lost,
                $"The connection to {inner.RemoteName} ended during the TLS handshake.", failure),
            _ => null,
        };
    }

    // The outer text names an alert, if it was one; the inner texts, what OpenSSL thought of it.
    private static string Told(Exception failure) =>
        failure.InnerException is { } inner ? $"{failure.Message} {Told(inner)}" : failure.Message;
}
