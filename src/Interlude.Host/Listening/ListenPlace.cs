using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Interlude.Lines;
using Interlude.Server;

namespace Interlude.Host.Listening;

/// <summary>Where to listen, and what is spoken there: <c>irc://localhost:6667</c>.</summary>
/// <param name="Scheme">What is spoken.</param>
/// <param name="EndPoint">Where.</param>
internal sealed record ListenPlace(ListenScheme Scheme, LineEndPoint EndPoint)
{
    /// <summary>To follow "is not".</summary>
    public const string Allowed =
        "a place to listen; write plain://, irc://, ircs://, ws:// or wss:// and HOST:PORT, "
        + "or plain+unix:// or irc+unix:// and /PATH of at most 107 bytes";

    public PeerDialect Dialect => Scheme == ListenScheme.Plain ? PeerDialect.Plain : PeerDialect.Irc;

    public bool IsTls => Scheme is ListenScheme.Ircs or ListenScheme.Wss;

    public bool IsWeb => Scheme is ListenScheme.Ws or ListenScheme.Wss;

    public static ListenPlace Parse(string text) => TryParse(text, out var place)
        ? place
        : throw new FormatException($"\"{text}\" is no place to listen.");

    public static bool TryParse(string text, [NotNullWhen(true)] out ListenPlace? place)
    {
        place = null;
        foreach (var scheme in Enum.GetValues<ListenScheme>())
        {
            if (ListenUri.TryParse(
                text, WordOf(scheme), scheme is ListenScheme.Plain or ListenScheme.Irc ? UnixWordOf(scheme) : null, out var endPoint, out _))
            {
                place = new ListenPlace(scheme, endPoint);
            }
        }

        return place is not null;
    }

    /// <summary>Which part of a place with a known scheme is wrong, to follow the place; null if it is none of these.</summary>
    public static string? Explain(string text)
    {
        foreach (var scheme in Enum.GetValues<ListenScheme>())
        {
            var (tcp, unix) = ($"{WordOf(scheme)}://", $"{UnixWordOf(scheme)}://");
            if (text.StartsWith(tcp, StringComparison.OrdinalIgnoreCase))
            {
                return ExplainAddress(tcp, text[tcp.Length..]);
            }

            if (scheme is ListenScheme.Plain or ListenScheme.Irc && text.StartsWith(unix, StringComparison.OrdinalIgnoreCase))
            {
                return text[unix.Length..] is not ['/', _, ..] and var path
                    ? $"has the path \"{path}\", which must begin with a slash and go on: {unix}/run/chat.sock"
                    : "has a path of more than the 107 bytes that the system allows";
            }
        }

        return null;
    }

    private static string ExplainAddress(string scheme, string address)
    {
        var colon = address.LastIndexOf(':');
        if (colon < 0 || address.EndsWith(']') || colon == address.Length - 1)
        {
            var alone = address.TrimEnd(':');
            return $"has no port; write {scheme}{(alone.Length > 0 ? alone : "localhost")}:PORT";
        }

        var (host, port) = (address[..colon], address[(colon + 1)..]);
        return host.Length == 0 ? $"has no host; write {scheme}localhost:{port}, or {scheme}*:{port} for all addresses"
            : !ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out _)
                ? $"has the port \"{port}\", which is not a whole number from 0 to 65535"
            : $"has the host \"{host}\", which is neither a name nor an address; an IPv6 address stands in brackets";
    }

    public override string ToString() => EndPoint switch
    {
        LineEndPoint.Unix unix => $"{UnixWordOf(Scheme)}://{unix.Path}",
        LineEndPoint.UnixAbstract { Name: var name } => $"{UnixWordOf(Scheme)}-abstract:{name}",
        _ => $"{WordOf(Scheme)}://{EndPoint}",
    };

    private static string WordOf(ListenScheme scheme) => scheme.ToString().ToLowerInvariant();

    private static string UnixWordOf(ListenScheme scheme) => $"{WordOf(scheme)}+unix";
}

/// <summary>What can be spoken at a place.</summary>
internal enum ListenScheme
{
    /// <summary>Plain lines.</summary>
    Plain,

    /// <summary>IRC in the clear.</summary>
    Irc,

    /// <summary>IRC under TLS.</summary>
    Ircs,

    /// <summary>IRC in WebSocket messages, in the clear.</summary>
    Ws,

    /// <summary>IRC in WebSocket messages under TLS.</summary>
    Wss,
}
