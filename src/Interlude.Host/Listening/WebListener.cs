using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Interlude.Host.Configuring;
using Interlude.Lines;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Interlude.Host.Listening;

/// <summary>Listens on all <c>ws://</c> and <c>wss://</c> places, and makes line connections of the WebSockets that arrive on
/// the path <c>/</c>.</summary>
internal sealed class WebListener : IAsyncDisposable
{
    private const string TextProtocol = "text.ircv3.net";
    private const string BinaryProtocol = "binary.ircv3.net";

    private readonly WebApplication _web;
    private readonly List<Socket> _sockets;
    private readonly Func<Configuration> _configuration;
    private readonly LineConnectionOptions _options;
    private readonly CancellationTokenSource _patience = new();
    private Action<LineConnection> _accepted = _ => { };
    private Task? _stopping;

    private WebListener(List<(ListenPlace Place, Socket Socket)> bound, Func<Configuration> configuration, LineListenerOptions options)
    {
        _sockets = [.. bound.Select(one => one.Socket)];
        _configuration = configuration;
        _options = options.Connection;

        // Empty: nothing is read from files or variables, nothing is logged, no signal is handled.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<SocketTransportOptions>(transport =>
        {
            transport.Backlog = options.Backlog;
            transport.CreateBoundListenSocket = endPoint => _sockets.Single(socket => socket.LocalEndPoint!.Equals(endPoint));
        });
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => Configure(kestrel, bound, options));
        _web = builder.Build();
        _web.Run(ServeAsync);
    }

    /// <summary>Takes the places, all or none. Nobody is accepted yet.</summary>
    /// <param name="places">Where.</param>
    /// <param name="configuration">The one in force, for certificates and origins.</param>
    /// <param name="options">Of these the settings of connections, how many there may be, and the backlog count.</param>
    /// <param name="opened">The places with the ports they got.</param>
    /// <param name="notices">What the operator should know.</param>
    /// <exception cref="PlaceException">One of them is not to be had.</exception>
    public static WebListener Open(
        IEnumerable<ListenPlace> places, Func<Configuration> configuration, LineListenerOptions options,
        List<ListenPlace> opened, List<string> notices)
    {
        var bound = new List<(ListenPlace, Socket)>();
        foreach (var place in places)
        {
            var tcp = (LineEndPoint.Tcp)place.EndPoint;
            try
            {
                var sockets = BoundSockets.Open(tcp, out var notice);
                bound.AddRange(sockets.Select(socket => (place, socket)));
                opened.Add(place with { EndPoint = tcp with { Port = ((IPEndPoint)sockets[0].LocalEndPoint!).Port } });
                notices.AddRange(notice is null ? [] : [notice]);
            }
            catch (SocketException failure)
            {
                bound.ForEach(one => one.Item2.Dispose());
                throw new PlaceException(place, failure);
            }
        }

        return new WebListener(bound, configuration, options);
    }

    /// <summary>Begins to accept.</summary>
    /// <param name="accepted">Given each connection to own, on any thread.</param>
    public Task StartAsync(Action<LineConnection> accepted)
    {
        _accepted = accepted;
        return _web.StartAsync();
    }

    /// <summary>Accepts no more; connections live on.</summary>
    public void Stop() => _stopping ??= _web.StopAsync(_patience.Token);

    /// <summary>Accepts no more, and ends the connections that there still are.</summary>
    public async ValueTask DisposeAsync()
    {
        Stop();
        await _patience.CancelAsync();
        await _stopping!.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);   // impatience is no failure
        await _web.DisposeAsync();
        _sockets.ForEach(socket => socket.Dispose());
        _patience.Dispose();
    }

    private void Configure(KestrelServerOptions kestrel, List<(ListenPlace Place, Socket Socket)> bound, LineListenerOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = options.MaxConnections;
        kestrel.Limits.MaxConcurrentUpgradedConnections = options.MaxConnections;
        kestrel.Limits.MaxRequestBodySize = 0;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(10);
        foreach (var (place, socket) in bound)
        {
            kestrel.Listen(socket.LocalEndPoint!, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                if (place.IsTls)
                {
                    listen.UseHttps(new TlsHandshakeCallbackOptions
                    {
                        HandshakeTimeout = TimeSpan.FromSeconds(10),
                        // No client certificate is asked for: browsers end a WebSocket's connection at that request
                        // (https://bugs.chromium.org/p/chromium/issues/detail?id=329884).
                        OnConnection = _ => ValueTask.FromResult(new SslServerAuthenticationOptions
                        {
                            ServerCertificateContext = _configuration().Certificate,
                            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                        }),
                    });
                }
            });
        }
    }

    private async Task ServeAsync(HttpContext context)
    {
        if (context.Request.Path != "/")
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        else if (!WebSocketHandshake.IsAskedFor(context))
        {
            context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            context.Response.Headers.Upgrade = "websocket";
            context.Response.Headers.SecWebSocketVersion = WebSocketHandshake.Version;
            context.Response.ContentType = "text/plain";
            await context.Response.WriteAsync($"Here is a chat server. Connect with a WebSocket ({TextProtocol}, {BinaryProtocol}).\n");
        }
        else if (!IsAllowed(context.Request.Headers.Origin))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        }
        else if (!WebSocketHandshake.TryGetKey(context.Request, out var key))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
        }
        else
        {
            await SpeakAsync(context, key);
        }
    }

    private async Task SpeakAsync(HttpContext context, string key)
    {
        // The client's order decides. Without an offer that we know none is named, and lines go as text.
        var protocol = context.WebSockets.WebSocketRequestedProtocols.FirstOrDefault(offer => offer is TextProtocol or BinaryProtocol);
        var stream = await WebSocketHandshake.AcceptAsync(context, key, protocol);
        var transport = new WebSocketTransport(
            stream, protocol != BinaryProtocol, context.Connection.RemoteIpAddress ?? IPAddress.None, context.Request.IsHttps, context.Abort);
        _accepted(new LineConnection(transport, _options));
        await transport.Ended;
    }

    private bool IsAllowed(Microsoft.Extensions.Primitives.StringValues origin) =>
        origin.Count == 0
        || _configuration().AllowedOrigins.Any(allowed => allowed == "*" || allowed.Equals(origin.ToString(), StringComparison.OrdinalIgnoreCase));

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

/// <summary>A place is not to be had.</summary>
internal sealed class PlaceException(ListenPlace place, SocketException failure) : Exception(failure.Message, failure)
{
    public ListenPlace Place { get; } = place;
}
