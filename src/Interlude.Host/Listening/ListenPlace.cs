using System.Diagnostics.CodeAnalysis;
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
