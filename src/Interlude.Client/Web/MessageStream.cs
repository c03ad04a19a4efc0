using System.Buffers;
using System.Net.WebSockets;

namespace Interlude.Client.Web;

/// <summary>A WebSocket as a stream of lines: behind each message that comes stands a delimiter, and what goes is cut at
/// delimiters into messages (RFC 6455).</summary>
/// <remarks>One read and one write at a time, side by side. A peer that says goodbye has ended its input; one that goes
/// without is a loss.</remarks>
/// <param name="socket">Open; this stream's from now on.</param>
/// <param name="delimiter">What ends a line, both ways.</param>
/// <param name="isText">Whether messages go as text; if so they must be UTF-8, and what is not becomes U+FFFD.</param>
internal sealed class MessageStream(WebSocket socket, ReadOnlyMemory<byte> delimiter, bool isText) : Stream
{
    private readonly ArrayBufferWriter<byte> _begun = new();   // a line whose end has not been written yet
    private ReadOnlyMemory<byte> _owed;   // of a delimiter that did not fit into the reader's buffer
    private bool _ended;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Says goodbye; what the peer still sends may be read. A line without its end is sent before.</summary>
    public async ValueTask EndAsync()
    {
        try
        {
            if (_begun.WrittenCount > 0)
            {
                await SendAsync(_begun.WrittenMemory).ConfigureAwait(false);
                _begun.ResetWrittenCount();
            }

            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (WebSocketException lost)
        {
            throw new IOException($"the WebSocket is gone: {lost.Message}", lost);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_owed.IsEmpty && !_ended)
        {
            try
            {
                ValueWebSocketReceiveResult received;
                do
                {
                    received = await socket.ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false);
                }
                while (received.Count == 0 && !received.EndOfMessage && received.MessageType != WebSocketMessageType.Close);

                _ended = received.MessageType == WebSocketMessageType.Close;
                _owed = received.EndOfMessage && !_ended ? delimiter : default;
                if (received.Count > 0)
                {
                    return received.Count;
                }
            }
            catch (WebSocketException lost)
            {
                throw new IOException($"the WebSocket is gone: {lost.Message}", lost);
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
        // What was begun before may end with a part of the delimiter, so it is looked at from there on.
        _begun.Write(buffer.Span);
        var lines = _begun.WrittenMemory;
        try
        {
            for (int end; (end = lines.Span.IndexOf(delimiter.Span)) >= 0; lines = lines[(end + delimiter.Length)..])
            {
                await SendAsync(lines[..end]).ConfigureAwait(false);
            }
        }
        catch (WebSocketException lost)
        {
            throw new IOException($"the WebSocket is gone: {lost.Message}", lost);
        }

        var rest = lines.ToArray();
        _begun.ResetWrittenCount();
        _begun.Write(rest);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        socket.Dispose();
        base.Dispose(disposing);
    }

    private ValueTask SendAsync(ReadOnlyMemory<byte> line) =>
        socket.SendAsync(isText ? Wellformed(line) : line, isText ? WebSocketMessageType.Text : WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);

    private static ReadOnlyMemory<byte> Wellformed(ReadOnlyMemory<byte> line) => System.Text.Unicode.Utf8.IsValid(line.Span)
        ? line
        : System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(line.Span));
}
