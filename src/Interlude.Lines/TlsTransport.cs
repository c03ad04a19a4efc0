using System.Net.Security;
using System.Runtime.CompilerServices;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Interlude.Lines;

/// <summary>TLS over another transport.</summary>
/// <remarks>
/// <para><b>Ends.</b> The peer's close_notify is its end of input, in good order; one can go on writing. If the transport
/// below ends without it, <see cref="InputTruncated"/> is true: somebody in between may have cut the rest off.
/// <see cref="EndSendingAsync"/> sends our close_notify and then ends the transport below.</para>
/// <para>A send cannot be cancelled, because TLS of which a part was sent can only be aborted.</para>
/// </remarks>
public sealed class TlsTransport : LineTransport
{
    private readonly TransportStream _stream;
    private readonly SslStream _tls;
    private readonly TimeSpan _closeNotifyTimeout;
    private readonly TimeProvider _timeProvider;
    private bool _inputEnded;
    private bool _truncated;

    internal TlsTransport(
        LineTransport inner, TransportStream stream, SslStream tls, string? serverName, TlsOptions options, TimeProvider timeProvider)
    {
        Inner = inner;
        _stream = stream;
        _tls = tls;
        _closeNotifyTimeout = options.CloseNotifyTimeout;
        _timeProvider = timeProvider;
        ServerName = serverName;
        Protocol = tls.SslProtocol;
        CipherSuite = tls.NegotiatedCipherSuite;
        ApplicationProtocol = tls.NegotiatedApplicationProtocol is { Protocol.IsEmpty: false } chosen ? chosen : null;
        PeerCertificate = tls.RemoteCertificate as X509Certificate2;
    }

    /// <summary>The transport below, for its addresses.</summary>
    public LineTransport Inner { get; }

    /// <inheritdoc/>
    public override string RemoteName => Inner.RemoteName;

    /// <summary>The version of TLS that is spoken.</summary>
    public SslProtocols Protocol { get; }

    /// <summary>The cipher suite that was agreed upon.</summary>
    public TlsCipherSuite CipherSuite { get; }

    /// <summary>The protocol that was agreed upon (ALPN); null if none.</summary>
    public SslApplicationProtocol? ApplicationProtocol { get; }

    /// <summary>The certificate that the peer showed and that was accepted; null if it showed none. Use it as long as you
    /// like; do not dispose it.</summary>
    public X509Certificate2? PeerCertificate { get; }

    /// <summary>The server's name, as the client asked for it (SNI); null if it asked for none.</summary>
    public string? ServerName { get; }

    /// <inheritdoc/>
    public override bool InputTruncated => _truncated;

    /// <summary>Secures a transport as the server.</summary>
    /// <param name="inner">Open; taken over, and closed if the handshake fails.</param>
    /// <param name="options">Settings.</param>
    /// <param name="timeProvider">The clock of the time limits; null for the system's.</param>
    /// <param name="cancellationToken">Aborts the transport.</param>
    /// <exception cref="TlsHandshakeException">It failed; the exception says why.</exception>
    public static Task<TlsTransport> AcceptAsync(LineTransport inner, TlsServerOptions options,
        TimeProvider? timeProvider = null, CancellationToken cancellationToken = default) =>
        SecureAsync(inner, options, timeProvider, cancellationToken);

    /// <summary>Secures a transport as the client.</summary>
    /// <inheritdoc cref="AcceptAsync"/>
    /// <exception cref="ArgumentException">The server's name is to be checked, and not given.</exception>
    public static Task<TlsTransport> ConnectAsync(LineTransport inner, TlsClientOptions options,
        TimeProvider? timeProvider = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        _ = options.NameToCheck;
        return SecureAsync(inner, options, timeProvider, cancellationToken);
    }

    /// <inheritdoc/>
    public override ValueTask WaitToReceiveAsync(CancellationToken cancellationToken)
    {
        if (_inputEnded)
        {
            return ValueTask.CompletedTask;
        }

        var wait = _tls.ReadAsync(Memory<byte>.Empty, cancellationToken);
        if (wait.IsCompletedSuccessfully)
        {
            _ = wait.Result;
            return ValueTask.CompletedTask;
        }

        return WaitedAsync(wait);
    }

    /// <inheritdoc/>
    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (_inputEnded)
        {
            return new(0);
        }

        var receive = _tls.ReadAsync(buffer, cancellationToken);
        return receive.IsCompletedSuccessfully ? new(Noted(receive.Result)) : NotedAsync(receive);
    }

    /// <inheritdoc/>
    public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes) => _tls.WriteAsync(bytes);

    /// <inheritdoc/>
    public override async ValueTask EndSendingAsync()
    {
        var notify = _tls.ShutdownAsync();
        try
        {
            await notify.WaitAsync(_closeNotifyTimeout, _timeProvider).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            Abort();
            await notify.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        _stream.EndSending();
        await Inner.EndSendingAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override void Abort()
    {
        Inner.Abort();
        _tls.Dispose();
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await _tls.DisposeAsync().ConfigureAwait(false);
        await Inner.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task<TlsTransport> SecureAsync(
        LineTransport inner, TlsOptions options, TimeProvider? timeProvider, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(options);
        try
        {
            var handshake = new TlsHandshake(inner, options, timeProvider ?? TimeProvider.System, new());
            return await handshake.RunAsync(default, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await inner.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WaitedAsync(ValueTask<int> wait)
    {
        try
        {
            await wait.ConfigureAwait(false);
        }
        catch (IOException) when (_stream.InputEnded)
        {
            Noted(0);   // in the middle of a record
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> NotedAsync(ValueTask<int> receive)
    {
        try
        {
            return Noted(await receive.ConfigureAwait(false));
        }
        catch (IOException) when (_stream.InputEnded)
        {
            return Noted(0);
        }
    }

    // SslStream says 0 for close_notify and for a bare end alike. At close_notify it does not ask the stream below, so if
    // that has ended, then without it.
    private int Noted(int count)
    {
        if (count == 0)
        {
            _inputEnded = true;
            _truncated = _stream.InputEnded;
        }

        return count;
    }
}
