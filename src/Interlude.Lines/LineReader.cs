using System.Buffers;

namespace Interlude.Lines;

/// <summary>The receiving half of a connection: a received block, and the decoder that takes lines out of it. One caller
/// at a time. It holds a block only while there is something in it.</summary>
internal sealed class LineReader(LineConnectionOptions options, IConnectionParts owner)
{
    // A part of a line no longer than this is moved out of a large block while nothing comes; moving it costs less than
    // the receive that follows, so dripping stays linear.
    private const int ShelvedBytes = 512;

    private LineDecoder _decoder = new(options.Delimiters, options.MaxLineBytes);
    private IByteFilter? _filter = options.Filter?.Invoke();
    private ArrayBufferWriter<byte>? _answers;
    private byte[]? _block;
    private int _start;
    private int _end;
    private int _lastRawBytes;
    private bool _starved = true;   // nothing more can be taken from what is here
    private bool _raw;              // the last read was of raw bytes

    /// <summary>How many lines and raw pieces have been taken.</summary>
    public long Taken { get; private set; }

    /// <summary>Whether a part of a line is here.</summary>
    public bool IsInLine => !_raw && _decoder.IsInLine(_end - _start);

    /// <summary>The peer has ended its input; what was received before can still be read.</summary>
    public bool Finished { get; private set; }

    /// <summary>Whether <see cref="TryRead"/> is worth calling.</summary>
    public bool HasMore => !_starved && (_start < _end || !Finished);

    /// <summary>Whether nothing has come since the last call that found nothing, and something still may.</summary>
    public bool IsStarved => _starved && !Finished;

    public LineStatus TryRead(out ReadOnlyMemory<byte> line)
    {
        _raw = false;
        return Take(_decoder.Read(_block.AsSpan(_start, _end - _start), Finished), out line);
    }

    public LineStatus TryReadRaw(int mostBytes, out ReadOnlyMemory<byte> bytes)
    {
        _raw = true;
        return Take(_decoder.ReadRaw(_block.AsSpan(_start, _end - _start), mostBytes, Finished), out bytes);
    }

    /// <summary>Gives back the last bytes of the last raw piece, to be read again.</summary>
    public void PutBack(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, _lastRawBytes);
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        _decoder.PutBack();
        _start -= bytes;
        _lastRawBytes -= bytes;
        _starved &= bytes == 0;
    }

    /// <summary>Begins anew, as with the first byte of a stream, unless bytes were received beyond the line taken last.</summary>
    /// <param name="rest">What may still come that belongs to the delimiter of that line.</param>
    public bool TryRestart(out ReadOnlyMemory<byte> rest)
    {
        rest = default;
        if (TryRead(out _) is not LineStatus.NeedMore || _start < _end)
        {
            return false;
        }

        rest = _decoder.DelimiterRest;
        _decoder = new(options.Delimiters, options.MaxLineBytes);
        _filter = options.Filter?.Invoke();
        Release();
        return true;
    }

    /// <summary>Nothing comes for now: holds no large block for a small part of a line, and none for nothing.</summary>
    public void Shelve()
    {
        var part = _end - _start;
        if (part == 0)
        {
            Release();
        }
        else if (part <= ShelvedBytes && _block!.Length > 2 * ShelvedBytes)
        {
            Move(part);
        }
    }

    /// <summary>Where the next bytes are to be received; never empty. Views of what was taken are void.</summary>
    public Memory<byte> MakeRoom()
    {
        _lastRawBytes = 0;
        if (_block is null)
        {
            (_block, _start, _end) = (ArrayPool<byte>.Shared.Rent(options.ReceiveBytes), 0, 0);
        }
        else if (_start == _end)
        {
            (_start, _end) = (0, 0);
        }
        else if (_block.Length < options.ReceiveBytes)
        {
            Move(options.ReceiveBytes);
        }
        else if (_start > _block.Length / 2)
        {
            _block.AsSpan(_start, _end - _start).CopyTo(_block);
            (_start, _end) = (0, _end - _start);
        }
        else if (_end > _block.Length / 2)
        {
            // The decoder keeps no more than the longest line and an unfinished delimiter, so that bounds the block.
            var most = (long)options.MaxLineBytes + options.Delimiters.LongestBytes + options.ReceiveBytes;
            Move((int)Math.Min(Array.MaxLength, Math.Max(_end - _start + 1, Math.Min(2L * _block.Length, most))));
        }

        return _block.AsMemory(_end);
    }

    /// <summary>So many bytes were received there; none: the peer has ended its input.</summary>
    public void Take(int count)
    {
        Finished = count == 0;
        options.Metrics?.ReceivedBytes(count);
        _end += _filter is null ? count : Filter(count);
        _starved = !Finished && _start == _end;
    }

    /// <summary>Gives back the block; views of it are void.</summary>
    public void Release()
    {
        _lastRawBytes = 0;
        if (_block is not null)
        {
            ArrayPool<byte>.Shared.Return(_block);
            _block = null;
        }

        (_start, _end) = (0, 0);
    }

    private LineStatus Take(DecodedLine found, out ReadOnlyMemory<byte> bytes)
    {
        bytes = _block.AsMemory(_start + found.Start, found.Length);
        _start += found.Consumed;
        _lastRawBytes = found.Status == LineStatus.Raw ? found.Length : 0;
        _starved = found.Status is LineStatus.NeedMore or LineStatus.End;
        Taken += _starved ? 0 : 1;
        return found.Status;
    }

    private int Filter(int count)
    {
        _answers ??= new ArrayBufferWriter<byte>(16);
        var kept = _filter!.Filter(_block.AsSpan(_end, count), _answers);
        if (_answers.WrittenCount > 0)
        {
            owner.Answer(_answers.WrittenMemory);
            _answers.ResetWrittenCount();
        }

        return kept;
    }

    private void Move(int bytes)
    {
        var block = ArrayPool<byte>.Shared.Rent(bytes);
        var part = _end - _start;
        _block.AsSpan(_start, part).CopyTo(block);
        Release();
        (_block, _start, _end) = (block, 0, part);
    }
}
