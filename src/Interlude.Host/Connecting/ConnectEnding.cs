using System.Net.Sockets;
using Interlude.Client.Pipes;
using Interlude.Client.Security;
using Interlude.Lines;

namespace Interlude.Host.Connecting;

/// <summary>How <c>interlude connect</c> ends: with which exit code, and which sentence.</summary>
/// <param name="Code">One of <see cref="ExitCode"/>.</param>
/// <param name="Sentence">What to say to people; null for nothing.</param>
internal readonly record struct ConnectEnding(int Code, string? Sentence)
{
    /// <summary>The connection could not be made.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="failure">What opening threw.</param>
    public static ConnectEnding OfFailure(string destination, Exception failure) => failure switch
    {
        TlsHandshakeException { Failure: TlsFailure.TimedOut } => new(ExitCode.TimedOut, Sentenced(failure.Message)),
        TlsHandshakeException { Failure: TlsFailure.Untrusted } => new(
            ExitCode.NotSecured, $"{Sentenced(failure.Message)} Name its authority with --ca, its SHA-256 with --pin, or another name with --server-name; --insecure --tls-info shows who it is."),
        TlsHandshakeException { Failure: TlsFailure.Refused } => new(
            ExitCode.NotSecured, $"{Sentenced(failure.Message)} If it begins without TLS, write tcp://, or --starttls; if it asks for a certificate, --cert."),
        TlsHandshakeException => new(ExitCode.NotSecured, Sentenced(failure.Message)),
        StartTlsException => new(ExitCode.NotSecured, $"{destination} {Sentenced(failure.Message)}"),
        SocketException { SocketErrorCode: SocketError.TimedOut } => new(ExitCode.TimedOut, $"cannot connect to {destination}: {Sentenced(failure.Message)}"),
        _ => new(ExitCode.NotConnected, $"cannot connect to {destination}: {Sentenced(failure.Message)}"),
    };

    /// <summary>The talk is over.</summary>
    /// <param name="destination">With whom.</param>
    /// <param name="end">How it ended.</param>
    public static ConnectEnding Of(string destination, PipeEnd end)
    {
        var (reason, waited) = (end.Reason, end.Unmet is null ? "" : $", and no line matched {end.Unmet}");
        return reason.Kind switch
        {
            LineCloseKind.TimedOut when reason.Timeout == LineTimeout.Idle => new(ExitCode.TimedOut, $"{destination} has sent nothing for as long as --idle-timeout allows{waited}."),
            LineCloseKind.TimedOut => new(ExitCode.TimedOut, $"{destination} did not take all that was sent to it in time{waited}."),
            LineCloseKind.Reset or LineCloseKind.Failed => new(ExitCode.BrokenOff, $"the connection to {destination} broke: {Why(reason.Exception).TrimEnd('.')}{waited}."),
            LineCloseKind.Truncated => new(ExitCode.BrokenOff, $"{destination} broke TLS off without saying goodbye, so the last of it may be missing{waited}."),
            _ when end.Unmet is not null && end.IsLate => new(ExitCode.Unmet, $"no line from {destination} matched {end.Unmet} in time (--timeout)."),
            LineCloseKind.ClosedHere when end.Unmet is not null => new(ExitCode.Unmet, $"no line from {destination} matched {end.Unmet}, and --at-end says to leave."),
            _ when end.Unmet is not null => new(ExitCode.Unmet, $"{destination} ended the connection, and no line matched {end.Unmet}."),
            _ when end.MissingReplies > 0 => new(ExitCode.BrokenOff, $"{destination} ended the connection with {end.MissingReplies} of the replies missing."),
            _ when end.ProgramStatus != 0 => new(ExitCode.BrokenOff, $"{destination} ended with status {end.ProgramStatus}."),
            _ when !end.InputTaken => new(ExitCode.BrokenOff, $"{destination} ended the connection before it had taken all of the input."),
            _ => new(ExitCode.Success, null),
        };
    }

    // Of an alert of TLS the platform's own exception says no more than that there is another one inside.
    private static string Why(Exception? failure) => failure is null ? "it was reset"
        : failure.Message.Contains("inner exception", StringComparison.Ordinal) ? failure.GetBaseException().Message
        : failure.Message;

    private static string Sentenced(string message) => message.TrimEnd('.') + ".";
}
