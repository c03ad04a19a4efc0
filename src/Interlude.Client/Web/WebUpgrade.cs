using System.Net;
using System.Net.WebSockets;
using Interlude.Client.Opening;
using Interlude.Lines;

namespace Interlude.Client.Web;

/// <summary>Makes a WebSocket of a transport (RFC 6455, 4.1).</summary>
/// <remarks>The platform's client is given a URI with <c>ws</c> and our transport as its connection, whatever is below:
/// so names, proxies and TLS are the same as for every other destination. It follows no redirects and has no cookies. It
/// sends no pings: the platform would take a server for gone whose pong stands behind messages that we have not read yet,
/// as with <c>| less</c>. A server that has vanished is found by TCP (<see cref="TcpKeepAlive"/>), as everywhere
/// else.</remarks>
internal static class WebUpgrade
{
    /// <param name="uri">With <c>ws</c> or <c>wss</c>.</param>
    /// <param name="transport">Connected with its host, under TLS for <c>wss</c>; the caller's to close if it fails.</param>
    /// <param name="options">Of these, what concerns WebSockets and the connection.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OpenException">The server refuses, or speaks no HTTP.</exception>
    public static async Task<WebTransport> RunAsync(Uri uri, LineTransport transport, OpenOptions options, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        try
        {
            Configure(socket.Options, uri, options);
            using var handler = new SocketsHttpHandler
            {
                UseProxy = false,
                UseCookies = false,
                AllowAutoRedirect = false,
                ActivityHeadersPropagator = null,
                ConnectCallback = (_, _) => new(new TransportBody(transport)),
            };
            using var invoker = new HttpMessageInvoker(handler);
            await socket.ConnectAsync(new UriBuilder(uri) { Scheme = "ws", Port = uri.Port }.Uri, invoker, cancellationToken).ConfigureAwait(false);
            return new WebTransport(socket, transport, options.Client.Connection, !options.IsBinary);
        }
        catch (WebSocketException failure)
        {
            var status = socket.HttpStatusCode;
            socket.Dispose();
            throw new OpenException(status is 0 or HttpStatusCode.SwitchingProtocols
                ? $"{uri} does not become a WebSocket: {Why(failure.GetBaseException())}"
                : $"{uri} refuses to become a WebSocket: HTTP status {(int)status}", failure);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // The platform has closed what it read from when the server ended in the midst of the answer.
    private static string Why(Exception reason) => reason is ObjectDisposedException or HttpIOException
        ? "it ended the connection without an answer; perhaps it speaks the other of ws:// and wss://"
        : reason.Message.TrimEnd('.');

    private static void Configure(ClientWebSocketOptions socket, Uri uri, OpenOptions options)
    {
        socket.CollectHttpResponseDetails = true;
        socket.KeepAliveInterval = TimeSpan.Zero;
        socket.SetRequestHeader("Host", uri.Authority);   // which leaves out the port where the scheme tells it
        foreach (var subprotocol in options.Subprotocols)
        {
            socket.AddSubProtocol(subprotocol);
        }

        foreach (var (name, value) in options.Headers)
        {
            socket.SetRequestHeader(name, value);
        }
    }
}
