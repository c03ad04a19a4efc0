namespace Interlude.Lines;

/// <summary>What <see cref="LineDecoder.Read"/> found, as places in the bytes it was given.</summary>
/// <param name="Status">What was found.</param>
/// <param name="Start">Where the line begins.</param>
/// <param name="Length">The length of the line in bytes, without its delimiter.</param>
/// <param name="Consumed">How many bytes from the front the next call must not be given again.</param>
public readonly record struct DecodedLine(LineStatus Status, int Start, int Length, int Consumed);

/// <summary>Cuts a stream of bytes into lines. It holds no bytes, only where its search stopped, so that n bytes cost
/// O(n) however they drip in. One per stream; not safe for several threads.</summary>
/// <remarks>
/// <para>The rule of where a line ends is that of <see cref="Delimiters"/>.</para>
/// <para>The limit counts content only and is exact: bytes that may still become a delimiter do not count until that is
/// decided. A longer line is reported once as <see cref="LineStatus.TooLong"/> when it passes the limit; whoever goes on
/// reading gets the line after its delimiter. While it skips, no more bytes than a delimiter has are left unconsumed.</para>
/// </remarks>
public sealed class LineDecoder
{
    private readonly Delimiters _delimiters;
    private int _examined;           // of the unfinished line, bytes known to hold no end of a delimiter
    private int _swallowAfter = -1;  // the delimiter just met, as long as a longer one may continue it
    private bool _skipping;

    /// <summary>Makes a decoder at the beginning of a stream.</summary>
    /// <param name="delimiters">What ends a line.</param>
    /// <param name="maxLineBytes">Longest line accepted, without its delimiter; 0 allows only empty lines.</param>
    public LineDecoder(Delimiters delimiters, int maxLineBytes)
    {
        ArgumentNullException.ThrowIfNull(delimiters);
        ArgumentOutOfRangeException.ThrowIfNegative(maxLineBytes);
        _delimiters = delimiters;
        MaxLineBytes = maxLineBytes;
    }

    /// <summary>Longest line accepted, in bytes, without its delimiter.</summary>
    public int MaxLineBytes { get; }

    /// <summary>What would continue the delimiter just met to the longest that begins with it; empty if nothing can.</summary>
    internal ReadOnlyMemory<byte> DelimiterRest => _swallowAfter < 0 ? default : _delimiters.RestAfter(_swallowAfter);

    /// <summary>Takes the next line off the front of <paramref name="buffer"/>. Allocates nothing, and looks only at what
    /// was received since.</summary>
    /// <param name="buffer">All bytes received and not yet consumed: what was left over from the last call, unchanged,
    /// and whatever was received since.</param>
    /// <param name="endOfInput">No byte will follow these.</param>
    public DecodedLine Read(ReadOnlySpan<byte> buffer, bool endOfInput = false)
    {
        var start = 0;
        if ((_skipping || _swallowAfter >= 0) && !FindStart(buffer, endOfInput, out start))
        {
            return new(LineStatus.NeedMore, start, 0, start);
        }

        var length = _delimiters.Find(buffer[start..], _examined, out var which);
        if (length < 0)
        {
            if (!endOfInput && buffer.Length <= MaxLineBytes)
            {
                _examined = buffer.Length - start;   // what a dripped line meets at each drop: kept short
                return new(LineStatus.NeedMore, start, 0, start);
            }

            return endOfInput ? Last(buffer.Length, start) : Unfinished(buffer, start);
        }

        EndLine(which);
        return new(
            length <= MaxLineBytes ? LineStatus.Line : LineStatus.TooLong,
            start, Math.Min(length, MaxLineBytes), start + length + _delimiters.LengthOf(which));
    }

    /// <summary>Takes bytes off the front of <paramref name="buffer"/> without looking for lines. They begin after the
    /// delimiter of the last line that was given, wherever the stream was cut: bytes of an unfinished line are among
    /// them, the rest of a longer delimiter and of a line that is too long are not. The limit does not apply.</summary>
    /// <param name="buffer">As for <see cref="Read"/>; the two may alternate.</param>
    /// <param name="mostBytes">How many to take at most; at least 1.</param>
    /// <param name="endOfInput">No byte will follow these.</param>
    /// <returns><see cref="LineStatus.Raw"/> with at least one byte, <see cref="LineStatus.NeedMore"/>, or
    /// <see cref="LineStatus.End"/>.</returns>
    public DecodedLine ReadRaw(ReadOnlySpan<byte> buffer, int mostBytes, bool endOfInput = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(mostBytes, 1);
        if (!FindStart(buffer, endOfInput, out var start))
        {
            return new(LineStatus.NeedMore, start, 0, start);
        }

        var length = Math.Min(buffer.Length - start, mostBytes);
        if (length == 0)
        {
            return new(endOfInput ? LineStatus.End : LineStatus.NeedMore, start, 0, start);
        }

        _examined = Math.Max(0, _examined - length);
        return new(LineStatus.Raw, start, length, start + length);
    }

    /// <summary>Whether a line has begun and not ended.</summary>
    /// <param name="unconsumedBytes">How many bytes are left over from the last call.</param>
    internal bool IsInLine(int unconsumedBytes) => _skipping || (unconsumedBytes > 0 && _swallowAfter < 0);

    /// <summary>To be told when bytes are put back before those that are left over.</summary>
    internal void PutBack() => _examined = 0;

    /// <summary>Finds where the next line begins: after the rest of one that is too long, and of the delimiter before.
    /// </summary>
    /// <param name="buffer">What is not consumed.</param>
    /// <param name="endOfInput">No byte will follow these.</param>
    /// <param name="start">How many bytes can be consumed, whatever is returned.</param>
    /// <returns>False as long as more bytes are needed to tell.</returns>
    private bool FindStart(ReadOnlySpan<byte> buffer, bool endOfInput, out int start)
    {
        start = 0;
        return (!_skipping || SkipRest(buffer, endOfInput, out start))
            && (_swallowAfter < 0 || SwallowRest(buffer, endOfInput, ref start));
    }

    private bool SkipRest(ReadOnlySpan<byte> buffer, bool endOfInput, out int start)
    {
        var length = _delimiters.Find(buffer, _examined, out var which);
        if (length < 0)
        {
            _skipping = !endOfInput;
            _examined = endOfInput ? 0 : _delimiters.PendingBytes(buffer);
            start = buffer.Length - _examined;
            return endOfInput;
        }

        _skipping = false;
        EndLine(which);
        start = length + _delimiters.LengthOf(which);
        return true;
    }

    private bool SwallowRest(ReadOnlySpan<byte> buffer, bool endOfInput, ref int start)
    {
        var decided = _delimiters.Swallow(buffer[start..], ref _swallowAfter, out var swallowed);
        start += swallowed;
        if (!decided && !endOfInput)
        {
            return false;
        }

        _swallowAfter = -1;
        return true;
    }

    private void EndLine(int which)
    {
        _examined = 0;
        _swallowAfter = _delimiters.HasLonger(which) ? which : -1;
    }

    private DecodedLine Unfinished(ReadOnlySpan<byte> buffer, int start)
    {
        var length = buffer.Length - start;
        var pending = length <= MaxLineBytes ? 0 : _delimiters.PendingBytes(buffer[start..]);
        if (length - pending <= MaxLineBytes)
        {
            _examined = length;
            return new(LineStatus.NeedMore, start, 0, start);
        }

        _skipping = true;
        _examined = pending;
        return new(LineStatus.TooLong, start, MaxLineBytes, buffer.Length - pending);
    }

    private DecodedLine Last(int end, int start)
    {
        var length = end - start;
        _examined = 0;
        return length == 0 ? new(LineStatus.End, end, 0, end)
            : length <= MaxLineBytes ? new(LineStatus.Unterminated, start, length, end)
            : new(LineStatus.TooLong, start, MaxLineBytes, end);
    }
}
