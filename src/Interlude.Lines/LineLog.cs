using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Interlude.Lines;

/// <summary>The messages of <see cref="LineConnectionOptions.Logger"/>, which lists them; an id is never given to another.
/// Nothing that a peer chose is in them: of the peer only its address, of TLS only the kind of failure.</summary>
internal static partial class LineLog
{
    [LoggerMessage(1, LogLevel.Debug, "Accepted a connection from {Remote}.")]
    public static partial void Accepted(ILogger logger, string remote);

    [LoggerMessage(2, LogLevel.Debug, "Refused a connection from {Remote}: {Refusal}.")]
    public static partial void Refused(ILogger logger, string remote, LineRefusal refusal);

    [LoggerMessage(3, LogLevel.Debug, "The connection with {Remote} ended: {Kind} (time limit: {Timeout}).")]
    public static partial void Closed(ILogger logger, string remote, LineCloseKind kind, LineTimeout timeout);

    [LoggerMessage(4, LogLevel.Warning, "Accepting failed with {Error}; trying again after {Pause}.")]
    public static partial void AcceptFailed(ILogger logger, SocketError error, TimeSpan pause);

    [LoggerMessage(5, LogLevel.Information, "The TLS handshake with {Remote} failed: {Failure}.")]
    public static partial void HandshakeFailed(ILogger logger, string remote, TlsFailure failure);

    [LoggerMessage(6, LogLevel.Error, "The protocol of the connection with {Remote} threw; the connection is aborted.")]
    public static partial void ProtocolFailed(ILogger logger, Exception exception, string remote);

    [LoggerMessage(7, LogLevel.Error, "The transport of the connection with {Remote} threw what no transport should.")]
    public static partial void TransportFailed(ILogger logger, Exception exception, string remote);
}
