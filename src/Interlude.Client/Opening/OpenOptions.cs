using System.Buffers;
using Interlude.Client.Destinations;
using Interlude.Client.Proxies;
using Interlude.Client.Security;
using Interlude.Lines;

namespace Interlude.Client.Opening;

/// <summary>How a destination is reached. Immutable.</summary>
public sealed record OpenOptions
{
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <summary>The settings of the socket and of the connection. Its <see cref="LineClientOptions.Tls"/> is not looked at; its
    /// <see cref="LineClientOptions.ConnectTimeout"/> bounds all steps up to the connection that can be used, proxy, TLS,
    /// STARTTLS and the upgrade to a WebSocket included.</summary>
    public LineClientOptions Client { get; init; } = new();

    /// <summary>The settings of TLS, where there is TLS; the server's name is the host's unless given. A handshake ends at its
    /// own time limit or with <see cref="LineClientOptions.ConnectTimeout"/>, whichever comes first.</summary>
    public TlsClientOptions Tls { get; init; } = new();

    /// <summary>Asks a server that begins in the clear for TLS; null for none.</summary>
    public StartTls? StartTls { get; init; }

    /// <summary>Connects for us; null for none. The addresses, families and source address are then those of the way to the
    /// proxy.</summary>
    public Proxy? Proxy { get; init; }

    /// <summary>WebSocket: the subprotocols that are offered, the preferred one first (RFC 6455, 1.9).</summary>
    public IReadOnlyList<string> Subprotocols { get; init; } = [];

    /// <summary>WebSocket: headers of the request besides its own.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>WebSocket: whether lines go as binary messages instead of text.</summary>
    public bool IsBinary { get; init; }

    /// <summary>Whether the settings fit a destination.</summary>
    /// <returns>What does not, as a sentence for people; null if all does.</returns>
    public string? Check(Destination destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        return destination switch
        {
            Destination.Program when Proxy is not null => "A program is started on this machine, so no proxy leads to it; leave the proxy away.",
            Destination.Server { EndPoint: not LineEndPoint.Tcp } when Proxy is not null =>
                $"{destination} is on this machine, so no proxy leads to it; leave the proxy away.",
            Destination.Server { IsTls: true } when StartTls is not null =>
                $"On {destination} TLS begins at once; for STARTTLS write tcp:// instead.",
            not Destination.Server { IsTls: false, EndPoint: LineEndPoint.Tcp } when StartTls is not null =>
                $"STARTTLS is for tcp:// alone, and this is {destination}.",
            Destination.Server { IsTls: true, EndPoint: not LineEndPoint.Tcp } when Tls is { ServerName: null, Trust.ChecksName: true } =>
                $"{destination} has no name that its certificate could be checked against; name the server, or pin its certificate.",
            not Destination.Web when Subprotocols.Count > 0 || Headers.Count > 0 || IsBinary =>
                $"Subprotocols, headers and binary messages are for ws:// and wss://, and this is {destination}.",
            Destination.Web => CheckWeb(),
            _ => null,
        };
    }

    // RFC 9110, 5.6.2 and 5.5; RFC 6455, 4.1. A header's value may be a secret, so it is not repeated.
    private string? CheckWeb()
    {
        var header = Headers.FirstOrDefault(header => !IsToken(header.Key) || header.Value.Any(char.IsControl));
        var subprotocol = Subprotocols.FirstOrDefault(name => !IsToken(name) || Subprotocols.Count(name.Equals) > 1);
        return header.Key is not null ? $"'{header.Key}' names no header, or its value has control characters; write NAME: VALUE."
            : subprotocol is not null ? $"'{subprotocol}' is no subprotocol, or is offered twice; letters, digits and hyphens make one."
            : Client.Connection.OutputDelimiter.IsEmpty ? "Lines need a delimiter to be told apart as messages."
            : null;
    }

    private static bool IsToken(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExcept(TokenCharacters);
}
