using System.Runtime.CompilerServices;

namespace Interlude.Irc;

/// <summary>
/// A received line, seen as a message. Everything here is a view of that line and valid as long as its bytes are;
/// nothing is copied or allocated.
/// </summary>
/// <remarks>
/// <code>
/// message    = ["@" tags SPACE] [":" source SPACE] verb parameters
/// parameters = *( SPACE middle ) [ SPACE ":" trailing ]
/// SPACE      = 1*" "
/// </code>
/// https://modern.ircdocs.horse/#message-format. Spaces before the first part and behind the last middle are passed
/// over. The bytes are not checked beyond that: a part may hold NUL or CR, and need not be UTF-8.
/// </remarks>
public readonly ref struct IrcMessage
{
    // Where the first parameters are is kept: as many as well-behaved software sends. What comes behind is looked for
    // again when it is asked for, so that any number is read without a heap.
    private readonly ReadOnlySpan<byte> _parameters;
    private readonly Slices _slices;
    private readonly int _restIndex;

    private IrcMessage(
        ReadOnlySpan<byte> tags, ReadOnlySpan<byte> source, ReadOnlySpan<byte> verb, ReadOnlySpan<byte> parameters)
    {
        Tags = new IrcTags(tags);
        Source = source;
        Verb = verb;
        _parameters = parameters;

        var index = 0;
        while (TryTakeParameter(parameters, ref index, out var slice))
        {
            if (Count < IrcLimits.MaxSentParameters)
            {
                _slices[Count] = slice;
                _restIndex = index;
            }

            HasTrailing = slice.IsTrailing;
            Count++;
        }
    }

    /// <summary>The tags; without any if there are none, or an '@' with nothing behind it.</summary>
    public IrcTags Tags { get; }

    /// <summary>Who sent it, without ':'; empty if the message does not say. See <see cref="IrcSource.Parse"/>.</summary>
    public ReadOnlySpan<byte> Source { get; }

    /// <summary>The first word: a command or three digits, in the case in which it came. Never empty.</summary>
    public ReadOnlySpan<byte> Verb { get; }

    /// <summary>How many parameters there are, of any kind.</summary>
    public int Count { get; }

    /// <summary>
    /// Whether the last parameter came with its colon. It means the same without ("MUST NOT be treated specially"):
    /// this is for whoever shows lines as they were.
    /// </summary>
    public bool HasTrailing { get; }

    /// <summary>A parameter, without its colon.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> - 1. Beyond 15, reading one costs a walk to it.</param>
    public ReadOnlySpan<byte> this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            var slice = index < IrcLimits.MaxSentParameters ? _slices[index] : FindInRest(index);
            return _parameters.Slice(slice.Start, slice.Length);
        }
    }

    /// <summary>Reads a line as a message.</summary>
    /// <param name="line">The line without LF or CR LF.</param>
    /// <param name="message">The message, whose parts lie in <paramref name="line"/>.</param>
    /// <returns>False if there is no verb; such a line is silently ignored.</returns>
    public static bool TryParse(ReadOnlySpan<byte> line, out IrcMessage message)
    {
        var rest = line.TrimStart((byte)' ');
        var tags = TakeWordBehind((byte)'@', ref rest);
        var source = TakeWordBehind((byte)':', ref rest);
        var verb = TakeWord(ref rest);
        message = verb.IsEmpty ? default : new IrcMessage(tags, source, verb, rest);
        return !verb.IsEmpty;
    }

    private static ReadOnlySpan<byte> TakeWordBehind(byte mark, scoped ref ReadOnlySpan<byte> rest) =>
        !rest.IsEmpty && rest[0] == mark ? TakeWord(ref rest)[1..] : default;

    private static ReadOnlySpan<byte> TakeWord(scoped ref ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOf((byte)' ');
        var word = end < 0 ? rest : rest[..end];
        rest = rest[word.Length..].TrimStart((byte)' ');
        return word;
    }

    private static bool TryTakeParameter(ReadOnlySpan<byte> parameters, ref int index, out Slice slice)
    {
        slice = default;
        if (index == parameters.Length)
        {
            return false;
        }

        var rest = parameters[index..];
        if (rest[0] == (byte)':')
        {
            slice = new Slice(index + 1, rest.Length - 1, IsTrailing: true);
            index = parameters.Length;
            return true;
        }

        slice = new Slice(index, TakeWord(ref rest).Length, IsTrailing: false);
        index = parameters.Length - rest.Length;
        return true;
    }

    private Slice FindInRest(int index)
    {
        var at = _restIndex;
        var slice = default(Slice);
        for (var count = IrcLimits.MaxSentParameters; count <= index; count++)
        {
            TryTakeParameter(_parameters, ref at, out slice);
        }

        return slice;
    }

    private readonly record struct Slice(int Start, int Length, bool IsTrailing);

    [InlineArray(IrcLimits.MaxSentParameters)]
    private struct Slices
    {
        private Slice _first;
    }
}
