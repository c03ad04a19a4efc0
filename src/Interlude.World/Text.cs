using System.Diagnostics.CodeAnalysis;
using System.Text;
using Interlude.World.Unicode;

namespace Interlude.World;

/// <summary>
/// What people say: UTF-8 that was checked once and never changes. It holds no NUL, CR or LF, which would end
/// or break a line of some dialect. Other controls are left in (formatting codes are such): who shows the text
/// makes them harmless.
/// </summary>
/// <remarks>Equality is by bytes: nothing is folded or normalized.</remarks>
public sealed class Text : IEquatable<Text>
{
    private Text(ReadOnlyMemory<byte> utf8) => Utf8 = utf8;

    /// <summary>The text of no bytes.</summary>
    public static Text Empty { get; } = new(ReadOnlyMemory<byte>.Empty);

    /// <summary>The bytes: the text's own, not to be changed through tricks.</summary>
    public ReadOnlyMemory<byte> Utf8 { get; }

    /// <summary>How many bytes.</summary>
    public int Length => Utf8.Length;

    /// <summary>The only way to get a text.</summary>
    /// <param name="utf8">The bytes, which are copied.</param>
    /// <param name="text">
    /// The text, or null: the bytes are not UTF-8, or there is a NUL, CR or LF among them.
    /// </param>
    public static bool TryCreate(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out Text? text)
    {
        text = null;
        if (utf8.IsEmpty)
        {
            text = Empty;
        }
        else if (!utf8.ContainsAny((byte)0, (byte)'\r', (byte)'\n') && System.Text.Unicode.Utf8.IsValid(utf8))
        {
            text = new Text(utf8.ToArray());
        }

        return text is not null;
    }

    /// <summary>
    /// The beginning of the text, as much as fits. The cut never splits a code point, nor what people see as
    /// one character: not before a mark, joiner, emoji modifier or tag, not behind a joiner, as far as that
    /// leaves anything.
    /// </summary>
    /// <param name="maxBytes">Most bytes of the result, 0 or more.</param>
    /// <returns>
    /// This text if it fits. Empty only if not even the first code point fits: so whoever cuts a text into
    /// pieces of four bytes and more gets on. Flags of two letters may be cut in half. Shares this text's
    /// memory.
    /// </returns>
    public Text Truncate(int maxBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxBytes);
        if (maxBytes >= Length)
        {
            return this;
        }

        var utf8 = Utf8.Span;
        var end = maxBytes;
        while (end > 0 && IsContinuation(utf8[end]))
        {
            end--;
        }

        var whole = end;
        while (whole > 0 && !CanCut(utf8, whole))
        {
            whole = StartBefore(utf8, whole);
        }

        var length = whole > 0 ? whole : end;
        return length == 0 ? Empty : new Text(Utf8[..length]);
    }

    /// <inheritdoc/>
    public bool Equals(Text? other) => other is not null && Utf8.Span.SequenceEqual(other.Utf8.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Text);

    /// <summary>
    /// The same number in every process: FNV-1a, 32 bits. Peers could make it collide: no key for what they
    /// fill.
    /// </summary>
    public override int GetHashCode()
    {
        var hash = 2166136261;
        foreach (var unit in Utf8.Span)
        {
            hash = unchecked((hash ^ unit) * 16777619);
        }

        return unchecked((int)hash);
    }

    /// <summary>The text as UTF-16, made anew at every call.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Utf8.Span);

    private static bool CanCut(ReadOnlySpan<byte> utf8, int index)
    {
        const int Joiner = 0x200D;
        Rune.DecodeFromUtf8(utf8[index..], out var next, out _);
        Rune.DecodeLastFromUtf8(utf8[..index], out var previous, out _);
        return previous.Value != Joiner && !Continues(next.Value);
    }

    // A cheap part of Grapheme_Extend (UAX #29): no table of its own, and no state beyond two code points.
    private static bool Continues(int codePoint) =>
        codePoint is 0x200C or 0x200D or (>= 0x1F3FB and <= 0x1F3FF) or (>= 0xE0020 and <= 0xE007F)
        || CodePoints.IsMark(codePoint);

    private static int StartBefore(ReadOnlySpan<byte> utf8, int index)
    {
        Rune.DecodeLastFromUtf8(utf8[..index], out _, out var length);
        return index - length;
    }

    private static bool IsContinuation(byte unit) => (unit & 0xC0) == 0x80;
}
