using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Unicode;
using Interlude.Lines;

namespace Interlude.Host.Listening;

/// <summary>
/// A WebSocket as a transport of lines: each message that comes is one line, and each line that goes is one message
/// (https://ircv3.net/specs/extensions/websocket).
/// </summary>
/// <remarks>
/// <para><b>In.</b> Messages of both kinds are taken, and their bytes are passed on as they are. CR and LF at the end of one
/// are dropped; inside, a run of them becomes one space, so that a message is never two lines.</para>
/// <para><b>Out.</b> A line goes without its CR LF. A text message has to be UTF-8, so there what is not becomes U+FFFD.</para>
/// <para><b>Ends.</b> A close frame is the end of input, and ours ends our sending; an end without one is a loss.</para>
/// </remarks>
internal sealed class WebSocketTransport : LineTransport
{
    private const int BlockBytes = 4096;
    private const int InputBytes = 16 * 1024;   // that wait to be read before the peer has to wait

    private static readonly TimeSpan LongestClose = TimeSpan.FromSeconds(5);

    private readonly WebSocket _socket;
    private readonly WebSocketMessageType _kind;
    private readonly Action _abort;
    private readonly Pipe _received = new(new PipeOptions(
        pauseWriterThreshold: InputBytes, resumeWriterThreshold: InputBytes / 2, useSynchronizationContext: false));
    private readonly DuplexPipeTransport _input;
    private readonly ArrayBufferWriter<byte> _begun = new(256);   // a line whose end has not been sent yet
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="socket">Open; this transport's from now on.</param>
    /// <param name="isText">Whether lines go as text or as binary messages.</param>
    /// <param name="remoteAddress">The peer's.</param>
    /// <param name="isSecure">Whether there is TLS below.</param>
    /// <param name="abort">Drops the connection below at once, whether its peer reads or not.</param>
    public WebSocketTransport(WebSocket socket, bool isText, IPAddress remoteAddress, bool isSecure, Action abort)
    {
        _socket = socket;
        _abort = abort;
        _kind = isText ? WebSocketMessageType.Text : WebSocketMessageType.Binary;
        RemoteAddress = remoteAddress;
        IsSecure = isSecure;
        _input = new DuplexPipeTransport(new OneWay(_received.Reader));
        _ = ReceiveAllAsync();
    }

    public IPAddress RemoteAddress { get; }

    public bool IsSecure { get; }

    public override string RemoteName => RemoteAddress.ToString();

    /// <summary>Ends when the transport has been disposed or aborted.</summary>
    public Task Ended => _ended.Task;

    public override ValueTask WaitToReceiveAsync(CancellationToken cancellationToken) => _input.WaitToReceiveAsync(cancellationToken);

    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
        _input.ReceiveAsync(buffer, cancellationToken);

    public override async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            for (int end; (end = bytes.Span.IndexOf((byte)'\n')) >= 0; bytes = bytes[(end + 1)..])
            {
                if (_begun.WrittenCount == 0)
                {
                    await SendLineAsync(bytes[..end]);
                }
                else
                {
                    _begun.Write(bytes.Span[..end]);
                    await SendLineAsync(_begun.WrittenMemory);
                    _begun.ResetWrittenCount();
                }
            }

            _begun.Write(bytes.Span);
        }
        catch (Exception failure) when (IsEnd(failure))
        {
            throw new IOException($"The WebSocket is gone: {failure.Message}", failure);
        }
    }

    public override async ValueTask EndSendingAsync()
    {
        try
        {
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).WaitAsync(LongestClose);
        }
        catch (TimeoutException)
        {
            Abort();
            throw;
        }
        catch (Exception failure) when (IsEnd(failure))
        {
            throw new IOException($"The WebSocket is gone: {failure.Message}", failure);
        }
    }

    public override void Abort()
    {
        _abort();
        _socket.Abort();
        _input.Abort();
        _ended.TrySetResult();
    }

    public override async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        await _input.DisposeAsync();
        _ended.TrySetResult();
    }

    private async ValueTask SendLineAsync(ReadOnlyMemory<byte> line)
    {
        line = line.Span is [.., (byte)'\r'] ? line[..^1] : line;
        if (_kind == WebSocketMessageType.Text && !Utf8.IsValid(line.Span))
        {
            line = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(line.Span));
        }

        await _socket.SendAsync(line, _kind, endOfMessage: true, CancellationToken.None);
    }

    private async Task ReceiveAllAsync()
    {
        var output = _received.Writer;
        try
        {
            var message = new MessageLine();
            while (true)
            {
                // Waits with no buffer, so that an idle peer costs none.
                var received = await _socket.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None);
                if (!received.EndOfMessage && received.MessageType != WebSocketMessageType.Close)
                {
                    // One byte is left in front, for a space that may have to come first.
                    var block = output.GetMemory(BlockBytes);
                    received = await _socket.ReceiveAsync(block[1..], CancellationToken.None);
                    output.Advance(message.Take(block.Span[..(received.Count + 1)]));
                }

                if (received.MessageType == WebSocketMessageType.Close)
                {
                    break;
                }

                if (received.EndOfMessage)
                {
                    message = new MessageLine();
                    output.Write("\n"u8);
                }

                if ((await output.FlushAsync()).IsCompleted)
                {
                    break;
                }
            }

            await output.CompleteAsync();
        }
        catch (Exception failure) when (IsEnd(failure))
        {
            await output.CompleteAsync(new IOException($"The WebSocket is gone: {failure.Message}", failure));
        }
    }

    // A peer that breaks the protocol, goes, or is let go.
    private static bool IsEnd(Exception failure) =>
        failure is WebSocketException or IOException or OperationCanceledException or InvalidOperationException;

    /// <summary>Takes CR and LF out of one message.</summary>
    private struct MessageLine
    {
        private bool _isBroken;   // by CR or LF, after which nothing has come yet
        private bool _hasBegun;

        /// <param name="block">A byte that is free, and what was received. Changed in place.</param>
        /// <returns>How many bytes at the beginning of the block are the line's.</returns>
        public int Take(Span<byte> block)
        {
            var kept = 0;
            foreach (var unit in block[1..])
            {
                if (unit is (byte)'\r' or (byte)'\n')
                {
                    _isBroken = true;
                    continue;
                }

                if (_isBroken && _hasBegun)
                {
                    block[kept++] = (byte)' ';
                }

                (_isBroken, _hasBegun) = (false, true);
                block[kept++] = unit;
            }

            return kept;
        }
    }

    private sealed class OneWay(PipeReader input) : IDuplexPipe
    {
        public PipeReader Input { get; } = input;

        public PipeWriter Output { get; } = PipeWriter.Create(Stream.Null);
    }
}
