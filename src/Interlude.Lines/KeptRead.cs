using System.Buffers;

namespace Interlude.Lines;

/// <summary>Reads a stream of any kind so that a cancelled wait loses nothing: the read itself is never cancelled, and is
/// found again by the next call. One caller at a time.</summary>
/// <param name="stream">Read by nobody else.</param>
/// <param name="gone">Ends all, also where the stream does not heed its disposal; the block then stays its.</param>
internal sealed class KeptRead(Stream stream, CancellationToken gone)
{
    private const int BlockBytes = 4096;
    private static readonly TimeSpan EndTime = TimeSpan.FromMilliseconds(100);

    private readonly Task _gone = Task.Delay(Timeout.Infinite, gone);
    private byte[]? _block;
    private Task<int>? _running;
    private int _start;
    private int _end;
    private bool _finished;

    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        while (_start == _end && !_finished)
        {
            await FillAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        await WaitAsync(cancellationToken).ConfigureAwait(false);
        var count = Math.Min(buffer.Length, _end - _start);
        _block.AsMemory(_start, count).CopyTo(buffer);
        _start += count;
        if (_start == _end && _block is not null)
        {
            ArrayPool<byte>.Shared.Return(_block);   // no read runs that could still write to it
            _block = null;
        }

        return count;
    }

    /// <summary>After <c>gone</c>: gives a read that heeds it the time to end. Some streams lose what was sent when they
    /// are disposed in the middle of a read; a socket sends a reset then.</summary>
    public async ValueTask EndAsync()
    {
        if (_running is not null)
        {
            await Task.WhenAny(_running, Task.Delay(EndTime, CancellationToken.None)).ConfigureAwait(false);
        }
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (_running is null)
        {
            _block ??= ArrayPool<byte>.Shared.Rent(BlockBytes);
            var read = stream.ReadAsync(_block, gone);
            if (read.IsCompletedSuccessfully)
            {
                Take(read.Result);
                return;
            }

            _running = read.AsTask();
        }

        await Task.WhenAny(_running, _gone).WaitAsync(cancellationToken).ConfigureAwait(false);
        ObjectDisposedException.ThrowIf(gone.IsCancellationRequested, stream);
        var count = await _running.ConfigureAwait(false);
        _running = null;
        Take(count);
    }

    private void Take(int count)
    {
        (_start, _end) = (0, count);
        _finished = count == 0;
    }
}
