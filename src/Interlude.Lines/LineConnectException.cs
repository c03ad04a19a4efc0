using System.Net;
using System.Net.Sockets;

namespace Interlude.Lines;

/// <summary>One address that was tried in vain.</summary>
/// <param name="Address">The address.</param>
/// <param name="Failure">What went wrong; null if it had not answered when all was given up.</param>
public sealed record LineConnectAttempt(EndPoint Address, Exception? Failure);

/// <summary>None of a server's addresses could be connected to. The message says what was tried and what came of it,
/// such as <c>Connection refused ([::1]:8007, 127.0.0.1:8007)</c>; it has no full stop.</summary>
public sealed class LineConnectException : SocketException
{
    internal LineConnectException(SocketError error, string message, IReadOnlyList<LineConnectAttempt> attempts)
        : base((int)error, message) => Attempts = attempts;

    /// <summary>The addresses in the order in which they were tried; empty if it did not come to that.</summary>
    public IReadOnlyList<LineConnectAttempt> Attempts { get; }

    internal static LineConnectException Of(IReadOnlyList<LineConnectAttempt> attempts, TimeSpan? timeout)
    {
        var late = timeout is null ? "not waited for" : $"no answer within {timeout.Value.TotalSeconds:0.###} s";
        var groups = attempts.GroupBy(attempt => attempt.Failure?.Message ?? late, attempt => attempt.Address);
        var error = timeout is not null ? SocketError.TimedOut
            : (attempts[^1].Failure as SocketException)?.SocketErrorCode ?? SocketError.SocketError;
        return new(error, string.Join("; ", groups.Select(group => $"{group.Key} ({string.Join(", ", group)})")), attempts);
    }
}
