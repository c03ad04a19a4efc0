using System.Net.WebSockets;
using Interlude.Client.Screens;
using Interlude.Lines;

namespace Interlude.Client.Web;

/// <summary>A WebSocket as a stream of lines: a message that comes is a line, and what goes is cut at delimiters into
/// messages (RFC 6455).</summary>
/// <remarks>
/// <para>Behind each message that comes stands a delimiter, unless it ends with one already, as many servers have it. A
/// message that holds delimiters is several lines. Text and binary messages are told apart by nobody.</para>
/// <para>One read and one write at a time, side by side. A peer that says goodbye has ended its input; one that does so with
/// a status that means trouble, or goes without, is a loss.</para>
/// </remarks>
/// <param name="socket">Open; this stream's from now on.</param>
/// <param name="delimiters">What ends a line that comes; the longest is put behind a message.</param>
/// <param name="writer">Sends what goes.</param>
internal sealed class MessageStream(WebSocket socket, Delimiters delimiters, MessageWriter writer) : SequentialStream
{
    private readonly byte[] _last = new byte[delimiters.LongestBytes];   // bytes of the message that comes
    private int _lastCount;
    private ReadOnlyMemory<byte> _owed;   // of a delimiter
    private bool _ended;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    /// <summary>Says goodbye; what the peer still sends may be read. A line without its end is sent before.</summary>
    public async Task EndAsync()
    {
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                await writer.EndLineAsync(CancellationToken.None).ConfigureAwait(false);
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (Exception failure) when (IsLoss(failure, CancellationToken.None))
        {
            throw Loss(failure);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_owed.IsEmpty && !_ended && !buffer.IsEmpty)
        {
            var received = await ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                _ended = true;
                ThrowIfTrouble();
                break;
            }

            Note(buffer.Span[..received.Count]);
            if (received.EndOfMessage)
            {
                _owed = EndsWithDelimiter() ? default : delimiters.Longest;
                _lastCount = 0;
            }

            if (received.Count > 0)
            {
                return received.Count;
            }
        }

        var count = Math.Min(_owed.Length, buffer.Length);
        _owed[..count].CopyTo(buffer);
        _owed = _owed[count..];
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            await writer.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (IsLoss(failure, cancellationToken))
        {
            throw Loss(failure);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    protected override void Dispose(bool disposing)
    {
        socket.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await socket.ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (IsLoss(failure, cancellationToken))
        {
            throw Loss(failure);
        }
    }

    // RFC 6455, 7.4.1: 1000 and 1001 are the ends in good order, as is a goodbye without a status.
    private void ThrowIfTrouble()
    {
        if (socket.CloseStatus is not (null or WebSocketCloseStatus.NormalClosure or WebSocketCloseStatus.EndpointUnavailable or WebSocketCloseStatus.Empty))
        {
            var reason = socket.CloseStatusDescription is { Length: > 0 } given ? $": {VisibleText.Escape(given)}" : "";
            throw new IOException($"the WebSocket was ended with status {(int)socket.CloseStatus}{reason}");
        }
    }

    private void Note(ReadOnlySpan<byte> bytes)
    {
        var added = bytes[Math.Max(0, bytes.Length - _last.Length)..];
        var kept = Math.Min(_lastCount, _last.Length - added.Length);
        _last.AsSpan(_lastCount - kept, kept).CopyTo(_last);
        added.CopyTo(_last.AsSpan(kept));
        _lastCount = kept + added.Length;
    }

    private bool EndsWithDelimiter()
    {
        var decoder = new LineDecoder(delimiters, _last.Length);
        ReadOnlySpan<byte> rest = _last.AsSpan(0, _lastCount);
        var ended = false;
        for (DecodedLine line; !rest.IsEmpty && (line = decoder.Read(rest)).Consumed > 0; rest = rest[line.Consumed..])
        {
            ended = true;
        }

        return ended && rest.IsEmpty;
    }

    // What an aborted socket says is a cancellation that nobody asked for.
    private static bool IsLoss(Exception failure, CancellationToken cancellationToken) =>
        failure is WebSocketException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    private static IOException Loss(Exception failure) => new($"the WebSocket is gone: {failure.GetBaseException().Message.TrimEnd('.')}", failure);
}
