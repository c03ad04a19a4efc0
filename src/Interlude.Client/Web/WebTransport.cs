using System.Net.WebSockets;
using Interlude.Lines;

namespace Interlude.Client.Web;

/// <summary>A WebSocket on which a message is a line.</summary>
/// <remarks>
/// <para><b>Lines.</b> Behind each message that comes stands a delimiter, unless it ends with one already; a message that
/// holds delimiters is several lines. What goes is cut at the delimiter. Memory is bounded both ways, whatever the length
/// of a message: a line of more than 64 KiB goes in several frames.</para>
/// <para><b>Ends.</b> <see cref="EndSendingAsync"/> says goodbye with status 1000, and most servers answer with theirs at
/// once. A goodbye of the peer's with 1000, 1001 or no status is its end of input; with another, such as 1008 or 1011, it
/// is an <see cref="IOException"/> that has the status and the reason in its text, and so is an end without a
/// goodbye.</para>
/// </remarks>
public sealed class WebTransport : LineTransport
{
    private static readonly TimeSpan GoodbyeTime = TimeSpan.FromSeconds(5);

    private readonly MessageStream _messages;
    private readonly StreamTransport _lines;
    private readonly TimeProvider _timeProvider;

    internal WebTransport(WebSocket socket, LineTransport inner, LineConnectionOptions options, bool isText)
    {
        Inner = inner;
        Subprotocol = socket.SubProtocol;
        _timeProvider = options.TimeProvider;
        _messages = new MessageStream(socket, options.Delimiters, new MessageWriter(socket, options.OutputDelimiter, isText));
        _lines = new StreamTransport(_messages, () => new(_messages.EndAsync()), waitsWhenEmpty: false, inner.RemoteName);
    }

    /// <summary>The transport below: a <see cref="TlsTransport"/> with <c>wss</c>.</summary>
    public LineTransport Inner { get; }

    /// <summary>The subprotocol that the server chose; null if none.</summary>
    public string? Subprotocol { get; }

    /// <inheritdoc/>
    public override string RemoteName => Inner.RemoteName;

    /// <inheritdoc/>
    public override ValueTask WaitToReceiveAsync(CancellationToken cancellationToken) => _lines.WaitToReceiveAsync(cancellationToken);

    /// <inheritdoc/>
    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
        _lines.ReceiveAsync(buffer, cancellationToken);

    /// <inheritdoc/>
    public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes) => _lines.SendAsync(bytes);

    /// <inheritdoc/>
    public override async ValueTask EndSendingAsync()
    {
        var goodbye = _lines.EndSendingAsync().AsTask();
        try
        {
            await goodbye.WaitAsync(GoodbyeTime, _timeProvider).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            Abort();
            await goodbye.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    /// <inheritdoc/>
    public override void Abort()
    {
        Inner.Abort();
        _lines.Abort();
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await _lines.DisposeAsync().ConfigureAwait(false);
        await Inner.DisposeAsync().ConfigureAwait(false);
    }
}
