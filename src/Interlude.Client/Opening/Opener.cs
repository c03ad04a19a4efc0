using System.Net.Sockets;
using Interlude.Client.Destinations;
using Interlude.Client.Proxies;
using Interlude.Client.Security;
using Interlude.Lines;

namespace Interlude.Client.Opening;

/// <summary>Opens connections to destinations of every kind.</summary>
public static class Opener
{
    /// <summary>Reaches a destination by all the steps that it takes. When one fails, or the caller gives up, all that was
    /// opened is closed.</summary>
    /// <param name="destination">What to talk with.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">The settings do not fit the destination: <see cref="OpenOptions.Check"/>.</exception>
    /// <exception cref="SocketException">The name is not known, nothing answers (a <see cref="LineConnectException"/>), or the
    /// connection was lost; with <see cref="SocketError.TimedOut"/>, <see cref="LineClientOptions.ConnectTimeout"/> has
    /// passed at any step.</exception>
    /// <exception cref="ProxyException">The proxy does not connect.</exception>
    /// <exception cref="OpenException">The WebSocket is refused, or the program cannot be started.</exception>
    /// <exception cref="TlsHandshakeException">TLS could not begin, or the server is not trusted.</exception>
    /// <exception cref="StartTlsException">The server does not begin TLS.</exception>
    /// <exception cref="IOException">The connection was lost before it could be used.</exception>
    public static async Task<LineConnection> OpenAsync(Destination destination, OpenOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Check(destination) is { } misfit)
        {
            throw new ArgumentException(misfit, nameof(options));
        }

        using var attempt = new OpenAttempt(options, cancellationToken);
        return await attempt.RunAsync(destination).ConfigureAwait(false);
    }
}
