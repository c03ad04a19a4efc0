using System.Buffers;
using System.Buffers.Text;

namespace Interlude.Irc;

/// <summary>What a server says that it supports: the tokens of <see cref="Numeric.RPL_ISUPPORT"/>, laid out in lines.</summary>
/// <remarks>
/// <code>
/// token = "-" name / name [ "=" value ]
/// name  = 1*20( ALPHA / DIGIT / "." / "/" )
/// value = *( %x21-3C / %x3E-5B / %x5D-7E / %x80-FF / "\x" 2HEXDIG )
/// </code>
/// https://modern.ircdocs.horse/#rplisupport-005. Space, '\' and '=' in a value are escaped by the document's rule, and
/// controls in the same way; names beyond ASCII stay as they are. A name is there once, since one reply "MUST NOT
/// contain the same parameter multiple times nor advertise and negate" it.
/// </remarks>
public sealed class IsupportTokens
{
    /// <summary>
    /// Bytes of one token: with a line's 30 bytes of text, that leaves 180 for the source, numeric and nick in front.
    /// </summary>
    public const int MaxTokenBytes = 300;

    private const int MaxNameBytes = 20;

    private readonly List<ReadOnlyMemory<byte>> _tokens = [];
    private readonly List<byte[]> _names = [];

    /// <summary>The text that ends each line, without its colon.</summary>
    public static ReadOnlySpan<byte> Text => "are supported by this server"u8;

    /// <summary>The tokens, in the order in which they were added.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> All => _tokens;

    /// <summary>Adds <c>NAME</c>, or <c>NAME=value</c> if <paramref name="value"/> is not empty.</summary>
    /// <param name="name">In capitals, but for a vendor in front. New here.</param>
    /// <param name="value">Not yet escaped.</param>
    /// <exception cref="ArgumentException">A malformed or repeated name, or a token that is too long.</exception>
    public void Add(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value = default)
    {
        var token = new ArrayBufferWriter<byte>();
        token.Write(name);
        if (!value.IsEmpty)
        {
            token.Write("="u8);
            Escape(value, token);
        }

        Keep(name, token);
    }

    /// <summary>Adds <c>NAME=number</c>.</summary>
    /// <inheritdoc cref="Add(ReadOnlySpan{byte}, ReadOnlySpan{byte})"/>
    public void Add(ReadOnlySpan<byte> name, long number)
    {
        Span<byte> digits = stackalloc byte[20]; // long.MinValue: a sign and 19 digits
        Utf8Formatter.TryFormat(number, digits, out var length);
        Add(name, digits[..length]);
    }

    /// <summary>Adds <c>-NAME</c>: what was said of it before holds no longer.</summary>
    /// <inheritdoc cref="Add(ReadOnlySpan{byte}, ReadOnlySpan{byte})"/>
    public void Negate(ReadOnlySpan<byte> name)
    {
        var token = new ArrayBufferWriter<byte>();
        token.Write("-"u8);
        token.Write(name);
        Keep(name, token);
    }

    /// <summary>Those of the tokens that are not, just so, among others: what has changed since they were sent.</summary>
    public IsupportTokens Except(IsupportTokens known)
    {
        ArgumentNullException.ThrowIfNull(known);
        var changed = new IsupportTokens();
        for (var index = 0; index < _tokens.Count; index++)
        {
            if (!known._tokens.Exists(token => token.Span.SequenceEqual(_tokens[index].Span)))
            {
                changed._tokens.Add(_tokens[index]);
                changed._names.Add(_names[index]);
            }
        }

        return changed;
    }

    /// <summary>Deals the tokens out to lines, in order, as many to a line as fit.</summary>
    /// <param name="prefixBytes">
    /// Bytes of a line before the space in front of its first token: <c>:server 005 nick</c>. At most 510 less
    /// <see cref="MaxTokenBytes"/>, a space and <see cref="Text"/>.
    /// </param>
    /// <returns>Lines of 1 to 13 tokens, each a parameter; none if there are no tokens.</returns>
    public IReadOnlyList<IReadOnlyList<ReadOnlyMemory<byte>>> ToLines(int prefixBytes)
    {
        var room = IrcLimits.MaxBodyBytes - " :".Length - Text.Length - prefixBytes;
        ArgumentOutOfRangeException.ThrowIfNegative(prefixBytes);
        ArgumentOutOfRangeException.ThrowIfLessThan(room, 1 + MaxTokenBytes, nameof(prefixBytes));

        var lines = new List<IReadOnlyList<ReadOnlyMemory<byte>>>();
        var line = new List<ReadOnlyMemory<byte>>();
        var left = room;
        foreach (var token in _tokens)
        {
            if (line.Count == IrcLimits.MaxIsupportTokens || 1 + token.Length > left)
            {
                lines.Add(line);
                line = [];
                left = room;
            }

            line.Add(token);
            left -= 1 + token.Length;
        }

        if (line.Count > 0)
        {
            lines.Add(line);
        }

        return lines;
    }

    private static void Escape(ReadOnlySpan<byte> value, ArrayBufferWriter<byte> token)
    {
        foreach (var unit in value)
        {
            if (unit is <= (byte)' ' or (byte)'\\' or (byte)'=' or 0x7F)
            {
                var text = token.GetSpan(4);
                @"\x"u8.CopyTo(text);
                Utf8Formatter.TryFormat(unit, text[2..], out _, new StandardFormat('X', 2));
                token.Advance(4);
            }
            else
            {
                token.Write([unit]);
            }
        }
    }

    private static bool IsName(ReadOnlySpan<byte> name)
    {
        foreach (var unit in name)
        {
            if (!char.IsAsciiLetterOrDigit((char)unit) && unit is not ((byte)'.' or (byte)'/'))
            {
                return false;
            }
        }

        return name.Length is >= 1 and <= MaxNameBytes;
    }

    private void Keep(ReadOnlySpan<byte> name, ArrayBufferWriter<byte> token)
    {
        if (!IsName(name))
        {
            throw new ArgumentException("A token's name has 1 to 20 letters, digits, dots and slashes.", nameof(name));
        }

        foreach (var known in _names)
        {
            if (name.SequenceEqual(known))
            {
                throw new ArgumentException("One reply names a token once.", nameof(name));
            }
        }

        if (token.WrittenCount > MaxTokenBytes)
        {
            throw new ArgumentException($"A token has at most {MaxTokenBytes} bytes.", nameof(token));
        }

        _names.Add(name.ToArray());
        _tokens.Add(token.WrittenMemory);
    }
}
