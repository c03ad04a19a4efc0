using System.Buffers;
using System.Runtime.CompilerServices;

namespace Interlude.Lines;

/// <summary>The byte strings that end a line: one, or a set of them. Immutable; may be shared by any number of
/// connections and threads.</summary>
/// <remarks>
/// <para>A line ends as soon as its <em>shortest</em> delimiter is complete, that is, at the earliest end of any
/// delimiter; of several that end there the longest is taken off. Waiting for a longer one instead would stall
/// <c>hello CR</c> until the peer speaks again.</para>
/// <para>Where that delimiter is the beginning of a longer one of the set (CR of CR LF), the rest of the longer one is
/// swallowed if it comes next, so there is never a phantom empty line, however the bytes are cut. Bytes that may still
/// become such a rest are held until that is decided.</para>
/// </remarks>
public sealed class Delimiters
{
    private readonly byte[][] _all;          // longest first
    private readonly int[][] _longer;        // by index: those that begin with this one and go on, longest first
    private readonly SearchValues<byte> _lastBytes;
    private readonly byte _lastByte;         // the one or two of them that nearly all sets have
    private readonly byte _otherLastByte;
    private readonly bool _hasMoreLastBytes;

    /// <summary>Makes a set; the order of its members does not matter.</summary>
    /// <param name="delimiters">At least one, none of them empty; copied.</param>
    /// <exception cref="ArgumentException">No delimiter was given, or an empty one.</exception>
    public Delimiters(params ReadOnlySpan<byte[]> delimiters)
    {
        _all = [.. delimiters.ToArray().Select(d => (byte[])d.Clone())
            .DistinctBy(Convert.ToHexString).OrderByDescending(d => d.Length)];
        if (_all.Length == 0 || _all[^1].Length == 0)
        {
            throw new ArgumentException("A line needs at least one delimiter, and none may be empty.", nameof(delimiters));
        }

        _longer = [.. _all.Select(Longer)];
        byte[] lastBytes = LastBytes();
        _lastBytes = SearchValues.Create(lastBytes);
        (_lastByte, _otherLastByte, _hasMoreLastBytes) = (lastBytes[0], lastBytes[^1], lastBytes.Length > 2);
    }

    /// <summary>CR LF and only that; a bare LF or CR is data.</summary>
    public static Delimiters CrLf { get; } = new("\r\n"u8.ToArray());

    /// <summary>LF, and one CR before it belongs to it: what people and scripts send.</summary>
    public static Delimiters LfOrCrLf { get; } = new("\n"u8.ToArray(), "\r\n"u8.ToArray());

    /// <summary>CR LF, LF or CR, also mixed.</summary>
    public static Delimiters AnyNewline { get; } = new("\n"u8.ToArray(), "\r"u8.ToArray(), "\r\n"u8.ToArray());

    /// <summary>The length of the longest member, in bytes.</summary>
    public int LongestBytes => _all[0].Length;

    /// <summary>The longest member. What is written ends with
    /// <see cref="LineConnectionOptions.OutputDelimiter"/>, which does not follow it.</summary>
    public ReadOnlyMemory<byte> Longest => _all[0];

    /// <summary>Finds the earliest end of a delimiter.</summary>
    /// <param name="text">The line so far, from its first byte.</param>
    /// <param name="examined">How many of its bytes are known not to contain the end of a delimiter.</param>
    /// <param name="which">The longest delimiter that ends there.</param>
    /// <returns>The number of bytes before the delimiter, or -1.</returns>
    internal int Find(ReadOnlySpan<byte> text, int examined, out int which)
    {
        which = 0;
        for (var end = examined; ; end++)
        {
            var step = IndexOfLastByte(text[end..]);
            if (step < 0)
            {
                return -1;
            }

            end += step;
            for (which = 0; which < _all.Length; which++)
            {
                if (Ends(text, end, _all[which]))
                {
                    return end + 1 - _all[which].Length;
                }
            }
        }
    }

    internal int LengthOf(int which) => _all[which].Length;

    internal ReadOnlyMemory<byte> RestAfter(int which) => _all[_longer[which][0]].AsMemory(_all[which].Length);

    internal bool HasLonger(int which) => _longer[which].Length > 0;

    /// <summary>The length of the longest end of <paramref name="text"/> that may still grow into a delimiter.</summary>
    internal int PendingBytes(ReadOnlySpan<byte> text)
    {
        for (var length = Math.Min(text.Length, LongestBytes - 1); length > 0; length--)
        {
            var tail = text[^length..];
            foreach (var delimiter in _all)
            {
                if (delimiter.Length > length && delimiter.AsSpan().StartsWith(tail))
                {
                    return length;
                }
            }
        }

        return 0;
    }

    /// <summary>After delimiter <paramref name="which"/>: takes the rest of longer ones off the front.</summary>
    /// <returns>False as long as more bytes could change the answer.</returns>
    internal bool Swallow(ReadOnlySpan<byte> next, ref int which, out int swallowed)
    {
        swallowed = 0;
        while (true)
        {
            var undecided = false;
            var before = which;
            foreach (var longer in _longer[before])
            {
                var rest = _all[longer].AsSpan(_all[before].Length);
                var now = next[swallowed..];
                if (now.StartsWith(rest))
                {
                    which = longer;
                    swallowed += rest.Length;
                    break;
                }

                undecided |= rest.StartsWith(now);
            }

            if (which == before)
            {
                return !undecided;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int IndexOfLastByte(ReadOnlySpan<byte> text) =>
        _lastByte == _otherLastByte ? text.IndexOf(_lastByte)
        : _hasMoreLastBytes ? text.IndexOfAny(_lastBytes)
        : text.IndexOfAny(_lastByte, _otherLastByte);

    // Its first and last byte say it all for most delimiters, without a call.
    private static bool Ends(ReadOnlySpan<byte> text, int end, byte[] delimiter)
    {
        var start = end - delimiter.Length + 1;
        return start >= 0 && text[end] == delimiter[^1] && text[start] == delimiter[0]
            && (delimiter.Length <= 2 || text[start..(end + 1)].SequenceEqual(delimiter));
    }

    // Loops and not queries, here and below: every program that opens a connection waits for them to be compiled.
    private int[] Longer(byte[] shorter)
    {
        var longer = new List<int>();
        for (var i = 0; i < _all.Length; i++)
        {
            if (_all[i].Length > shorter.Length && _all[i].AsSpan().StartsWith(shorter))
            {
                longer.Add(i);
            }
        }

        return [.. longer];
    }

    private byte[] LastBytes()
    {
        var bytes = new List<byte>();
        foreach (var delimiter in _all)
        {
            if (!bytes.Contains(delimiter[^1]))
            {
                bytes.Add(delimiter[^1]);
            }
        }

        return [.. bytes];
    }
}
