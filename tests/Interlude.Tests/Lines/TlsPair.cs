using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Interlude.Lines;

namespace Interlude.Tests.Lines;

/// <summary>Two ends of TLS within the process.</summary>
internal static class TlsPair
{
    public static X509Certificate2 Certificate { get; } = Certificates.SelfSigned("server.test");

    public static TlsServerOptions Server { get; } = new(Certificate.Context());

    public static TlsClientOptions Client { get; } = new()
    {
        ServerName = "server.test",
        Trust = TlsTrust.Authorities(Certificate),
    };

    public static async Task<(TlsTransport Server, TlsTransport Client)> CreateAsync(
        TlsServerOptions? server = null, TlsClientOptions? client = null, Func<int, int>? cut = null,
        TimeProvider? timeProvider = null, int capacityBytes = 64 * 1024)
    {
        var (near, far) = MemoryTransport.CreatePair(capacityBytes, cut);
        var accept = TlsTransport.AcceptAsync(near, server ?? Server, timeProvider);
        var connect = TlsTransport.ConnectAsync(far, client ?? Client, timeProvider);
        await Task.WhenAll(accept, connect).WaitAsync(Peers.Limit);
        return (await accept, await connect);
    }

    /// <summary>Runs handshakes of which at least one side fails.</summary>
    /// <returns>How each failed: on the client's side with TLS 1.3 possibly not before its first receive.</returns>
    public static async Task<(Exception? Server, Exception? Client)> FailAsync(TlsServerOptions server, TlsClientOptions client)
    {
        var (near, far) = MemoryTransport.CreatePair();
        var accept = Record.ExceptionAsync(() => TlsTransport.AcceptAsync(near, server)).AsTask();
        var connect = Record.ExceptionAsync(async () =>
        {
            var transport = await TlsTransport.ConnectAsync(far, client);
            Assert.Equal(0, await transport.ReceiveAsync(new byte[1], CancellationToken.None));
            Assert.True(transport.InputTruncated);
        }).AsTask();
        await Task.WhenAll(accept, connect).WaitAsync(Peers.Limit);
        return (await accept, await connect);
    }

    public static SslApplicationProtocol Alpn(string name) => new(name);
}
