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

    /// <summary>Takes the next line off the front of <paramref name="buffer"/>. Allocates nothing.</summary>
    /// <param name="buffer">All bytes received and not yet consumed: what was left over from the last call, unchanged,
    /// and whatever was received since.</param>
    /// <param name="endOfInput">No byte will follow these.</param>
    public DecodedLine Read(ReadOnlySpan<byte> buffer, bool endOfInput = false)
    {
        var start = 0;
        if (_swallowAfter >= 0)
        {
            var decided = _delimiters.Swallow(buffer, ref _swallowAfter, out start);
            if (!decided && !endOfInput)
            {
                return new(LineStatus.NeedMore, start, 0, start);
            }

            _swallowAfter = -1;
        }

        var length = _delimiters.Find(buffer[start..], _examined, out var which);
        if (length < 0)
        {
            return endOfInput ? Last(buffer.Length, start) : Unfinished(buffer, start);
        }

        var consumed = start + length + _delimiters.LengthOf(which);
        _examined = 0;
        _swallowAfter = _delimiters.HasLonger(which) ? which : -1;
        if (_skipping)
        {
            _skipping = false;
            var next = Read(buffer[consumed..], endOfInput);   // at most once: it no longer skips
            return next with { Start = next.Start + consumed, Consumed = next.Consumed + consumed };
        }

        return length <= MaxLineBytes
            ? new(LineStatus.Line, start, length, consumed)
            : new(LineStatus.TooLong, start, MaxLineBytes, consumed);
    }

    private DecodedLine Unfinished(ReadOnlySpan<byte> buffer, int start)
    {
        var length = buffer.Length - start;
        if (!_skipping && length <= MaxLineBytes)
        {
            _examined = length;
            return new(LineStatus.NeedMore, start, 0, start);
        }

        var pending = _delimiters.PendingBytes(buffer[start..]);
        if (!_skipping && length - pending <= MaxLineBytes)
        {
            _examined = length;
            return new(LineStatus.NeedMore, start, 0, start);
        }

        var status = _skipping ? LineStatus.NeedMore : LineStatus.TooLong;
        _skipping = true;
        _examined = pending;
        return new(status, start, status == LineStatus.TooLong ? MaxLineBytes : 0, buffer.Length - pending);
    }

    private DecodedLine Last(int end, int start)
    {
        var length = end - start;
        var skipped = _skipping;
        _skipping = false;
        _examined = 0;
        return skipped || length == 0 ? new(LineStatus.End, end, 0, end)
            : length <= MaxLineBytes ? new(LineStatus.Unterminated, start, length, end)
            : new(LineStatus.TooLong, start, MaxLineBytes, end);
    }
}
