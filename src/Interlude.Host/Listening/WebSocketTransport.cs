using System.Buffers;
using System.IO.Pipelines;
using System.Net;
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
/// <para><b>Ends.</b> A close frame is the end of input, and ours ends our sending; an end without one is a loss. A peer that
/// breaks the rules has ended its input too: what it is owed is sent, and our close frame says why.</para>
/// <para><b>Memory.</b> An idle peer costs no buffer. One that sends and is not read has to wait.</para>
/// </remarks>
internal sealed class WebSocketTransport : LineTransport
{
    private const int BlockBytes = 4095;   // with a space in front, what a segment of the pipe holds
    private const int InputBytes = 16 * 1024;   // that wait to be read before the peer has to wait

    private static readonly TimeSpan LongestClose = TimeSpan.FromSeconds(5);

    private readonly Stream _stream;
    private readonly WebSocketOpcode _kind;
    private readonly Action _abort;
    private readonly Pipe _received = new(new PipeOptions(
        pauseWriterThreshold: InputBytes, resumeWriterThreshold: InputBytes / 2, useSynchronizationContext: false));
    private readonly DuplexPipeTransport _input;
    private readonly WebSocketFrames _frames = new();
    private readonly PipeWriter _output;
    private readonly SemaphoreSlim _sending = new(1);   // pongs go between the lines
    private readonly ArrayBufferWriter<byte> _begun = new(256);   // a line whose end has not been sent yet
    private readonly CancellationTokenSource _stop = new();   // has no timer and no handle, so it needs no disposal
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _receiving;
    private MessageLine _message;
    private byte[]? _ping;   // the last that has no answer yet
    private volatile ushort _closeCode = WebSocketFrames.NormalClosure;
    private bool _isClosed;   // our close frame has been sent

    /// <param name="stream">What follows the handshake; this transport's from now on.</param>
    /// <param name="isText">Whether lines go as text or as binary messages.</param>
    /// <param name="remoteAddress">The peer's.</param>
    /// <param name="isSecure">Whether there is TLS below.</param>
    /// <param name="abort">Drops the connection below at once, whether its peer reads or not.</param>
    public WebSocketTransport(Stream stream, bool isText, IPAddress remoteAddress, bool isSecure, Action abort)
    {
        _stream = stream;
        _abort = abort;
        _kind = isText ? WebSocketOpcode.Text : WebSocketOpcode.Binary;
        RemoteAddress = remoteAddress;
        IsSecure = isSecure;
        _input = new DuplexPipeTransport(new OneWay(_received.Reader));
        _output = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
        _receiving = ReceiveAllAsync();
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
            await _sending.WaitAsync(_stop.Token);
            try
            {
                WriteLines(bytes.Span);
                await _output.FlushAsync(CancellationToken.None);
            }
            finally
            {
                _sending.Release();
            }
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
            await SendControlAsync(WebSocketOpcode.Close, WebSocketFrames.Closing(_closeCode)).WaitAsync(LongestClose);
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
        if (!_ended.Task.IsCompleted)
        {
            _abort();
            _stop.Cancel();
            _input.Abort();
            _ended.TrySetResult();
        }
    }

    public override async ValueTask DisposeAsync()
    {
        // Who broke the rules may be sending still, and what was not read would make a reset of our end, which could
        // overtake the close frame that says why.
        if (_closeCode != WebSocketFrames.ProtocolError)
        {
            await _stop.CancelAsync();
        }

        await _input.DisposeAsync();
        await _receiving.WaitAsync(LongestClose).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _stop.CancelAsync();
        await _stream.DisposeAsync();
        _ended.TrySetResult();
    }

    private void WriteLines(ReadOnlySpan<byte> bytes)
    {
        for (int end; (end = bytes.IndexOf((byte)'\n')) >= 0; bytes = bytes[(end + 1)..])
        {
            if (_begun.WrittenCount == 0)
            {
                WriteLine(bytes[..end]);
            }
            else
            {
                _begun.Write(bytes[..end]);
                WriteLine(_begun.WrittenSpan);
                _begun.ResetWrittenCount();
            }
        }

        _begun.Write(bytes);
    }

    private void WriteLine(ReadOnlySpan<byte> line)
    {
        line = line is [.., (byte)'\r'] ? line[..^1] : line;
        if (_kind == WebSocketOpcode.Text && !Utf8.IsValid(line))
        {
            line = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(line));
        }

        WebSocketFrames.Write(_output, _kind, line);
    }

    private async Task SendControlAsync(WebSocketOpcode opcode, byte[] payload)
    {
        await _sending.WaitAsync(_stop.Token);
        try
        {
            if (!_isClosed)
            {
                _isClosed = opcode == WebSocketOpcode.Close;
                WebSocketFrames.Write(_output, opcode, payload);
                await _output.FlushAsync(CancellationToken.None);
            }
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task ReceiveAllAsync()
    {
        var lines = _received.Writer;
        try
        {
            var end = WebSocketStatus.NeedsMore;
            while (end == WebSocketStatus.NeedsMore)
            {
                _ = await _stream.ReadAsync(Memory<byte>.Empty, _stop.Token);   // waits with no buffer, so that an idle peer costs none
                end = await ReceiveBlockAsync(lines) ?? throw new IOException("It ended without a close frame.");
                if (_ping is { } ping)
                {
                    _ping = null;
                    await SendControlAsync(WebSocketOpcode.Pong, ping);
                }

                if ((await lines.FlushAsync()).IsCompleted)
                {
                    break;
                }
            }

            _closeCode = _frames.CloseCode;
            await lines.CompleteAsync();
            while (end == WebSocketStatus.Broken && await ReceiveBlockAsync(lines) is not null)
            {
                // See DisposeAsync.
            }
        }
        catch (Exception failure) when (IsEnd(failure))
        {
            await lines.CompleteAsync(new IOException($"The WebSocket is gone: {failure.Message}", failure));
        }
    }

    /// <returns>How the input ended, <see cref="WebSocketStatus.NeedsMore"/> if it goes on; null if nothing more came.</returns>
    private async ValueTask<WebSocketStatus?> ReceiveBlockAsync(PipeWriter lines)
    {
        var block = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            var count = await _stream.ReadAsync(block.AsMemory(0, BlockBytes), _stop.Token);
            return count == 0 ? null : Take(block.AsSpan(0, count), lines);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    private WebSocketStatus Take(Span<byte> received, PipeWriter lines)
    {
        while (true)
        {
            var status = _frames.TryRead(ref received, out var payload);
            switch (status)
            {
                case WebSocketStatus.Data:
                    _message.Take(payload, lines);
                    break;
                case WebSocketStatus.EndOfMessage:
                    _message.Take(payload, lines);
                    _message = default;
                    lines.Write("\n"u8);
                    break;
                case WebSocketStatus.Ping:
                    _ping = payload.ToArray();   // RFC 6455, 5.5.3: of several the last may do
                    break;
                default:
                    return status;
            }
        }
    }

    // A peer that goes, or is let go.
    private static bool IsEnd(Exception failure) =>
        failure is IOException or OperationCanceledException or InvalidOperationException;

    /// <summary>Takes CR and LF out of one message.</summary>
    private struct MessageLine
    {
        private bool _isBroken;   // by CR or LF, after which nothing has come yet
        private bool _hasBegun;

        public void Take(ReadOnlySpan<byte> bytes, PipeWriter line)
        {
            if (bytes.IsEmpty)
            {
                return;
            }

            var kept = line.GetSpan(bytes.Length + 1);   // a space may have to come first
            var count = 0;
            foreach (var unit in bytes)
            {
                if (unit is (byte)'\r' or (byte)'\n')
                {
                    _isBroken = true;
                    continue;
                }

                if (_isBroken && _hasBegun)
                {
                    kept[count++] = (byte)' ';
                }

                (_isBroken, _hasBegun) = (false, true);
                kept[count++] = unit;
            }

            line.Advance(count);
        }
    }

    private sealed class OneWay(PipeReader input) : IDuplexPipe
    {
        public PipeReader Input { get; } = input;

        public PipeWriter Output { get; } = PipeWriter.Create(Stream.Null);
    }
}
