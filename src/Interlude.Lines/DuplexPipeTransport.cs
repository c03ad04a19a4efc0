using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Interlude.Lines;

/// <summary>A pair of pipes, such as a server framework's connection or another library's transport.</summary>
/// <remarks>
/// <para><b>Idle.</b> This transport holds no buffer while it waits; what the pipe holds is its maker's choice.</para>
/// <para><b>Ends.</b> A writer that is completed is the peer's end of input; one completed with an exception is a loss, and
/// so is a read or flush that fails in any way. Ending our sending completes our writer. An abort completes it with an
/// <see cref="IOException"/>. A peer that no longer reads is noticed as on a socket: the send that meets it first is lost
/// silently, the next one fails.</para>
/// </remarks>
public sealed class DuplexPipeTransport : LineTransport
{
    private readonly Lock _lock = new();
    private readonly PipeReader _input;
    private readonly PipeWriter _output;
    private bool _receiving;
    private bool _sending;
    private volatile bool _gone;
    private IOException? _goneBecause;   // null after an orderly end
    private bool _peerStoppedReading;

    /// <summary>Makes a transport of a pair of pipes.</summary>
    /// <param name="pipe">Read and written by nobody else. This transport's from now on, which completes both ends.</param>
    /// <param name="remoteName">Who is at the other end, for people.</param>
    public DuplexPipeTransport(IDuplexPipe pipe, string remoteName = "a pipe")
    {
        ArgumentNullException.ThrowIfNull(pipe);
        (_input, _output, RemoteName) = (pipe.Input, pipe.Output, remoteName);
    }

    /// <inheritdoc/>
    public override string RemoteName { get; }

    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public override async ValueTask WaitToReceiveAsync(CancellationToken cancellationToken) =>
        await ReceiveAsync(Memory<byte>.Empty, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        Enter(ref _receiving);
        try
        {
            ReadResult result;
            do
            {
                result = await _input.ReadAsync(cancellationToken).ConfigureAwait(false);
                ObjectDisposedException.ThrowIf(_gone, this);
                if (result.Buffer.IsEmpty && !result.IsCompleted)
                {
                    _input.AdvanceTo(result.Buffer.Start);   // somebody cancelled the read, which is not ours to answer
                }
            }
            while (result.Buffer.IsEmpty && !result.IsCompleted);

            var taken = result.Buffer.Slice(0, Math.Min(buffer.Length, result.Buffer.Length));
            taken.CopyTo(buffer.Span);
            var count = (int)taken.Length;
            _input.AdvanceTo(taken.End);   // the rest is not examined, so the next read has it at once
            return count;
        }
        catch (Exception failure) when (IsForeign(failure, cancellationToken))
        {
            throw new IOException($"The pipe failed: {failure.Message}", failure);
        }
        finally
        {
            LeaveReceive();
        }
    }

    /// <inheritdoc/>
    public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        if (_peerStoppedReading)
        {
            throw new IOException("The other side no longer reads.");
        }

        Enter(ref _sending);
        return SendEnteredAsync(bytes);
    }

    /// <inheritdoc/>
    public override async ValueTask EndSendingAsync()
    {
        Enter(ref _sending);
        try
        {
            await _output.CompleteAsync().ConfigureAwait(false);
        }
        finally
        {
            LeaveSend();
        }
    }

    /// <inheritdoc/>
    public override void Abort() => Go(new IOException("The connection was aborted."));

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        Go(null);
        return ValueTask.CompletedTask;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendEnteredAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var result = await _output.WriteAsync(bytes, CancellationToken.None).ConfigureAwait(false);
            ObjectDisposedException.ThrowIf(_gone, this);
            _peerStoppedReading = result.IsCompleted;
        }
        catch (Exception failure) when (IsForeign(failure, CancellationToken.None))
        {
            throw new IOException($"The pipe failed: {failure.Message}", failure);
        }
        finally
        {
            LeaveSend();
        }
    }

    // A pipe passes on whatever exception its other side was completed with.
    private static bool IsForeign(Exception failure, CancellationToken ours) =>
        !IsLoss(failure) && !(failure is OperationCanceledException && ours.IsCancellationRequested);

    private void Enter(ref bool busy)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_gone, this);
            busy = true;
        }
    }

    // A pipe's end may not be completed in the middle of an operation on it: who is there then completes it on leaving.
    private bool IsLast(ref bool busy)
    {
        lock (_lock)
        {
            busy = false;
            return _gone;
        }
    }

    private void LeaveReceive()
    {
        if (IsLast(ref _receiving))
        {
            _input.Complete(_goneBecause);
        }
    }

    private void LeaveSend()
    {
        if (IsLast(ref _sending))
        {
            _output.Complete(_goneBecause);
        }
    }

    private void Go(IOException? because)
    {
        bool receiving, sending;
        lock (_lock)
        {
            if (_gone)
            {
                return;
            }

            (_gone, _goneBecause, receiving, sending) = (true, because, _receiving, _sending);
        }

        if (receiving)
        {
            _input.CancelPendingRead();
        }
        else
        {
            _input.Complete(because);
        }

        if (sending)
        {
            _output.CancelPendingFlush();
        }
        else
        {
            _output.Complete(because);
        }
    }
}
