using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Text;
using Interlude.Client.Screens;
using Interlude.Lines;

namespace Interlude.Client.Proxies;

/// <summary>A server that connects for us. It looks the name up, so that it may be one that only it knows.</summary>
public abstract record Proxy(LineEndPoint.Tcp EndPoint, string? User, string? Password)
{
    /// <summary>Asks for a connection; after that the transport is one with the target.</summary>
    /// <param name="transport">Connected with the proxy, nothing sent or received yet.</param>
    /// <param name="target">Where to.</param>
    /// <param name="cancellationToken">Gives up; the transport is then of no further use.</param>
    /// <exception cref="ProxyException">It refuses, or does not speak so.</exception>
    public abstract Task AskAsync(LineTransport transport, LineEndPoint.Tcp target, CancellationToken cancellationToken);

    /// <summary>Reads <c>socks5://[USER:PASSWORD@]HOST[:PORT]</c> or <c>http://[USER:PASSWORD@]HOST[:PORT]</c>; without a
    /// port 1080 and 8080. User and password may be percent-encoded.</summary>
    /// <param name="text">The URI.</param>
    /// <param name="proxy">The proxy.</param>
    /// <param name="error">Otherwise: what is wrong with it, as a sentence, without the password.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out Proxy? proxy, [NotNullWhen(false)] out string? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        (proxy, error) = (null, null);
        var isSocks = text.StartsWith("socks5://", StringComparison.OrdinalIgnoreCase);
        var rest = isSocks || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? text[text.IndexOf(':', StringComparison.Ordinal)..] : "";

        // Under a scheme that has no port of its own it can be told whether one was written.
        if (!Uri.TryCreate("proxy" + rest, UriKind.Absolute, out var uri) || uri.Host.Length == 0 || uri.Port == 0 || (uri.PathAndQuery + uri.Fragment).Trim('/').Length > 0)
        {
            error = "That is no proxy; write socks5://HOST:PORT or http://HOST:PORT, with USER:PASSWORD@ before the host where it asks for them.";
            return false;
        }

        var colon = uri.UserInfo.IndexOf(':', StringComparison.Ordinal);
        var user = uri.UserInfo.Length == 0 ? null : Uri.UnescapeDataString(colon < 0 ? uri.UserInfo : uri.UserInfo[..colon]);
        var password = colon < 0 ? null : Uri.UnescapeDataString(uri.UserInfo[(colon + 1)..]);
        if (isSocks && (Encoding.UTF8.GetByteCount(user ?? "") > byte.MaxValue || Encoding.UTF8.GetByteCount(password ?? "") > byte.MaxValue))
        {
            error = $"The user or the password for {uri.Host} has more than {byte.MaxValue} bytes, which SOCKS 5 cannot carry.";
            return false;
        }

        var endPoint = new LineEndPoint.Tcp(uri.IdnHost, uri.Port >= 0 ? uri.Port : isSocks ? 1080 : 8080);
        proxy = isSocks ? new Socks5Proxy(endPoint, user, password) : new HttpProxy(endPoint, user, password);
        return true;
    }

    /// <summary>For people: where it is, without the password.</summary>
    public sealed override string ToString() => string.Create(CultureInfo.InvariantCulture, $"the proxy {EndPoint}");

    /// <summary>A host as it goes over the wire: a name in ASCII, or an address.</summary>
    private protected string NameOf(LineEndPoint.Tcp target)
    {
        // A blank would end the name in a request of HTTP; IdnMapping refuses control characters itself.
        var host = target.Host.Contains(' ', StringComparison.Ordinal) ? "" : target.Host;
        try
        {
            return IPAddress.TryParse(host, out _) ? host : new IdnMapping().GetAscii(host);
        }
        catch (ArgumentException)
        {
            throw new ProxyException($"{this} cannot be asked for '{VisibleText.Escape(target.Host)}', which is no name of a host");
        }
    }

    private protected static async Task ReceiveAllAsync(LineTransport transport, Memory<byte> buffer, string proxy, CancellationToken cancellationToken)
    {
        while (!buffer.IsEmpty)
        {
            var count = await transport.ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (count == 0)
            {
                throw new ProxyException($"{proxy} ended the connection without an answer");
            }

            buffer = buffer[count..];
        }
    }
}
