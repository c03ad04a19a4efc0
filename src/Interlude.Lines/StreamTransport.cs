using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Interlude.Lines;

/// <summary>Any <see cref="Stream"/>, or two of them, one to read and one to write.</summary>
/// <remarks>
/// <para><b>Idle.</b> A stream whose empty read waits for bytes (<see cref="NetworkStream"/>, <see cref="SslStream"/>, and
/// others by the caller's word) holds no buffer while it waits. From every other stream this transport reads into a block
/// of its own, which it holds meanwhile (4 KiB): so a cancelled wait loses nothing, whatever the stream makes of a
/// token.</para>
/// <para><b>Half-close.</b> A <see cref="NetworkStream"/> shuts its socket's sending down, an <see cref="SslStream"/> sends
/// close_notify, two streams dispose the writing one. A single stream of another kind has no such thing unless one is
/// given; then <see cref="CanEndSending"/> is false.</para>
/// <para><b>Abort.</b> A reset on a <see cref="NetworkStream"/>; with all others the streams are disposed, and the peer sees
/// whatever that means to them. A receive ends in any case, a send only if the stream heeds its token or its
/// disposal.</para>
/// </remarks>
public sealed class StreamTransport : LineTransport
{
    private readonly Stream _input;
    private readonly Stream _output;
    private readonly Func<ValueTask>? _endSending;
    private readonly KeptRead? _kept;
    private readonly CancellationTokenSource _aborted = new();   // has no timer and no handle, so it needs no disposal

    /// <summary>Makes a transport of one stream.</summary>
    /// <param name="stream">Can be read and written, at the same time. This transport's from now on, which disposes it,
    /// and with a <see cref="NetworkStream"/> its socket.</param>
    /// <param name="endSending">Ends the sending while receiving goes on, for a kind of stream that can and is not known
    /// here; null for none.</param>
    /// <param name="waitsWhenEmpty">Whether a read of no bytes waits until there are some, takes a token, and loses
    /// nothing when cancelled; null to decide by type.</param>
    /// <param name="remoteName">Who is at the other end, for people.</param>
    /// <exception cref="ArgumentException">It cannot be both read and written.</exception>
    public StreamTransport(
        Stream stream, Func<ValueTask>? endSending = null, bool? waitsWhenEmpty = null, string remoteName = "a stream")
        : this(stream, stream, waitsWhenEmpty, remoteName) =>
        _endSending = endSending ?? stream switch
        {
            NetworkStream network => () =>
            {
                network.Socket.Shutdown(SocketShutdown.Send);
                return ValueTask.CompletedTask;
            }
            ,
            SslStream tls => () => new(tls.ShutdownAsync()),
            _ => null,
        };

    /// <summary>Makes a transport of two one-way streams, such as those of a child process.</summary>
    /// <param name="input">What the peer sends. This transport's from now on, which disposes it.</param>
    /// <param name="output">What goes to the peer. This transport's from now on, which disposes it to end sending.</param>
    /// <param name="remoteName">Who is at the other end, for people.</param>
    /// <exception cref="ArgumentException">The one cannot be read or the other not written.</exception>
    public StreamTransport(Stream input, Stream output, string remoteName = "two streams")
        : this(input, output, null, remoteName) => _endSending = output.DisposeAsync;

    private StreamTransport(Stream input, Stream output, bool? waitsWhenEmpty, string remoteName)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        if (!input.CanRead || !output.CanWrite)
        {
            throw new ArgumentException("A connection needs a stream that can be read and one that can be written.");
        }

        (_input, _output, RemoteName) = (input, output, remoteName);
        _kept = waitsWhenEmpty ?? input is NetworkStream or SslStream ? null : new KeptRead(input, _aborted.Token);
    }

    /// <inheritdoc/>
    public override string RemoteName { get; }

    /// <inheritdoc/>
    public override bool CanEndSending => _endSending is not null;

    /// <inheritdoc/>
    public override ValueTask WaitToReceiveAsync(CancellationToken cancellationToken)
    {
        if (_kept is not null)
        {
            return _kept.WaitAsync(cancellationToken);
        }

        var wait = _input.ReadAsync(Memory<byte>.Empty, cancellationToken);
        if (wait.IsCompletedSuccessfully)
        {
            _ = wait.Result;
            return ValueTask.CompletedTask;
        }

        return ForgetAsync(wait);
    }

    /// <inheritdoc/>
    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
        _kept?.ReadAsync(buffer, cancellationToken) ?? _input.ReadAsync(buffer, cancellationToken);

    /// <inheritdoc/>
    public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        var write = _output.WriteAsync(bytes, _aborted.Token);
        if (!write.IsCompletedSuccessfully)
        {
            return FlushAfterAsync(write);
        }

        write.GetAwaiter().GetResult();
        var flush = _output.FlushAsync(_aborted.Token);
        return flush.IsCompletedSuccessfully ? ValueTask.CompletedTask : FlushAfterAsync(new(flush));
    }

    /// <inheritdoc/>
    public override ValueTask EndSendingAsync() => _endSending?.Invoke() ?? ValueTask.CompletedTask;

    /// <inheritdoc/>
    public override void Abort()
    {
        _aborted.Cancel();
        try
        {
            if (_output is NetworkStream network)
            {
                network.Socket.LingerState = new LingerOption(true, 0);   // close() then sends a reset
                network.Socket.Dispose();
            }

            _output.Dispose();
            _input.Dispose();
        }
        catch (Exception gone) when (IsLoss(gone))
        {
            // It could not take its leave in good order, which is what was asked for.
        }
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        if (_kept is not null)
        {
            await _aborted.CancelAsync().ConfigureAwait(false);
            await _kept.EndAsync().ConfigureAwait(false);
        }

        try
        {
            await _output.DisposeAsync().ConfigureAwait(false);
            await _input.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception gone) when (IsLoss(gone))
        {
            // Every send was flushed, so nothing of ours is lost by it.
        }

        (_output as NetworkStream)?.Socket.Dispose();   // which the stream may not own
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private static async ValueTask ForgetAsync(ValueTask<int> count) => await count.ConfigureAwait(false);

    private async ValueTask FlushAfterAsync(ValueTask write)
    {
        try
        {
            await write.ConfigureAwait(false);
            await _output.FlushAsync(_aborted.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_aborted.IsCancellationRequested)
        {
            throw new ObjectDisposedException(nameof(StreamTransport));
        }
    }
}
