using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Interlude.Lines;

namespace Interlude.Client.Destinations;

/// <summary>What a line client talks with.</summary>
public abstract record Destination
{
    private const int LongestHost = 254;   // RFC 1035, 2.3.4: 255 bytes in its own form, which is a dotted name of 253 and the last dot

    private static readonly SearchValues<char> NeverInHosts = SearchValues.Create("/?#@ []");

    // unix(7): sun_path, with the NUL at its end. On BSD it is shorter.
    private static int MostPathBytes => OperatingSystem.IsLinux() ? 107 : 103;

    private Destination()
    {
    }

    /// <summary>Whether the other side can be told that no more is coming while it goes on answering.</summary>
    public virtual bool CanHalfClose => false;

    /// <summary>A server's socket.</summary>
    /// <param name="EndPoint">Where.</param>
    /// <param name="IsTls">Whether TLS begins at once.</param>
    public sealed record Server(LineEndPoint EndPoint, bool IsTls) : Destination
    {
        /// <summary>TLS has an end of its own as well, but many servers take it for the end of the connection.</summary>
        public override bool CanHalfClose => !IsTls;

        /// <summary>As a URI.</summary>
        public override string ToString() => (IsTls, EndPoint) switch
        {
            (true, LineEndPoint.Tcp) => $"tls://{EndPoint}",
            (false, LineEndPoint.Tcp) => $"tcp://{EndPoint}",
            _ => $"unix://{EndPoint}",
        };
    }

    /// <summary>A WebSocket, on which a message is a line (RFC 6455).</summary>
    /// <param name="Uri">With scheme <c>ws</c> or <c>wss</c>.</param>
    public sealed record Web(Uri Uri) : Destination
    {
        /// <summary>Which of the host's addresses are meant. Default: both families.</summary>
        public AddressFamilies Families { get; init; }

        /// <summary>The server that the request goes to.</summary>
        public Server Host => new(new LineEndPoint.Tcp(Uri.IdnHost, Uri.Port) { Families = Families }, IsTls: Uri.Scheme == "wss");

        /// <summary>The URI.</summary>
        public override string ToString() => Uri.AbsoluteUri;
    }

    /// <summary>A program that is started, its standard input and output.</summary>
    /// <param name="CommandLine">For the shell.</param>
    public sealed record Program(string CommandLine) : Destination
    {
        /// <inheritdoc/>
        public override bool CanHalfClose => true;

        /// <summary>The command.</summary>
        public override string ToString() => CommandLine;
    }

    /// <summary>Reads <c>tcp://HOST:PORT</c>, <c>tls://HOST:PORT</c>, <c>unix:///PATH</c>, <c>unix://@NAME</c> (an abstract
    /// name), <c>ws://HOST[:PORT][/PATH][?QUERY]</c> or <c>wss://</c>. An IPv6 address stands in brackets.</summary>
    /// <param name="text">The URI.</param>
    /// <param name="destination">What it names.</param>
    /// <param name="error">Otherwise: what is wrong with it, as a sentence.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out Destination? destination, [NotNullWhen(false)] out string? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        (destination, error) = (null, null);
        var end = text.IndexOf("://", StringComparison.Ordinal);
        var rest = end < 0 ? "" : text[(end + 3)..];
        switch (end < 0 ? "" : text[..end].ToLowerInvariant())
        {
            case "tcp":
                destination = TryParsePlace(rest, out var place, out error) ? new Server(place, IsTls: false) : null;
                break;
            case "tls":
                destination = TryParsePlace(rest, out place, out error) ? new Server(place, IsTls: true) : null;
                break;
            case "unix":
                destination = TryParsePath(rest, out var socket, out error) ? new Server(socket, IsTls: false) : null;
                break;
            case "ws" or "wss":
                destination = Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Host.Length > 0 && uri.Port != 0 && uri.Fragment.Length == 0 && uri.UserInfo.Length == 0
                    ? new Web(uri)
                    : null;
                error = destination is null ? $"'{text}' is no WebSocket URI; write ws://HOST[:PORT][/PATH] or wss://." : null;
                break;
            default:
                error = $"'{text}' begins with no scheme that is known; write tcp:// (also for irc:// and plain://), tls:// (for ircs://), unix://, ws:// or wss://.";
                break;
        }

        return destination is not null;
    }

    /// <summary>Whether a text can be the name or address of a host; of an IPv6 address, without brackets.</summary>
    public static bool IsHost(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length is > 0 and <= LongestHost && !text.AsSpan().ContainsAny(NeverInHosts) && !text.Any(char.IsControl)
            && (!text.Contains(':', StringComparison.Ordinal) || IPAddress.TryParse(text, out _));
    }

    private static bool TryParsePlace(string text, [NotNullWhen(true)] out LineEndPoint? place, [NotNullWhen(false)] out string? error)
    {
        place = null;
        text = text.EndsWith('/') ? text[..^1] : text;
        var colon = text.LastIndexOf(':');
        var host = colon < 0 ? text : text[..colon];
        var bare = host is ['[', .. var inner, ']'] ? inner : host;
        error = colon < 0 || !int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65535
            ? $"'{text}' has no port; write HOST:PORT, with a port from 1 to 65535."
            : !IsHost(bare) || (bare != host && !(IPAddress.TryParse(bare, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6)) ? $"'{host}' is no host; write a name or an address, IPv6 in brackets."
            : bare == host && host.Contains(':', StringComparison.Ordinal) ? $"'{host}' is an IPv6 address; write it in brackets, [{host}]."
            : null;
        place = error is null ? new LineEndPoint.Tcp(bare, int.Parse(text[(colon + 1)..], CultureInfo.InvariantCulture)) : null;
        return place is not null;
    }

    private static bool TryParsePath(string text, [NotNullWhen(true)] out LineEndPoint? place, [NotNullWhen(false)] out string? error)
    {
        place = text switch
        {
            ['@', _, ..] => new LineEndPoint.UnixAbstract(text[1..]),
            ['/', _, ..] => new LineEndPoint.Unix(text),
            _ => null,
        };
        if (Encoding.UTF8.GetByteCount(text) > MostPathBytes)
        {
            place = null;
            error = $"'{text}' has more than {MostPathBytes} bytes, which is as long as the path of a socket may be; a shorter way there is a link to its folder.";
            return false;
        }

        error = place is null ? $"'{text}' is no path; write unix:///PATH, with three slashes, or unix://@NAME." : null;
        return place is not null;
    }
}
