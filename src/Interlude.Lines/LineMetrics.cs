using System.Diagnostics.Metrics;

namespace Interlude.Lines;

/// <summary>What connections report to <see cref="System.Diagnostics.Metrics"/>, once they are given it as
/// <see cref="LineConnectionOptions.Metrics"/>. One object serves a whole program; several can be told apart only by the
/// factory or the tags of their meters. Any thread may use it.</summary>
/// <remarks>
/// <para>The meter is called <see cref="MeterName"/>. Its instruments, all of 64-bit integers:</para>
/// <list type="bullet">
/// <item><c>interlude.lines.connections.open</c>, up-down counter, <c>{connection}</c>: open now, those that linger
/// included.</item>
/// <item><c>interlude.lines.connections.opened</c>, counter, <c>{connection}</c>: made, of accepted sockets and others.</item>
/// <item><c>interlude.lines.connections.closed</c>, counter, <c>{connection}</c>, tag <c>reason</c>:
/// <see cref="LineCloseKind"/> as <c>peer_closed</c>, <c>reset</c>, <c>over_limit</c>, <c>closed_here</c>,
/// <c>outbox_full</c>, <c>failed</c>, <c>truncated</c>, <c>tls_failed</c>; and for <see cref="LineCloseKind.TimedOut"/> the
/// limit that ran out, as <c>first_line_timeout</c>, <c>idle_timeout</c>, <c>partial_line_timeout</c>,
/// <c>write_timeout</c>, <c>close_timeout</c>, or <c>timed_out</c> where none is named.</item>
/// <item><c>interlude.lines.connections.refused</c>, counter, <c>{connection}</c>, tag <c>reason</c>:
/// <see cref="LineRefusal"/> as <c>too_many</c> or <c>too_many_of_address</c>. Refused connections are not counted as opened.
/// </item>
/// <item><c>interlude.lines.received.lines</c>, counter, <c>{line}</c>: lines taken, cut ones included; reported when the
/// reader waits for more, and at the end.</item>
/// <item><c>interlude.lines.received.bytes</c>, counter, <c>By</c>: received to be read, before a filter; under TLS, of what
/// was said.</item>
/// <item><c>interlude.lines.sent.lines</c>, counter, <c>{line}</c>: how often the last byte of
/// <see cref="LineConnectionOptions.OutputDelimiter"/> was among the bytes sent, since a write says no more than bytes.</item>
/// <item><c>interlude.lines.sent.bytes</c>, counter, <c>By</c>: taken by the transport.</item>
/// <item><c>interlude.lines.limits.hit</c>, counter, <c>{hit}</c>, tag <c>limit</c>: <c>line_length</c> for each line that
/// was too long, <c>outbox</c> for each write refused for want of room, and the names of time limits as above.</item>
/// <item><c>interlude.lines.tls.failures</c>, counter, <c>{handshake}</c>, tag <c>reason</c>: <see cref="TlsFailure"/> as
/// <c>timed_out</c>, <c>lost</c>, <c>refused</c>, <c>untrusted</c>, <c>no_certificate</c>, <c>plaintext_followed</c>; of
/// listeners and of STARTTLS.</item>
/// <item><c>interlude.lines.outbox.peak</c>, histogram, <c>By</c>: the most that ever waited to be sent, recorded when a
/// connection ends.</item>
/// </list>
/// <para>A line costs one addition in memory; instruments are told once for each received block and each send. Nothing is
/// allocated for either. Names and tag values are as stable as the API.</para>
/// </remarks>
public sealed class LineMetrics : IDisposable
{
    /// <summary>The name of the meter, to listen for or to export.</summary>
    public const string MeterName = "Interlude.Lines";

    // From the least that a block holds to the largest outboxes seen in servers, by fours.
    private static readonly InstrumentAdvice<long> OutboxAdvice = new()
    {
        HistogramBucketBoundaries = [0, 1 << 10, 1 << 12, 1 << 14, 1 << 16, 1 << 18, 1 << 20, 1 << 22, 1 << 24],
    };

    private readonly Meter? _own;
    private readonly UpDownCounter<long> _open;
    private readonly Counter<long> _opened;
    private readonly Counter<long> _closed;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _receivedLines;
    private readonly Counter<long> _receivedBytes;
    private readonly Counter<long> _sentLines;
    private readonly Counter<long> _sentBytes;
    private readonly Counter<long> _limits;
    private readonly Counter<long> _tlsFailures;
    private readonly Histogram<long> _outboxPeak;

    /// <summary>Makes the instruments.</summary>
    /// <param name="meterFactory">Makes the meter and disposes it, as the factory of a host does; null for a meter that is
    /// disposed with this object.</param>
    public LineMetrics(IMeterFactory? meterFactory = null)
    {
        var meter = meterFactory?.Create(new MeterOptions(MeterName)) ?? (_own = new Meter(MeterName));
        _open = meter.CreateUpDownCounter<long>(
            "interlude.lines.connections.open", "{connection}", "Connections that are open.");
        _opened = meter.CreateCounter<long>(
            "interlude.lines.connections.opened", "{connection}", "Connections that were opened.");
        _closed = meter.CreateCounter<long>(
            "interlude.lines.connections.closed", "{connection}", "Connections that ended, by reason.");
        _refused = meter.CreateCounter<long>(
            "interlude.lines.connections.refused", "{connection}", "Connections that listeners refused for their limits.");
        _receivedLines = meter.CreateCounter<long>("interlude.lines.received.lines", "{line}", "Lines taken.");
        _receivedBytes = meter.CreateCounter<long>("interlude.lines.received.bytes", "By", "Bytes received.");
        _sentLines = meter.CreateCounter<long>("interlude.lines.sent.lines", "{line}", "Lines sent.");
        _sentBytes = meter.CreateCounter<long>("interlude.lines.sent.bytes", "By", "Bytes sent.");
        _limits = meter.CreateCounter<long>("interlude.lines.limits.hit", "{hit}", "Limits that were reached, by limit.");
        _tlsFailures = meter.CreateCounter<long>(
            "interlude.lines.tls.failures", "{handshake}", "TLS handshakes that failed, by reason.");
        _outboxPeak = meter.CreateHistogram(
            "interlude.lines.outbox.peak", "By", "The most bytes that waited to be sent, of each connection.", null, OutboxAdvice);
    }

    /// <summary>Ends the meter, if it was made here. Connections that still report to it report to nobody.</summary>
    public void Dispose() => _own?.Dispose();

    internal void Opened()
    {
        _opened.Add(1);
        _open.Add(1);
    }

    internal void Closed(LineCloseReason reason, int outboxPeakBytes)
    {
        _outboxPeak.Record(outboxPeakBytes);
        _open.Add(-1);
        _closed.Add(1, new KeyValuePair<string, object?>("reason", Name(reason)));
        if (reason is { Kind: LineCloseKind.TimedOut, Timeout: LineTimeout.Close })
        {
            TimedOut(LineTimeout.Close);
        }
        else if (reason is { Kind: LineCloseKind.TlsFailed, Exception: TlsHandshakeException { Failure: var failure } })
        {
            TlsFailed(failure);
        }
    }

    internal void Refused(LineRefusal refusal) => _refused.Add(1, new KeyValuePair<string, object?>("reason", refusal switch
    {
        LineRefusal.TooMany => "too_many",
        LineRefusal.TooManyOfAddress => "too_many_of_address",
        _ => "other",
    }));

    internal void ReceivedLines(long lines) => _receivedLines.Add(lines);

    internal void ReceivedBytes(int bytes) => _receivedBytes.Add(bytes);

    internal void Sent(int bytes, int lines)
    {
        _sentBytes.Add(bytes);
        _sentLines.Add(lines);
    }

    internal void LineTooLong() => Hit("line_length");

    internal void OutboxFull() => Hit("outbox");

    internal void TimedOut(LineTimeout limit) => Hit(Name(limit));

    internal void TlsFailed(TlsFailure failure) =>
        _tlsFailures.Add(1, new KeyValuePair<string, object?>("reason", failure switch
        {
            TlsFailure.TimedOut => "timed_out",
            TlsFailure.Lost => "lost",
            TlsFailure.Refused => "refused",
            TlsFailure.Untrusted => "untrusted",
            TlsFailure.NoCertificate => "no_certificate",
            TlsFailure.PlaintextFollowed => "plaintext_followed",
            _ => "other",
        }));

    private void Hit(string limit) => _limits.Add(1, new KeyValuePair<string, object?>("limit", limit));

    private static string Name(LineCloseReason reason) => reason.Kind switch
    {
        LineCloseKind.PeerClosed => "peer_closed",
        LineCloseKind.Reset => "reset",
        LineCloseKind.OverLimit => "over_limit",
        LineCloseKind.ClosedHere => "closed_here",
        LineCloseKind.TimedOut => Name(reason.Timeout),
        LineCloseKind.OutboxFull => "outbox_full",
        LineCloseKind.Failed => "failed",
        LineCloseKind.Truncated => "truncated",
        LineCloseKind.TlsFailed => "tls_failed",
        _ => "other",   // Abort takes what it is given
    };

    private static string Name(LineTimeout limit) => limit switch
    {
        LineTimeout.FirstLine => "first_line_timeout",
        LineTimeout.Idle => "idle_timeout",
        LineTimeout.PartialLine => "partial_line_timeout",
        LineTimeout.Write => "write_timeout",
        LineTimeout.Close => "close_timeout",
        _ => "timed_out",
    };
}
