using System.Net.WebSockets;
using Interlude.Tests.Lines;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Interlude.Tests.Client.Web;

/// <summary>A web server on loopback, of another make than ours, whose WebSockets do what a test says.</summary>
internal sealed class WebServer : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly TaskCompletionSource _served = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly bool _isTls;

    private WebServer(WebApplication web, bool isTls) => (_web, _isTls) = (web, isTls);

    /// <summary>The request that came last.</summary>
    public Dictionary<string, string> RequestHeaders { get; private set; } = [];

    /// <summary>Ends with what was done with the first WebSocket, and fails with it.</summary>
    public Task Served => _served.Task.WaitAsync(Peers.Limit);

    public int Port => new Uri(_web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;

    public Uri Uri => new($"{(_isTls ? "wss" : "ws")}://127.0.0.1:{Port}/chat?room=1");

    /// <summary>Starts one.</summary>
    /// <param name="serve">What it does with a WebSocket.</param>
    /// <param name="isTls">With the certificate of <see cref="TlsPair"/>.</param>
    /// <param name="refuse">The status that it refuses with; null to accept.</param>
    public static async Task<WebServer> StartAsync(Func<WebSocket, Task> serve, bool isTls = false, int? refuse = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen =>
        {
            if (isTls)
            {
                listen.UseHttps(TlsPair.Certificate);
            }
        }));
        var web = builder.Build();
        var server = new WebServer(web, isTls);
        web.UseWebSockets();
        web.Run(context => server.ServeAsync(context, serve, refuse));
        await web.StartAsync();
        return server;
    }

    /// <summary>The next message of a WebSocket, as text; null if it was a goodbye.</summary>
    public static async Task<string?> ReceiveAsync(WebSocket socket)
    {
        using var message = new MemoryStream();
        var buffer = new byte[4096];
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None).AsTask().WaitAsync(Peers.Limit);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            message.Write(buffer, 0, received.Count);
            if (received.EndOfMessage)
            {
                return System.Text.Encoding.UTF8.GetString(message.ToArray());
            }
        }
    }

    /// <summary>Gives messages back, of the same type, until a goodbye, which it answers.</summary>
    public static async Task EchoAsync(WebSocket socket)
    {
        var buffer = new byte[4096];
        ValueWebSocketReceiveResult received;
        while ((received = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None)).MessageType != WebSocketMessageType.Close)
        {
            await socket.SendAsync(buffer.AsMemory(0, received.Count), received.MessageType, received.EndOfMessage, CancellationToken.None);
        }

        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _web.StopAsync(now.Token);
        await _web.DisposeAsync();
    }

    private async Task ServeAsync(HttpContext context, Func<WebSocket, Task> serve, int? refuse)
    {
        RequestHeaders = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString());
        if (refuse is { } status || context.Request.Path != "/chat" || context.Request.QueryString.Value != "?room=1")
        {
            context.Response.StatusCode = refuse ?? StatusCodes.Status404NotFound;
            return;
        }

        try
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync(context.WebSockets.WebSocketRequestedProtocols.LastOrDefault());
            await serve(socket);
            _served.TrySetResult();
        }
        catch (Exception failure)
        {
            _served.TrySetException(failure);   // the test hears of it
        }
    }
}
