using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Interlude.Host.Listening;

/// <summary>The opening handshake, the server's side (RFC 6455, 4.2).</summary>
internal static class WebSocketHandshake
{
    public const string Version = "13";

    /// <summary>Whether a WebSocket of our version is asked for.</summary>
    public static bool IsAskedFor(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method)
        && context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }   // HTTP/1.1, and "Connection: Upgrade"
        && context.Request.Headers.GetCommaSeparatedValues(HeaderNames.Upgrade).Contains("websocket", StringComparer.OrdinalIgnoreCase)
        && context.Request.Headers.SecWebSocketVersion == Version;

    /// <summary>Whether the key is one: 16 bytes in Base64.</summary>
    public static bool TryGetKey(HttpRequest request, out string key)
    {
        key = request.Headers.SecWebSocketKey.ToString();
        return key.Length == 24 && Convert.TryFromBase64String(key, stackalloc byte[18], out var bytes) && bytes == 16;
    }

    /// <summary>Answers 101; what is read and written after that is frames.</summary>
    /// <param name="context">One that asks for it.</param>
    /// <param name="key">Its key.</param>
    /// <param name="protocol">The subprotocol that was chosen, if any was.</param>
    public static Task<Stream> AcceptAsync(HttpContext context, string key, string? protocol)
    {
        var headers = context.Response.Headers;
        headers.Upgrade = "websocket";
        headers.SecWebSocketAccept = AcceptOf(key);
        if (protocol is not null)
        {
            headers.SecWebSocketProtocol = protocol;
        }

        return context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();   // adds "Connection: Upgrade"
    }

    [SuppressMessage("Security", "CA5350", Justification = "RFC 6455 has it; it keeps nothing secret.")]
    private static string AcceptOf(string key) =>
        Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
}
