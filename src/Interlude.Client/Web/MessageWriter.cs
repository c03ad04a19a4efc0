using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Unicode;
using Interlude.Client.Records;

namespace Interlude.Client.Web;

/// <summary>Cuts what is written at a delimiter, and sends each line as a message (RFC 6455, 5.4 and 5.6). One caller at a
/// time.</summary>
/// <param name="socket">Open; sent to by nobody else.</param>
/// <param name="delimiter">What ends a line; not empty, and not sent.</param>
/// <param name="isText">Whether messages go as text; what is not UTF-8 becomes U+FFFD then, for text that is not must not be
/// sent.</param>
internal sealed class MessageWriter(WebSocket socket, ReadOnlyMemory<byte> delimiter, bool isText)
{
    // Nearly every line goes in one frame, which the simplest of servers can read; a longer one is never held whole.
    private const int LongestHeld = 64 * 1024;

    private readonly ArrayBufferWriter<byte> _held = new();   // of the line that has not ended
    private bool _continues;   // a part of that line has been sent

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var examined = 0;
        if (_held.WrittenCount > 0)
        {
            examined = Math.Max(0, _held.WrittenCount - delimiter.Length + 1);   // what is held may end with a part of one
            _held.Write(bytes.Span);
            bytes = _held.WrittenMemory;
        }

        var rest = bytes;
        for (int end; (end = rest.Span[examined..].IndexOf(delimiter.Span)) >= 0; examined = 0)
        {
            end += examined;
            await SendAsync(rest[..end], endOfMessage: true, cancellationToken).ConfigureAwait(false);
            rest = rest[(end + delimiter.Length)..];
        }

        if (rest.Length > LongestHeld)
        {
            // Each part is made well-formed by itself.
            var part = LineText.WholeLength(rest.Span[..(rest.Length - delimiter.Length + 1)]);
            await SendAsync(rest[..part], endOfMessage: false, cancellationToken).ConfigureAwait(false);
            rest = rest[part..];
        }

        Hold(rest, bytes.Length);
    }

    /// <summary>Sends the line that has not ended, if there is one.</summary>
    public async ValueTask EndLineAsync(CancellationToken cancellationToken)
    {
        if (_held.WrittenCount > 0 || _continues)
        {
            await SendAsync(_held.WrittenMemory, endOfMessage: true, cancellationToken).ConfigureAwait(false);
            _held.ResetWrittenCount();
        }
    }

    private void Hold(ReadOnlyMemory<byte> rest, int bytes)
    {
        if (_held.WrittenCount == bytes && rest.Length == bytes)
        {
            return;   // nothing went
        }

        var kept = rest.ToArray();   // it may be a part of what is held
        _held.ResetWrittenCount();
        _held.Write(kept);
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, bool endOfMessage, CancellationToken cancellationToken)
    {
        await socket.SendAsync(
            isText ? Wellformed(bytes) : bytes, isText ? WebSocketMessageType.Text : WebSocketMessageType.Binary, endOfMessage, cancellationToken).ConfigureAwait(false);
        _continues = !endOfMessage;
    }

    private static ReadOnlyMemory<byte> Wellformed(ReadOnlyMemory<byte> bytes) => Utf8.IsValid(bytes.Span)
        ? bytes
        : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes.Span));
}
